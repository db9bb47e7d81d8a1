// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRosters} from "../interfaces/IRosters.sol";
import {IWorkerPoolRegistry} from "../interfaces/IWorkerPoolRegistry.sol";
import {Account} from "../types/Account.sol";
import {Reputation} from "../types/Reputation.sol";
import {Gwei, Leaving, Roster, Seat} from "../types/Seat.sol";
import {Draw} from "./Draw.sol";

/// @title Workers take seats, raise bonds, collect, and leave.
abstract contract Rosters is Draw, IRosters {
    /// @notice Seconds for which a bond stays at stake after its seat was given back: long enough to prove a wrong
    /// contribution.
    uint256 public constant UNBONDING_PERIOD = 1 days;

    /// @notice The registry of worker pools.
    IWorkerPoolRegistry public immutable pools;

    constructor(IWorkerPoolRegistry pools_) {
        if (address(pools_) == address(0)) revert ZeroAddress();
        pools = pools_;
    }

    /// @inheritdoc IRosters
    function openRoster(uint256 pool, uint256 seatBond) external nonReentrant {
        (address owner,) = pools.poolOf(pool);
        if (owner != msg.sender) revert NotPoolOwner(pool, msg.sender);

        Roster storage roster = _rosters[pool];
        if (roster.number == 0) roster.number = ++_rosterCount;
        roster.seatBond = Gwei.exact(seatBond);
        emit RosterOpened(pool, roster.number, seatBond);
    }

    /// @inheritdoc IRosters
    function takeSeat(uint256 pool, uint256 bond) external nonReentrant {
        Roster storage roster = _rosters[pool];
        if (roster.number == 0) revert NoRoster(pool);
        Seat storage seat = _seats[msg.sender];
        if (seat.roster != 0) revert AlreadySeated(msg.sender, seat.roster);
        uint64 amount = Gwei.exact(bond);
        if (amount < roster.seatBond) revert SeatBondTooLow(bond, roster.seatBond * Gwei.UNIT);

        Account storage account = _accounts[msg.sender];
        _spend(account, bond);
        ++roster.seats;
        _seats[msg.sender] = Seat(roster.number, uint32(block.timestamp), amount, 0, account.reputation);
        account.reputation = Reputation.wrap(0);
        emit SeatTaken(pool, msg.sender, bond);
    }

    /// @inheritdoc IRosters
    function raiseBond(uint256 amount) external nonReentrant {
        Seat storage seat = _seats[msg.sender];
        if (seat.roster == 0) revert NoSeat(0, msg.sender);
        if (amount == 0) revert ZeroAmount();
        uint64 added = Gwei.exact(amount);

        _spend(_accounts[msg.sender], amount);
        seat.bond += added;
        emit BondRaised(msg.sender, seat.bond * Gwei.UNIT);
    }

    /// @inheritdoc IRosters
    function collectEarnings() external nonReentrant {
        if (_seats[msg.sender].roster == 0) revert NoSeat(0, msg.sender);
        _collect(_seats[msg.sender]);
    }

    /// @inheritdoc IRosters
    function leaveSeat(uint256 pool) external nonReentrant {
        Seat storage seat = _seats[msg.sender];
        Roster storage roster = _rosters[pool];
        if (seat.roster == 0 || seat.roster != roster.number) revert NoSeat(pool, msg.sender);

        _collect(seat);
        Account storage account = _accounts[msg.sender];
        account.reputation = account.reputation.merge(seat.reputation);
        Leaving storage leaving = _leaving[msg.sender];
        leaving.bond += seat.bond;
        leaving.until = uint40(block.timestamp + UNBONDING_PERIOD);
        --roster.seats;
        emit SeatLeft(pool, msg.sender, seat.bond * Gwei.UNIT, leaving.until);
        delete _seats[msg.sender];
    }

    /// @inheritdoc IRosters
    function withdrawBond() external nonReentrant {
        Leaving storage leaving = _leaving[msg.sender];
        if (leaving.bond == 0) revert ZeroAmount();
        if (block.timestamp < leaving.until) revert BondStillAtStake(msg.sender, leaving.until);

        uint256 amount = leaving.bond * Gwei.UNIT;
        delete _leaving[msg.sender];
        _accounts[msg.sender].free += uint96(amount);
        emit BondWithdrawn(msg.sender, amount);
    }

    /// @inheritdoc IRosters
    function rosterOf(uint256 pool) external view returns (Roster memory) {
        return _rosters[pool];
    }

    /// @inheritdoc IRosters
    function seatOf(address worker) external view returns (Seat memory) {
        return _seats[worker];
    }

    /// @inheritdoc IRosters
    function leavingOf(address worker) external view returns (Leaving memory) {
        return _leaving[worker];
    }

    /// @inheritdoc IRosters
    function evidenceOf(address worker, uint256 value) external view returns (uint256) {
        return _reputationOf(worker).bits(value);
    }

    function _collect(Seat storage seat) private {
        uint256 amount = seat.earned * Gwei.UNIT;
        if (amount == 0) return;
        seat.earned = 0;
        _accounts[msg.sender].free += uint96(amount);
        emit EarningsCollected(msg.sender, amount);
    }

    function _spend(Account storage account, uint256 amount) private {
        uint96 free = account.free;
        if (amount > free) revert InsufficientFreeBalance(msg.sender, free, amount);
        account.free = free - uint96(amount);
    }
}
