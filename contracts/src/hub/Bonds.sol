// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Gwei, Leaving, Seat} from "../types/Seat.sol";
import {Account} from "../types/Account.sol";
import {Draw} from "./Draw.sol";

/// @title What is taken of bonds.
abstract contract Bonds is Draw {
    /// @dev A fault: what can be had of the worker's bond, up to `amount`, and its reputation are gone.
    /// @return taken In the token's smallest unit.
    function _slashBond(address worker, uint256 amount) internal returns (uint256 taken) {
        _forfeitReputation(worker);
        taken = _takeBond(worker, amount);
    }

    /// @dev A debt: from the owner's free balance, and what is missing from its bond. Both are counted in whole gwei.
    function _charge(address owner, uint256 amount) internal {
        Account storage account = _accounts[owner];
        uint256 free = Gwei.down(account.free) * Gwei.UNIT;
        uint256 part = free < amount ? free : amount;
        account.free -= uint96(part);
        if (part == amount) return;
        uint256 taken = part + _takeBond(owner, amount - part);
        if (taken < amount) revert InsufficientFreeBalance(owner, taken, amount);
    }

    /// @dev Seated or leaving.
    function _takeBond(address owner, uint256 amount) private returns (uint256 taken) {
        uint256 wanted = Gwei.down(amount);
        Seat storage seat = _seats[owner];
        uint256 part = wanted < seat.bond ? wanted : seat.bond;
        if (part > 0) seat.bond -= uint64(part);
        taken = part;
        Leaving storage leaving = _leaving[owner];
        part = wanted - taken < leaving.bond ? wanted - taken : leaving.bond;
        if (part > 0) leaving.bond -= uint64(part);
        taken = (taken + part) * Gwei.UNIT;
    }
}
