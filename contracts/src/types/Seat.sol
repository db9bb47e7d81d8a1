// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Reputation} from "./Reputation.sol";

/// @notice A worker's membership in one pool's roster: one storage slot, all that a settlement reads and writes of it.
/// @dev Amounts are in gwei (10^-9 token): what a seat holds is a multiple of that.
struct Seat {
    uint32 roster; // number of the pool's roster, zero: no seat
    uint32 since; // Unix time of joining: the seat is drawn for deals that started later
    uint64 bond; // gwei at stake for contributions on the epoch path
    uint64 earned; // gwei earned on the epoch path and not collected yet
    Reputation reputation; // earned on the epoch path and not collected yet
}

/// @notice A bond on its way out: still at stake for what its owner signed.
struct Leaving {
    uint64 bond; // gwei
    uint40 until; // Unix time from which it can be withdrawn
}

/// @notice A pool's roster: one storage slot.
struct Roster {
    uint32 number; // 1, 2, … in the order of opening
    uint32 seats; // workers seated now
    uint64 seatBond; // gwei that a seat must bring at least: what a fake worker costs
}

library Gwei {
    uint256 internal constant UNIT = 1e9;

    error NotWholeGwei(uint256 amount);

    function down(uint256 amount) internal pure returns (uint256) {
        return amount / UNIT;
    }

    function exact(uint256 amount) internal pure returns (uint64) {
        if (amount % UNIT != 0 || amount / UNIT > type(uint64).max) revert NotWholeGwei(amount);
        return uint64(amount / UNIT);
    }
}
