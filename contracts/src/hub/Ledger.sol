// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Account} from "../types/Account.sol";
import {HubState} from "./HubState.sol";

/// @title The only place where balances move.
/// @dev Amounts are 96 bits wide: the token's supply fits, so no sum of balances overflows.
abstract contract Ledger is HubState {
    /* MOVEMENTS: each keeps free + locked + burned, and a movement of nothing leaves no trace */

    /// @dev Free to locked.
    function _lock(address owner, bytes32 cause, uint256 amount) internal {
        if (amount == 0) return;
        Account storage account = _accounts[owner];
        uint96 free = account.free;
        if (amount > free) revert InsufficientFreeBalance(owner, free, amount);
        uint96 moved = uint96(amount);
        account.free = free - moved;
        account.locked += moved;
        emit Locked(owner, cause, amount);
    }

    /// @dev Locked to free.
    function _unlock(address owner, bytes32 cause, uint96 amount) internal {
        if (amount == 0) return;
        Account storage account = _accounts[owner];
        account.locked -= amount;
        account.free += amount;
        emit Unlocked(owner, cause, amount);
    }

    /// @dev Locked tokens of one to free tokens of another.
    function _pay(address from, address to, bytes32 cause, uint96 amount) internal {
        if (amount == 0) return;
        _accounts[from].locked -= amount;
        _accounts[to].free += amount;
        emit Paid(from, to, cause, amount);
    }

    /// @dev Locked tokens to nobody.
    function _burn(address from, bytes32 cause, uint96 amount) internal {
        if (amount == 0) return;
        _accounts[from].locked -= amount;
        burned += amount;
        emit Burned(from, cause, amount);
    }
}
