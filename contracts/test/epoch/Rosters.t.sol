// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAssetRegistry} from "../../src/interfaces/IAssetRegistry.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {IRosters} from "../../src/interfaces/IRosters.sol";
import {Deal} from "../../src/types/Deal.sol";
import {Gwei, Leaving, Roster, Seat} from "../../src/types/Seat.sol";
import {VM} from "../Vm.sol";
import {EpochBase} from "./EpochBase.sol";

/// @notice Seats: opened, taken, raised, collected from, given back.
contract RostersTest is EpochBase {
    address private _worker;

    function setUp() public override {
        super.setUp();
        _worker = workers[SEATED].at;
    }

    function _take(uint256 pool, uint256 bond) private {
        VM.prank(_worker);
        hub.takeSeat(pool, bond);
    }

    function _refuseTaking(uint256 pool, uint256 bond, bytes memory error) private {
        VM.expectRevert(error);
        _take(pool, bond);
    }

    /* THE ROSTER */

    function test_The_owner_opens_a_roster_and_may_change_its_bond() public {
        uint256 pool = pools.register(stranger.at, "bafyother", 0, "");
        VM.expectEmit(address(hub));
        emit IRosters.RosterOpened(pool, 2, 5 ether);
        VM.prank(stranger.at);
        hub.openRoster(pool, 5 ether);
        Roster memory roster = hub.rosterOf(pool);
        VM.assertEq(roster.number, 2);
        VM.assertEq(roster.seats, 0);
        VM.assertEq(roster.seatBond, 5e9);
        VM.prank(stranger.at);
        hub.openRoster(pool, 0);
        VM.assertEq(hub.rosterOf(pool).number, 2);
        VM.assertEq(hub.rosterOf(pool).seatBond, 0);
    }

    function test_A_changed_bond_leaves_seats_alone() public {
        VM.prank(poolOwner.at);
        hub.openRoster(poolId, 1_000_000 ether);
        VM.assertEq(hub.rosterOf(poolId).seats, SEATED);
        VM.assertEq(_bond(0), BOND);
    }

    function test_Nobody_else_opens_a_roster() public {
        VM.expectRevert(abi.encodeWithSelector(IRosters.NotPoolOwner.selector, poolId, scheduler.at));
        VM.prank(scheduler.at);
        hub.openRoster(poolId, 0);
        VM.expectRevert(abi.encodeWithSelector(IAssetRegistry.UnknownAsset.selector, 7));
        hub.openRoster(7, 0);
    }

    function test_Bonds_are_whole_gwei_of_64_bits() public {
        VM.startPrank(poolOwner.at);
        VM.expectRevert(abi.encodeWithSelector(Gwei.NotWholeGwei.selector, 1));
        hub.openRoster(poolId, 1);
        uint256 tooMuch = (uint256(type(uint64).max) + 1) * GWEI;
        VM.expectRevert(abi.encodeWithSelector(Gwei.NotWholeGwei.selector, tooMuch));
        hub.openRoster(poolId, tooMuch);
        VM.expectRevert(abi.encodeWithSelector(Gwei.NotWholeGwei.selector, type(uint256).max));
        hub.openRoster(poolId, type(uint256).max);
        VM.stopPrank();
    }

    /* TAKING A SEAT */

    function test_A_seat_takes_its_bond_from_the_free_balance() public {
        VM.expectEmit(address(hub));
        emit IRosters.SeatTaken(poolId, _worker, 100 ether);
        _take(poolId, 100 ether);
        Seat memory seat = hub.seatOf(_worker);
        VM.assertEq(seat.roster, hub.rosterOf(poolId).number);
        VM.assertEq(seat.since, START);
        VM.assertEq(seat.bond, 100e9);
        VM.assertEq(seat.earned, 0);
        VM.assertEq(_free(_worker), WEALTH - 100 ether);
        VM.assertEq(hub.rosterOf(poolId).seats, SEATED + 1);
        _assertConserved();
    }

    function test_A_seat_without_a_roster_is_refused() public {
        _refuseTaking(7, 100 ether, abi.encodeWithSelector(IRosters.NoRoster.selector, 7));
    }

    function test_A_bond_below_the_pools_is_refused() public {
        bytes memory error = abi.encodeWithSelector(IRosters.SeatBondTooLow.selector, SEAT_BOND - GWEI, SEAT_BOND);
        _refuseTaking(poolId, SEAT_BOND - GWEI, error);
        _refuseTaking(poolId, 0, abi.encodeWithSelector(IRosters.SeatBondTooLow.selector, 0, SEAT_BOND));
        _refuseTaking(poolId, SEAT_BOND + 1, abi.encodeWithSelector(Gwei.NotWholeGwei.selector, SEAT_BOND + 1));
    }

    function test_A_bond_that_is_not_there_is_refused() public {
        uint256 bond = WEALTH + GWEI;
        _refuseTaking(
            poolId, bond, abi.encodeWithSelector(ILedger.InsufficientFreeBalance.selector, _worker, WEALTH, bond)
        );
    }

    function test_A_worker_has_one_seat_in_all_pools() public {
        uint256 other = pools.register(stranger.at, "bafyother", 0, "");
        VM.prank(stranger.at);
        hub.openRoster(other, 0);
        _take(poolId, SEAT_BOND);
        bytes memory error = abi.encodeWithSelector(IRosters.AlreadySeated.selector, _worker, 1);
        _refuseTaking(poolId, SEAT_BOND, error);
        _refuseTaking(other, SEAT_BOND, error);
    }

    /* RAISING AND COLLECTING */

    function test_A_bond_may_be_raised() public {
        VM.expectEmit(address(hub));
        emit IRosters.BondRaised(workers[0].at, BOND + 5 ether);
        VM.prank(workers[0].at);
        hub.raiseBond(5 ether);
        VM.assertEq(_bond(0), BOND + 5 ether);
        VM.assertEq(_free(workers[0].at), WEALTH - 5 ether);
        _assertConserved();
    }

    function test_Raising_by_nothing_a_part_or_more_than_there_is_is_refused() public {
        VM.startPrank(workers[0].at);
        VM.expectRevert(ILedger.ZeroAmount.selector);
        hub.raiseBond(0);
        VM.expectRevert(abi.encodeWithSelector(Gwei.NotWholeGwei.selector, 1));
        hub.raiseBond(1);
        VM.expectRevert(
            abi.encodeWithSelector(ILedger.InsufficientFreeBalance.selector, workers[0].at, WEALTH, WEALTH + 1 ether)
        );
        hub.raiseBond(WEALTH + 1 ether);
        VM.stopPrank();
    }

    function test_Who_has_no_seat_raises_collects_and_leaves_nothing() public {
        VM.startPrank(_worker);
        VM.expectRevert(abi.encodeWithSelector(IRosters.NoSeat.selector, 0, _worker));
        hub.raiseBond(1 ether);
        VM.expectRevert(abi.encodeWithSelector(IRosters.NoSeat.selector, 0, _worker));
        hub.collectEarnings();
        VM.expectRevert(abi.encodeWithSelector(IRosters.NoSeat.selector, poolId, _worker));
        hub.leaveSeat(poolId);
        VM.expectRevert(ILedger.ZeroAmount.selector);
        hub.withdrawBond();
        VM.stopPrank();
    }

    function _earn() private {
        Deal memory deal = _matchDefault();
        _run(_build(1, deal, _bag(deal, 5, 1)));
    }

    function test_Earnings_gather_until_they_are_collected() public {
        _earn();
        VM.expectEmit(address(hub));
        emit IRosters.EarningsCollected(workers[0].at, 5 * REWARDS);
        VM.prank(workers[0].at);
        hub.collectEarnings();
        VM.assertEq(_free(workers[0].at), WEALTH + 5 * REWARDS);
        VM.assertEq(_earned(0), 0);
        VM.prank(workers[0].at);
        hub.collectEarnings(); // nothing is nothing
        VM.assertEq(_free(workers[0].at), WEALTH + 5 * REWARDS);
        _assertConserved();
    }

    /* LEAVING */

    function test_Who_leaves_has_its_earnings_and_reputation_at_once_and_its_bond_a_day_later() public {
        _earn();
        address worker = workers[0].at;
        VM.expectEmit(address(hub));
        emit IRosters.SeatLeft(poolId, worker, BOND, uint40(START + 1 days));
        VM.prank(worker);
        hub.leaveSeat(poolId);
        VM.assertEq(_free(worker), WEALTH + 5 * REWARDS);
        VM.assertEq(hub.accountOf(worker).reputation.fees(), 5 * SHARE / 1e14);
        VM.assertEq(hub.seatOf(worker).roster, 0);
        VM.assertEq(hub.rosterOf(poolId).seats, SEATED - 1);
        _assertConserved();

        VM.warp(START + 1 days - 1);
        VM.startPrank(worker);
        VM.expectRevert(abi.encodeWithSelector(IRosters.BondStillAtStake.selector, worker, uint40(START + 1 days)));
        hub.withdrawBond();
        VM.warp(START + 1 days);
        hub.withdrawBond();
        VM.expectRevert(ILedger.ZeroAmount.selector);
        hub.withdrawBond();
        VM.stopPrank();
        VM.assertEq(_free(worker), WEALTH + BOND + 5 * REWARDS);
        _assertConserved();
    }

    function test_A_seat_is_left_once_and_by_naming_its_pool() public {
        uint256 other = pools.register(stranger.at, "bafyother", 0, "");
        address worker = workers[0].at;
        VM.startPrank(worker);
        VM.expectRevert(abi.encodeWithSelector(IRosters.NoSeat.selector, other, worker));
        hub.leaveSeat(other);
        hub.leaveSeat(poolId);
        VM.expectRevert(abi.encodeWithSelector(IRosters.NoSeat.selector, poolId, worker));
        hub.leaveSeat(poolId);
        VM.stopPrank();
    }

    function test_Who_comes_back_has_its_reputation_with_it_and_leaves_its_old_bond_where_it_is() public {
        _earn();
        VM.startPrank(workers[0].at);
        hub.leaveSeat(poolId);
        hub.takeSeat(poolId, 200 ether);
        VM.stopPrank();
        VM.assertEq(hub.seatOf(workers[0].at).reputation.fees(), 5 * SHARE / 1e14);
        VM.assertEq(hub.accountOf(workers[0].at).reputation.fees(), 0);
        VM.warp(START + 12 hours);
        VM.prank(workers[0].at);
        hub.leaveSeat(poolId);
        Leaving memory leaving = hub.leavingOf(workers[0].at);
        VM.assertEq(leaving.bond, (BOND + 200 ether) / GWEI);
        VM.assertEq(leaving.until, START + 36 hours); // all of it waits for the last
        _assertConserved();
    }

    function test_Reputation_moves_from_pool_to_pool() public {
        _earn();
        uint256 other = pools.register(stranger.at, "bafyother", 0, "");
        VM.prank(stranger.at);
        hub.openRoster(other, 0);
        VM.startPrank(workers[0].at);
        hub.leaveSeat(poolId);
        hub.takeSeat(other, 0);
        VM.stopPrank();
        VM.assertEq(hub.seatOf(workers[0].at).reputation.fees(), 5 * SHARE / 1e14);
        VM.assertEq(hub.rosterOf(other).seats, 1);
    }

    function testFuzz_Bonds_go_in_and_come_out(uint64 bond, uint64 more, uint32 wait) public {
        uint256 first = (SEAT_BOND / GWEI + bond % 1e14) * GWEI;
        uint256 second = (1 + more % 1e14) * GWEI;
        VM.startPrank(_worker);
        hub.takeSeat(poolId, first);
        hub.raiseBond(second);
        VM.warp(START + wait);
        hub.leaveSeat(poolId);
        _assertConserved();
        VM.warp(START + wait + 1 days);
        hub.withdrawBond();
        VM.stopPrank();
        VM.assertEq(_free(_worker), WEALTH);
        _assertConserved();
    }
}
