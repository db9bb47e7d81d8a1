// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Leaving, Roster, Seat} from "../types/Seat.sol";
import {ILedger} from "./ILedger.sol";

/// @title Rosters: the staked workers of each pool, from whom tasks are drawn.
/// @notice A worker has one seat at most, in one pool. Its bond is at stake for every contribution on the epoch path; what it
/// earns there gathers in the seat until it collects. Amounts must be whole gwei (10^-9 token).
interface IRosters is ILedger {
    event RosterOpened(uint256 indexed pool, uint32 number, uint256 seatBond);
    event SeatTaken(uint256 indexed pool, address indexed worker, uint256 bond);
    event BondRaised(address indexed worker, uint256 bond);
    event SeatLeft(uint256 indexed pool, address indexed worker, uint256 bond, uint40 until);
    event BondWithdrawn(address indexed worker, uint256 amount);
    event EarningsCollected(address indexed worker, uint256 amount);

    error NotPoolOwner(uint256 pool, address caller);
    error NoRoster(uint256 pool);
    error SeatBondTooLow(uint256 bond, uint256 seatBond);
    error AlreadySeated(address worker, uint32 roster);
    error NoSeat(uint256 pool, address worker);
    error BondStillAtStake(address worker, uint40 until);

    /// @notice The pool's owner lets workers take seats, each with a bond of at least `seatBond`. Called again it changes the
    /// bond for seats taken from then on.
    function openRoster(uint256 pool, uint256 seatBond) external;
    /// @notice The caller takes a seat: `bond` moves from its free balance, and its reputation comes along. It is drawn for
    /// deals that start later.
    function takeSeat(uint256 pool, uint256 bond) external;
    /// @notice The caller adds `amount` of its free balance to its seat's bond.
    function raiseBond(uint256 amount) external;
    /// @notice What the caller's seat has earned becomes free.
    function collectEarnings() external;
    /// @notice The caller gives its seat back. Its bond stays at stake for UNBONDING_PERIOD, then `withdrawBond` frees it.
    function leaveSeat(uint256 pool) external;
    function withdrawBond() external;

    function rosterOf(uint256 pool) external view returns (Roster memory);
    function seatOf(address worker) external view returns (Seat memory);
    function leavingOf(address worker) external view returns (Leaving memory);
    /// @notice Evidence, in bits, of one vote of the worker where a wrong result may cost `value`: 2 for a newcomer.
    function evidenceOf(address worker, uint256 value) external view returns (uint256);
}
