// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IClaims} from "../../src/interfaces/IClaims.sol";
import {ISettledTasks} from "../../src/interfaces/ISettledTasks.sol";
import {IEpochs} from "../../src/interfaces/IEpochs.sol";
import {IExchange} from "../../src/interfaces/IExchange.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {IProofOfContribution as IPoCo} from "../../src/interfaces/IProofOfContribution.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {Deal} from "../../src/types/Deal.sol";
import {Offence, SettledTask} from "../../src/types/Epoch.sol";
import {Opening, TaskHash, TaskId, TaskStatus} from "../../src/types/Task.sol";
import {EpochBase} from "../epoch/EpochBase.sol";
import {VM} from "../Vm.sol";

/// @notice The threat table of docs/protocol.md, row by row: each party malicious, each pair in collusion, the scheduler gone.
/// Re-organisations of the chain are tested off chain, where somebody notices them.
contract ThreatsTest is EpochBase {
    bytes32 private constant NONE = TaskHash.NO_DATA;
    uint256 private constant LAST = START + 8 * uint256(DURATION);
    uint256 private constant FINAL = START + 10 * uint256(DURATION);
    Deal private _deal;
    TaskId private _id;

    function setUp() public override {
        super.setUp();
        _deal = _matchWithTrust(2);
        _id = _taskId(_deal, 0);
    }

    /// @dev What a group holds in the hub, seats and all.
    function _together(address[3] memory group) private view returns (uint256 sum) {
        for (uint256 i = 0; i < 3; ++i) {
            sum += _free(group[i]) + _locked(group[i]);
            sum += (uint256(hub.seatOf(group[i]).bond) + hub.seatOf(group[i]).earned) * GWEI;
            sum += uint256(hub.leavingOf(group[i]).bond) * GWEI;
        }
    }

    function _of(address a) private pure returns (address[3] memory) {
        return [a, address(0), address(0)];
    }

    function _of(address a, address b) private pure returns (address[3] memory) {
        return [a, b, address(0)];
    }

    function _finish(bytes32[] memory results) private {
        for (uint256 i = 0; i < results.length; ++i) {
            _contribute(_deal, 0, i, results[i]);
        }
        hub.finalize(_deal, 0, _openings(results), _result(DIGEST));
    }

    function _noConsensus(uint256 votes, uint256 others) private view returns (bytes memory) {
        return abi.encodeWithSelector(IPoCo.NoConsensus.selector, _id, votes, 2 * votes, others, _deal.trust);
    }

    /* THE REQUESTER */

    /// @dev An order that nobody can serve: a scheduler that says so in time loses a tenth, and the requester gets none of it.
    function test_Requester_that_orders_the_impossible_gains_nothing() public {
        uint256 before = _together(_of(requester.at));
        VM.warp(LAST + 1);
        for (uint32 i = 0; i < 5; ++i) {
            VM.prank(scheduler.at);
            hub.decline(_deal, i);
        }
        VM.assertEq(_together(_of(requester.at)), before);
        VM.assertEq(_together(_of(poolOwner.at)), WEALTH - 5 * SCHEDULER_STAKE / 10);
        _assertConserved();
    }

    function test_Requester_cannot_take_its_money_back_while_its_tasks_are_open() public {
        uint256 free = _free(requester.at);
        VM.startPrank(requester.at);
        VM.expectRevert(abi.encodeWithSelector(ILedger.InsufficientFreeBalance.selector, requester.at, free, free + 1));
        hub.withdraw(free + 1);
        VM.expectRevert(abi.encodeWithSelector(ITasks.DeadlineNotReached.selector, FINAL));
        hub.claim(_deal, 0, new address[](0));
        hub.cancel(_deal.requestHash); // ends what is left of the order, not the deal
        VM.stopPrank();
        _finish(_list(DIGEST, DIGEST));
        VM.assertEq(_together(_of(workers[0].at)), WEALTH + BOND + REWARDS / 2);
    }

    /// @dev It fills the roster with seats too young to be drawn, so that hardly anybody is, waits until nobody has done its
    /// tasks, and claims the scheduler's stakes. The draw counts the seats that there were at the match.
    function test_Requester_that_floods_the_roster_keeps_nobody_from_being_drawn() public {
        _seatWorkers(12);
        Orders memory o = _orders();
        o.request.order.salt = keccak256("before the flood");
        _deal = _match(o);
        _pastDraw();
        uint256 before = _drawnOf(12);
        VM.assertGe(before, 2, "too few to tell");
        for (uint256 i = 0; i < 200; ++i) {
            Actor memory sybil = _actor(string.concat("sybil", VM.toString(i)));
            _fund(sybil.at);
            VM.prank(sybil.at);
            hub.takeSeat(poolId, SEAT_BOND);
        }
        VM.assertEq(_drawnOf(12), before);
    }

    /// @dev How often workers are drawn for the deal's five tasks.
    function _drawnOf(uint256 count) private view returns (uint256 drawn) {
        for (uint256 w = 0; w < count; ++w) {
            for (uint32 i = 0; i < 5; ++i) {
                if (hub.isDrawn(_deal, i, workers[w].at)) ++drawn;
            }
        }
    }

    /* A WORKER */

    /// @dev With the authorisation that came with its assignment it takes one task of a signed settlement to the chain: the
    /// others are settled in the next epoch, and it has its stake on the task that it took.
    function test_Worker_that_spoils_a_settlement_delays_it_and_risks_its_stake() public {
        Batch memory b = _build(1, _deal, _bag(_deal, 5, 3));
        _anchor(b);
        _contribute(_deal, 4, 2, WRONG);
        _refuse(b, abi.encodeWithSelector(IEpochs.TasksTaken.selector, hub.hashDeal(_deal), 0, 16));
        _run(_build(2, _deal, _bag(_deal, 4, 3)));
        for (uint256 i = 0; i < 2; ++i) {
            _contribute(_deal, 4, i, DIGEST);
        }
        _contribute(_deal, 4, 3, DIGEST);
        hub.finalize(_deal, 4, _openings(_list(DIGEST, DIGEST, WRONG, DIGEST)), _result(DIGEST));
        VM.assertEq(_together(_of(workers[2].at)), WEALTH + BOND - WORKER_STAKE);
        VM.assertEq(_locked(requester.at), 0);
    }

    function test_Worker_that_lies_alone_changes_nothing_and_pays() public {
        _finish(_list(DIGEST, WRONG, DIGEST, DIGEST));
        VM.assertEq(_keptResult(_id), _kept(_plain(DIGEST)));
        VM.assertEq(_together(_of(workers[1].at)), WEALTH + BOND - WORKER_STAKE);
    }

    function test_Worker_that_commits_and_vanishes_pays() public {
        _contribute(_deal, 0, 0, DIGEST);
        _contribute(_deal, 0, 1, DIGEST);
        _contribute(_deal, 0, 2, DIGEST);
        _openReveal(_deal, 0);
        _reveal(_deal, 0, 0, DIGEST);
        _reveal(_deal, 0, 1, DIGEST);
        VM.warp(START + DURATION + 1);
        hub.finalize(_deal, 0, _openings(_list(0, 0, 0)), _result(DIGEST));
        VM.assertEq(_together(_of(workers[2].at)), WEALTH + BOND - WORKER_STAKE);
    }

    /// @dev A contribution signed for an epoch, and the same on chain: it is paid once.
    function test_Worker_on_both_paths_is_paid_once() public {
        Batch memory b = _build(1, _deal, _bag(_deal, 1, 3));
        _anchor(b);
        _finish(_list(DIGEST, DIGEST));
        _refuse(b, abi.encodeWithSelector(IEpochs.TasksTaken.selector, hub.hashDeal(_deal), 0, 1));
        VM.assertEq(_together(_of(workers[0].at)), WEALTH + BOND + REWARDS / 2);
    }

    /// @dev Many seats cost a bond each, and as many bonds as seats are at stake.
    function test_Worker_with_many_seats_pays_for_each() public {
        Actor memory sybil = _actor("sybil");
        _fund(sybil.at);
        VM.startPrank(sybil.at);
        hub.takeSeat(poolId, SEAT_BOND);
        VM.expectRevert();
        hub.takeSeat(poolId, SEAT_BOND);
        VM.stopPrank();
    }

    /* THE SCHEDULER */

    function test_Scheduler_cannot_settle_what_no_worker_signed() public {
        Batch memory b = _build(1, _deal, _bag(_deal, 5, 3));
        _anchor(b);
        bytes32 digest = _digestOf(b, b.settlement.crew);
        (bytes32 r, bytes32 vs) = _compact(scheduler.key, digest);
        b.settlement.signatures = abi.encodePacked(r, vs, r, vs);
        VM.expectRevert();
        _settle(b);
        b.settlement.signatures = "";
        VM.expectRevert();
        _settle(b);
    }

    function test_Scheduler_that_anchors_twice_or_anchors_anything_settles_nothing_by_it() public {
        VM.startPrank(scheduler.at);
        for (uint64 i = 1; i < 5; ++i) {
            hub.anchor(i, keccak256(abi.encode(i)));
        }
        VM.expectRevert(abi.encodeWithSelector(IEpochs.WrongEpochStatus.selector, scheduler.at, 1));
        hub.anchor(1, keccak256("another root"));
        VM.stopPrank();
        VM.assertFalse(hub.isTaken(_deal, 0));
    }

    /// @dev It opens the reveal while a worker is away: it loses its own stake with the worker's, and nobody gets either.
    function test_Scheduler_that_opens_the_reveal_to_slash_the_absent_loses_more() public {
        _contribute(_deal, 0, 0, DIGEST);
        _openReveal(_deal, 0);
        uint256 group = _together(_of(poolOwner.at, requester.at));
        VM.warp(START + 2 * DURATION + 1);
        hub.claim(_deal, 0, _addresses(1));
        VM.assertEq(_together(_of(poolOwner.at, requester.at)), group - SCHEDULER_STAKE);
        VM.assertEq(_together(_of(workers[0].at)), WEALTH + BOND - WORKER_STAKE);
    }

    function test_Scheduler_that_leaves_out_a_dissenter_cannot_have_it_slashed() public {
        Batch memory b = _build(1, _deal, _bag(_deal, 1, 7)); // says that nobody dissented
        _run(b);
        Offence memory offence = _offence(_deal, 0, 3, WRONG, NONE);
        SettledTask memory settled = _proof(b, 0, 0);
        VM.expectRevert(abi.encodeWithSelector(ISettledTasks.NotDeclared.selector, _id, 4, 0));
        hub.punish(_deal, 0, settled, offence);
    }

    function test_Scheduler_cannot_decline_what_it_does_not_like() public {
        VM.startPrank(scheduler.at);
        VM.expectRevert(abi.encodeWithSelector(ITasks.DeadlineNotReached.selector, LAST));
        hub.decline(_deal, 0);
        VM.stopPrank();
        _contribute(_deal, 0, 0, DIGEST);
        VM.warp(LAST + 1);
        VM.expectRevert(abi.encodeWithSelector(ITasks.WrongTaskStatus.selector, _id, TaskStatus.Active));
        VM.prank(scheduler.at);
        hub.decline(_deal, 0);
    }

    /* THE SCHEDULER IS GONE */

    function test_Scheduler_gone_before_anybody_worked_pays_the_requester() public {
        VM.warp(FINAL + 1);
        for (uint32 i = 0; i < 5; ++i) {
            hub.claim(_deal, i, new address[](0));
        }
        VM.assertEq(_together(_of(requester.at)), WEALTH + 5 * SCHEDULER_STAKE);
        VM.assertEq(_locked(requester.at) + _locked(poolOwner.at), 0);
        _assertConserved();
    }

    function test_Scheduler_gone_for_ever_and_the_workers_do_the_task_without_it() public {
        VM.warp(START + 4 * DURATION + 1);
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 commitment = _commitment(_id, workers[i].at, _plain(DIGEST));
            VM.prank(workers[i].at);
            hub.contribute(_deal, 0, commitment, "");
        }
        hub.finalize(_deal, 0, _openings(_list(DIGEST, DIGEST)), _result(DIGEST));
        VM.assertEq(_together(_of(workers[0].at)), WEALTH + BOND + REWARDS / 2);
    }

    function test_Scheduler_gone_after_its_anchor_and_every_task_ends() public {
        _anchor(_build(1, _deal, _bag(_deal, 5, 3)));
        VM.warp(START + 4 * DURATION + 1);
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 commitment = _commitment(_id, workers[i].at, _plain(DIGEST));
            VM.prank(workers[i].at);
            hub.contribute(_deal, 0, commitment, "");
        }
        hub.finalize(_deal, 0, _openings(_list(DIGEST, DIGEST)), _result(DIGEST));
        VM.warp(FINAL + 1);
        for (uint32 i = 1; i < 5; ++i) {
            hub.claim(_deal, i, new address[](0));
        }
        VM.assertEq(_locked(requester.at) + _locked(poolOwner.at) + _locked(workers[0].at), 0);
        _assertConserved();
    }

    /* OWNERS OF APP AND DATASET, STRANGERS */

    function test_Owners_who_sell_their_asset_change_nothing_of_a_deal() public {
        VM.prank(appOwner.at);
        apps.transferFrom(appOwner.at, stranger.at, appId);
        VM.prank(datasetOwner.at);
        datasets.transferFrom(datasetOwner.at, stranger.at, datasetId);
        VM.prank(poolOwner.at);
        pools.transferFrom(poolOwner.at, stranger.at, poolId);
        _finish(_list(DIGEST, DIGEST));
        VM.assertEq(_free(stranger.at), 0);
        VM.assertEq(_free(appOwner.at), APP_PRICE);
        VM.assertEq(_free(datasetOwner.at), DATASET_PRICE);
        VM.assertEq(_free(poolOwner.at), WEALTH - 4 * SCHEDULER_STAKE + POOL_FEE);
    }

    function test_Stranger_can_help_and_not_harm() public {
        _contribute(_deal, 0, 0, DIGEST);
        _contribute(_deal, 0, 1, DIGEST);
        VM.startPrank(stranger.at);
        hub.initialize(_deal, 1); // takes nothing from the epoch path
        VM.expectRevert(abi.encodeWithSelector(ITasks.NotScheduler.selector, stranger.at, scheduler.at));
        hub.openReveal(_deal, 0);
        VM.expectRevert(abi.encodeWithSelector(ITasks.NotScheduler.selector, stranger.at, scheduler.at));
        hub.decline(_deal, 2);
        VM.expectRevert(abi.encodeWithSelector(IClaims.RevealFirst.selector, _id, 2));
        hub.claim(_deal, 0, _addresses(2));
        hub.finalize(_deal, 0, _openings(_list(DIGEST, DIGEST)), _result(DIGEST));
        VM.stopPrank();
        VM.assertEq(_together(_of(stranger.at)), 0);
    }

    /* PAIRS */

    /// @dev Requester and worker: a lie on purpose, to get the penalty back as the harmed party.
    function test_Requester_with_a_lying_worker_loses_the_stake() public {
        uint256 before = _together(_of(requester.at, workers[3].at));
        _finish(_list(DIGEST, DIGEST, DIGEST, WRONG));
        VM.assertEq(_together(_of(requester.at, workers[3].at)), before - PRICE + SHARE - WORKER_STAKE);
    }

    /// @dev Requester and scheduler: stake and compensation go in a circle; nobody else's money moves.
    function test_Requester_with_its_scheduler_gains_nothing_from_a_claim() public {
        uint256 before = _together(_of(requester.at, poolOwner.at));
        VM.warp(FINAL + 1);
        hub.claim(_deal, 0, new address[](0));
        VM.assertEq(_together(_of(requester.at, poolOwner.at)), before);
        _assertConserved();
    }

    /// @dev Requester and scheduler against workers that have done their work: they can only lose their own stake too.
    function test_Requester_with_its_scheduler_cannot_have_work_for_free() public {
        _contribute(_deal, 0, 0, DIGEST);
        _contribute(_deal, 0, 1, DIGEST);
        _openReveal(_deal, 0);
        _reveal(_deal, 0, 0, DIGEST);
        _reveal(_deal, 0, 1, DIGEST);
        VM.warp(START + 365 days);
        VM.expectRevert(abi.encodeWithSelector(IClaims.ConsensusReached.selector, _id));
        VM.prank(requester.at);
        hub.claim(_deal, 0, _addresses(2));
        VM.prank(workers[0].at);
        hub.finalize(_deal, 0, _openings(_list(0, 0)), _result(DIGEST));
        VM.assertEq(_together(_of(workers[0].at)), WEALTH + BOND + REWARDS / 2);
    }

    /// @dev Scheduler and one worker: whatever it lets in, one vote of a newcomer is not two.
    function test_Scheduler_with_one_worker_decides_nothing_above_its_stake() public {
        Orders memory o = _orders();
        o.request.order.value = WORKER_STAKE + 1;
        o.request.order.salt = keccak256("of value");
        _deal = _match(o);
        _id = _taskId(_deal, 0);
        _contribute(_deal, 0, 0, WRONG);
        VM.expectRevert(_noConsensus(1, 0));
        hub.finalize(_deal, 0, _openings(_list(WRONG)), _result(WRONG));
        Batch memory b = _build(1, _deal, _one(_agreed(1, WRONG, 1)));
        _anchor(b);
        _refuse(
            b,
            abi.encodeWithSelector(IEpochs.TooLittleStake.selector, hub.hashDeal(_deal), WORKER_STAKE, WORKER_STAKE + 1)
        );
    }

    /// @dev Scheduler and worker: the lie is settled against honest votes that came on chain.
    function test_Scheduler_with_a_lying_worker_cannot_outvote_the_honest() public {
        _contribute(_deal, 0, 0, WRONG);
        _contribute(_deal, 0, 1, WRONG);
        _contribute(_deal, 0, 2, DIGEST);
        Opening[] memory openings = _openings(_list(WRONG, WRONG, DIGEST));
        VM.expectRevert(_noConsensus(2, 4));
        hub.finalize(_deal, 0, openings, _result(WRONG));
        openings[2] = Opening(workers[2].at, 0, 0); // nor pass over the one that disagrees
        VM.expectRevert(abi.encodeWithSelector(IPoCo.RevealStillOpen.selector, _id, workers[2].at, 0));
        hub.finalize(_deal, 0, openings, _result(WRONG));
    }

    /// @dev Two workers against two: neither pair wins, the requester is refunded, nobody gains.
    function test_Workers_in_collusion_that_are_no_majority_gain_nothing() public {
        bytes32[] memory results = _list(DIGEST, DIGEST, WRONG, WRONG);
        for (uint256 i = 0; i < 4; ++i) {
            _contribute(_deal, 0, i, results[i]);
        }
        VM.expectRevert(_noConsensus(2, 16));
        hub.finalize(_deal, 0, _openings(results), _result(DIGEST));
        _openReveal(_deal, 0);
        for (uint256 i = 0; i < 4; ++i) {
            _reveal(_deal, 0, i, results[i]);
        }
        uint256 before = _together(_of(workers[2].at, workers[3].at));
        VM.warp(START + 2 * DURATION + 1);
        hub.claim(_deal, 0, _addresses(4));
        VM.assertEq(_together(_of(workers[2].at, workers[3].at)), before);
        VM.assertEq(_free(requester.at), WEALTH - 4 * PRICE);
    }

    /// @dev Requester and app owner: an application that prints the data and fails is not a way to have the data for nothing.
    function test_Requester_with_the_app_owner_pays_for_data_and_work_of_a_failing_app() public {
        uint256 before = _together(_of(requester.at, appOwner.at));
        Agreed[] memory tasks = _bag(_deal, 1, 3);
        tasks[0].dataHash = TaskHash.APP_FAILED;
        _run(_build(1, _deal, tasks));
        VM.assertEq(_together(_of(requester.at, appOwner.at)), before - DATASET_PRICE - POOL_PRICE);
    }

    /// @dev Pool owner and app owner: what the requester has not asked for, it does not pay.
    function test_Pool_owner_with_the_app_owner_cannot_charge_more_than_was_signed() public {
        Orders memory o = _orders();
        o.request.order.salt = keccak256("dear");
        o.app.order.price = APP_PRICE + 1;
        o.app.order.salt = keccak256("dear");
        _signAll(o);
        VM.expectRevert(
            abi.encodeWithSelector(IExchange.PriceTooHigh.selector, IExchange.OrderKind.App, APP_PRICE + 1, APP_PRICE)
        );
        VM.prank(poolOwner.at);
        hub.matchOrders(o.app, o.dataset, o.pool, o.request);
    }

    /// @dev What the requester pays for the dataset is its own; everybody else is paid all the same.
    function test_Requester_with_the_dataset_owner_pays_the_others_all_the_same() public {
        uint256 before = _together(_of(requester.at, datasetOwner.at));
        _finish(_list(DIGEST, DIGEST));
        VM.assertEq(_together(_of(requester.at, datasetOwner.at)), before - APP_PRICE - POOL_PRICE);
        VM.assertEq(_together(_of(workers[0].at)), WEALTH + BOND + REWARDS / 2);
    }

    /// @dev An application that tells its author's worker another result than all others: the worker is outvoted like any liar.
    function test_Worker_with_the_app_owner_is_outvoted_like_any_other_liar() public {
        uint256 before = _together(_of(workers[0].at, appOwner.at));
        _finish(_list(WRONG, DIGEST, DIGEST, DIGEST));
        VM.assertEq(_together(_of(workers[0].at, appOwner.at)), before + APP_PRICE - WORKER_STAKE);
        VM.assertEq(_keptResult(_id), _kept(_plain(DIGEST)));
    }

    function test_Worker_with_the_dataset_owner_is_outvoted_like_any_other_liar() public {
        uint256 before = _together(_of(workers[0].at, datasetOwner.at));
        _finish(_list(WRONG, DIGEST, DIGEST, DIGEST));
        VM.assertEq(_together(_of(workers[0].at, datasetOwner.at)), before + DATASET_PRICE - WORKER_STAKE);
    }

    /// @dev Data is paid for with the work on it: a scheduler that lets the tasks lie sells none.
    function test_Scheduler_with_the_dataset_owner_sells_no_data_without_work() public {
        uint256 before = _together(_of(poolOwner.at, datasetOwner.at));
        VM.warp(FINAL + 1);
        for (uint32 i = 0; i < 5; ++i) {
            hub.claim(_deal, i, new address[](0));
        }
        VM.assertEq(_together(_of(poolOwner.at, datasetOwner.at)), before - 5 * SCHEDULER_STAKE);
        VM.assertEq(_together(_of(requester.at)), WEALTH + 5 * SCHEDULER_STAKE);
    }

    /// @dev An application made to fail, for the price of the data: it gets its own price for nothing, and no more is paid than was
    /// signed for.
    function test_App_owner_with_the_dataset_owner_has_less_of_an_app_that_fails_than_of_one_that_works() public {
        uint256 before = _together(_of(appOwner.at, datasetOwner.at));
        Agreed[] memory tasks = _bag(_deal, 2, 3);
        tasks[0].dataHash = TaskHash.APP_FAILED;
        _run(_build(1, _deal, tasks));
        VM.assertEq(_together(_of(appOwner.at, datasetOwner.at)), before + APP_PRICE + 2 * DATASET_PRICE);
        VM.assertEq(_together(_of(requester.at)), WEALTH - APP_PRICE - 2 * DATASET_PRICE - 2 * POOL_PRICE);
    }

    /// @dev Requester and workers: money in a circle burns two per cent of the price each time, and the fee goes elsewhere.
    function test_Requester_with_its_own_workers_pays_for_every_bit_of_reputation() public {
        uint256 before = _together([requester.at, workers[0].at, workers[1].at]);
        _finish(_list(DIGEST, DIGEST));
        uint256 lost = before - _together([requester.at, workers[0].at, workers[1].at]);
        VM.assertEq(lost, APP_PRICE + DATASET_PRICE + SHARE + POOL_FEE);
        VM.assertEq((_fees(workers[0].at) + _fees(workers[1].at)) * 1e14, SHARE);
    }
}
