// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title A contract that goes on in another one's code: whatever it does not know, it runs there on its own storage.
/// @dev A contract may have 24,576 bytes of code. Where it goes on is fixed for ever by the constructor.
abstract contract Continued {
    function _next() internal view virtual returns (address);

    fallback() external {
        address target = _next();
        assembly ("memory-safe") {
            calldatacopy(0, 0, calldatasize())
            let success := delegatecall(gas(), target, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            if success { return(0, returndatasize()) }
            revert(0, returndatasize())
        }
    }
}
