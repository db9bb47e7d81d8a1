// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice What eng/privileges.mjs must find, one thing in each contract.
contract OwnedByImmutable {
    error NotOwner();

    address private immutable _owner = msg.sender;
    uint256 public value;

    function set(uint256 next) external {
        if (msg.sender != _owner) revert NotOwner();
        value = next;
    }
}

contract OwnedBySlot {
    error NotOwner();

    uint256 public value;
    address private _owner = msg.sender;

    function _check() private view {
        if (_owner != msg.sender) revert NotOwner();
    }

    function set(uint256 next) external {
        _check();
        value = next;
    }
}

contract OwnedByLiteral {
    error NotOwner();

    uint256 public value;

    function set(uint256 next) external {
        if (msg.sender != 0xdAC17F958D2ee523a2206206994597C13D831ec7) revert NotOwner();
        value = next;
    }
}

contract DelegatesAnywhere {
    function run(address target, bytes calldata data) external {
        (bool success,) = target.delegatecall(data);
        success;
    }
}

contract DelegatesToSlot {
    address private _target;

    function become(address target) external {
        _target = target;
    }

    function run(bytes calldata data) external {
        (bool success,) = _target.delegatecall(data);
        success;
    }
}

/// @notice Anybody may be somebody's owner here: no privilege.
contract OwnedByMapping {
    error NotOwner();

    mapping(uint256 id => address) private _owners;
    mapping(uint256 id => uint256) public value;

    function take(uint256 id) external {
        if (_owners[id] != address(0)) revert NotOwner();
        _owners[id] = msg.sender;
    }

    function set(uint256 id, uint256 next) external {
        if (_owners[id] != msg.sender) revert NotOwner();
        value[id] = next;
    }
}
