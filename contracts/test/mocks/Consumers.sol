// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IResultConsumer} from "../../src/interfaces/IResultConsumer.sol";

/// @notice Refuses until it is told not to.
contract MoodyConsumer is IResultConsumer {
    error NotNow();

    bool public willing;
    bytes public last;

    function becomeWilling() external {
        willing = true;
    }

    function receiveResult(bytes32, bytes calldata result) external {
        if (!willing) revert NotNow();
        last = result;
    }
}

/// @notice Spends whatever gas it is given.
contract GasBurner is IResultConsumer {
    function receiveResult(bytes32, bytes calldata) external pure {
        for (uint256 i = 0;; ++i) {}
    }
}

/// @notice Returns, or reverts with, as many bytes as its gas pays for: copying them would cost the caller as much again.
contract ReturnBomb is IResultConsumer {
    bool private immutable _reverts;

    constructor(bool reverts) {
        _reverts = reverts;
    }

    function receiveResult(bytes32, bytes calldata) external view {
        bool reverts = _reverts;
        assembly {
            if reverts { revert(0, 150000) }
            return(0, 150000)
        }
    }
}

/// @notice Tries to be paid again from inside the callback.
contract ReentrantConsumer is IResultConsumer {
    address private immutable _hub;
    bytes private _attack;
    bytes4 public stoppedBy;

    constructor(address hub) {
        _hub = hub;
    }

    function prepare(bytes calldata attack) external {
        _attack = attack;
    }

    function receiveResult(bytes32, bytes calldata) external {
        (bool done, bytes memory reason) = _hub.call(_attack);
        stoppedBy = done ? bytes4(0) : bytes4(reason);
    }
}

/// @notice Notes how much gas it was given.
contract GasMeter is IResultConsumer {
    uint256 public given;

    function receiveResult(bytes32, bytes calldata) external {
        given = gasleft();
    }
}
