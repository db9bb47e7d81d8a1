// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IDraw} from "../../src/interfaces/IDraw.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {IProofOfContribution as IPoCo} from "../../src/interfaces/IProofOfContribution.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {Deal} from "../../src/types/Deal.sol";
import {TaskId, TaskStatus} from "../../src/types/Task.sol";
import {Base} from "../Base.t.sol";
import {Wallet} from "../mocks/Wallet.sol";
import {VM} from "../Vm.sol";

/// @notice initialize and contribute.
contract ContributeTest is Base {
    Deal private _deal;
    TaskId private _id;
    bytes32 private constant COMMITMENT = keccak256("commitment");

    function setUp() public override {
        super.setUp();
        _deal = _matchDefault();
        _id = _taskId(_deal, 0);
    }

    /* INITIALIZE */

    function test_Initialize_makes_a_task_active() public {
        VM.expectEmit(address(hub));
        emit IPoCo.TaskInitialized(hub.hashDeal(_deal), _taskId(_deal, 4), 4);
        TaskId id = hub.initialize(_deal, 4);
        VM.assertEq(TaskId.unwrap(id), keccak256(abi.encode(hub.hashDeal(_deal), uint32(4))));
        VM.assertTrue(_status(_deal, 4) == TaskStatus.Active);
    }

    function test_Initialize_works_once() public {
        hub.initialize(_deal, 0);
        VM.expectRevert(abi.encodeWithSelector(ITasks.WrongTaskStatus.selector, _id, TaskStatus.Active));
        hub.initialize(_deal, 0);
    }

    function test_A_task_outside_the_deal_is_refused() public {
        VM.expectRevert(abi.encodeWithSelector(ITasks.TaskIndexOutOfRange.selector, 5, 0, 5));
        hub.initialize(_deal, 5);
        Orders memory o = _orders();
        (o.request.order.volume, o.request.order.salt) = (7, keccak256("two deals"));
        o.pool.order.volume = 3;
        _match(o);
        o.pool.order.salt = keccak256("another");
        Deal memory second = _match(o);
        VM.expectRevert(abi.encodeWithSelector(ITasks.TaskIndexOutOfRange.selector, 2, 3, 3));
        hub.initialize(second, 2);
        hub.initialize(second, 3);
        hub.initialize(second, 5);
        VM.expectRevert(abi.encodeWithSelector(ITasks.TaskIndexOutOfRange.selector, 6, 3, 3));
        hub.initialize(second, 6);
    }

    function test_Altered_terms_are_no_deal() public {
        _deal.workerStake = 0;
        VM.expectRevert(abi.encodeWithSelector(ITasks.UnknownDeal.selector, hub.hashDeal(_deal)));
        hub.initialize(_deal, 0);
    }

    function test_Initialize_after_the_contribution_deadline_is_refused() public {
        VM.warp(START + 8 * DURATION + 1);
        VM.expectRevert(abi.encodeWithSelector(ITasks.DeadlinePassed.selector, START + 8 * DURATION));
        hub.initialize(_deal, 0);
    }

    /* CONTRIBUTE */

    function test_A_contribution_is_kept_and_its_stake_locked() public {
        address worker = workers[0].at;
        bytes memory authorization = _authorization(_id, worker);
        VM.expectEmit(address(hub));
        emit IPoCo.TaskInitialized(hub.hashDeal(_deal), _id, 0);
        VM.expectEmit(address(hub));
        emit ILedger.Locked(worker, TaskId.unwrap(_id), WORKER_STAKE);
        VM.expectEmit(address(hub));
        emit IPoCo.TaskContributed(hub.hashDeal(_deal), _id, worker, COMMITMENT);
        VM.prank(worker);
        hub.contribute(_deal, 0, COMMITMENT, authorization);

        VM.assertEq(hub.contribution(_id, worker).commitment, COMMITMENT);
        VM.assertEq(hub.task(_id).contributors, 1);
        VM.assertTrue(_status(_deal, 0) == TaskStatus.Active);
        VM.assertEq(_locked(worker), WORKER_STAKE);
        _assertConserved();
    }

    function test_Contributions_count_up() public {
        hub.initialize(_deal, 0);
        for (uint256 i = 0; i < 3; ++i) {
            _contribute(_deal, 0, i, DIGEST);
        }
        VM.assertEq(hub.task(_id).contributors, 3);
    }

    function test_A_worker_contributes_once() public {
        _contribute(_deal, 0, 0, DIGEST);
        bytes memory authorization = _authorization(_id, workers[0].at);
        _refused(abi.encodeWithSelector(IPoCo.AlreadyContributed.selector, _id, workers[0].at), authorization);
    }

    function test_An_authorization_for_another_worker_task_or_by_another_signer_is_refused() public {
        bytes memory error = abi.encodeWithSelector(IPoCo.UnauthorizedWorker.selector, _id, workers[0].at);
        _refused(error, _authorization(_id, workers[1].at));
        _refused(error, _authorization(_taskId(_deal, 1), workers[0].at));
        _refused(error, _sign(poolOwner.key, hub.hashAuthorization(_id, workers[0].at)));
        _refused(error, "");
    }

    function test_A_commitment_of_zero_is_refused() public {
        bytes memory authorization = _authorization(_id, workers[0].at);
        VM.expectRevert(IPoCo.ZeroCommitment.selector);
        VM.prank(workers[0].at);
        hub.contribute(_deal, 0, 0, authorization);
    }

    function test_A_worker_without_the_stake_is_refused() public {
        VM.prank(workers[0].at);
        hub.withdraw(WEALTH - 1);
        _refused(
            abi.encodeWithSelector(ILedger.InsufficientFreeBalance.selector, workers[0].at, 1, WORKER_STAKE),
            _authorization(_id, workers[0].at)
        );
    }

    function test_A_contribution_after_the_deadline_is_refused() public {
        VM.warp(START + 8 * DURATION);
        _contribute(_deal, 0, 1, DIGEST);
        VM.warp(START + 8 * DURATION + 1);
        _refused(
            abi.encodeWithSelector(ITasks.DeadlinePassed.selector, START + 8 * DURATION),
            _authorization(_id, workers[0].at)
        );
    }

    function test_A_contribution_in_the_reveal_phase_is_refused() public {
        _contribute(_deal, 0, 1, DIGEST);
        _openReveal(_deal, 0);
        _refused(
            abi.encodeWithSelector(ITasks.WrongTaskStatus.selector, _id, TaskStatus.Revealing),
            _authorization(_id, workers[0].at)
        );
    }

    function test_The_thirty_third_contribution_is_refused() public {
        _seatWorkers(33);
        _deal = _match(_withTrust(16)); // draws 34 of 33
        _id = _taskId(_deal, 0);
        for (uint256 i = 0; i < 32; ++i) {
            _contribute(_deal, 0, i, DIGEST);
        }
        bytes memory authorization = _authorization(_id, workers[32].at);
        VM.expectRevert(abi.encodeWithSelector(IPoCo.TooManyContributors.selector, _id, 32));
        VM.prank(workers[32].at);
        hub.contribute(_deal, 0, COMMITMENT, authorization);
    }

    function test_A_contract_may_be_the_scheduler() public {
        Wallet wallet = new Wallet(stranger.at);
        VM.prank(poolOwner.at);
        pools.setScheduler(poolId, address(wallet));
        Orders memory o = _orders();
        o.request.order.salt = keccak256("contract scheduler");
        Deal memory deal = _match(o);
        TaskId id = _taskId(deal, 0);
        bytes memory authorization = _sign(stranger.key, hub.hashAuthorization(id, workers[0].at));
        VM.prank(workers[0].at);
        hub.contribute(deal, 0, COMMITMENT, authorization);
        VM.assertEq(hub.task(id).contributors, 1);
    }

    function test_A_deal_keeps_its_scheduler_when_the_pool_appoints_another() public {
        VM.prank(poolOwner.at);
        pools.setScheduler(poolId, stranger.at);
        _contribute(_deal, 0, 0, DIGEST);
        VM.assertEq(hub.task(_id).contributors, 1);
    }

    function _withTrust(uint16 trust) private view returns (Orders memory o) {
        o = _orders();
        (o.request.order.trust, o.pool.order.trust) = (trust, 16);
        o.request.order.salt = keccak256("of its own");
    }

    /* WHO HAS A SEAT */

    function test_A_worker_without_a_seat_is_refused_whatever_the_scheduler_signs() public {
        address worker = workers[SEATED].at;
        _refusedOf(_deal, worker, abi.encodeWithSelector(IDraw.NotSeated.selector, poolId, worker));
    }

    function test_A_seat_taken_when_the_deal_started_or_later_is_none() public {
        address worker = workers[SEATED].at;
        _seat(worker); // in the second of the match
        _refusedOf(_deal, worker, abi.encodeWithSelector(IDraw.NotSeated.selector, poolId, worker));
        VM.warp(START + 1);
        Orders memory o = _withTrust(2);
        Deal memory next = _match(o); // five seats, six drawn
        bytes memory authorization = _authorization(_taskId(next, 0), worker);
        VM.prank(worker);
        hub.contribute(next, 0, COMMITMENT, authorization);
        VM.assertEq(hub.task(_taskId(next, 0)).contributors, 1);
    }

    function test_A_seat_in_another_pool_is_none() public {
        uint256 other = pools.register(stranger.at, "bafyother", 0, "");
        VM.prank(stranger.at);
        hub.openRoster(other, 0);
        address worker = workers[SEATED].at;
        VM.warp(START - 1);
        VM.prank(worker);
        hub.takeSeat(other, 0);
        VM.warp(START);
        _refusedOf(_deal, worker, abi.encodeWithSelector(IDraw.NotSeated.selector, poolId, worker));
    }

    function test_A_seat_that_was_given_back_is_none() public {
        VM.prank(workers[0].at);
        hub.leaveSeat(poolId);
        _refused(
            abi.encodeWithSelector(IDraw.NotSeated.selector, poolId, workers[0].at), _authorization(_id, workers[0].at)
        );
    }

    function test_Whom_the_scheduler_of_a_private_pool_picks_needs_no_seat() public {
        Deal memory deal = _matchPrivately(1);
        _contribute(deal, 0, SEATED, DIGEST);
        VM.assertEq(hub.task(_taskId(deal, 0)).contributors, 1);
    }

    function test_Nobody_picks_itself_in_a_private_pool() public {
        Deal memory deal = _matchPrivately(1);
        VM.warp(START + 8 * DURATION);
        bytes memory error = abi.encodeWithSelector(IPoCo.UnauthorizedWorker.selector, _taskId(deal, 0), workers[0].at);
        VM.expectRevert(error);
        VM.prank(workers[0].at);
        hub.contribute(deal, 0, COMMITMENT, "");
    }

    /* SELF ASSIGNMENT */

    function test_After_four_durations_a_drawn_worker_needs_nobodys_leave() public {
        bytes memory error = abi.encodeWithSelector(IPoCo.UnauthorizedWorker.selector, _id, workers[0].at);
        VM.warp(START + 4 * DURATION - 1);
        _refused(error, "");
        VM.warp(START + 4 * DURATION + 1);
        VM.prank(workers[0].at);
        hub.contribute(_deal, 0, COMMITMENT, "");
        VM.assertEq(hub.contribution(_id, workers[0].at).commitment, COMMITMENT);
        address worker = workers[SEATED].at;
        VM.expectRevert(abi.encodeWithSelector(IDraw.NotSeated.selector, poolId, worker));
        VM.prank(worker);
        hub.contribute(_deal, 0, COMMITMENT, "");
    }

    function _refusedOf(Deal memory deal, address worker, bytes memory error) private {
        bytes memory authorization = _authorization(_taskId(deal, 0), worker);
        VM.expectRevert(error);
        VM.prank(worker);
        hub.contribute(deal, 0, COMMITMENT, authorization);
    }

    function _refused(bytes memory error, bytes memory authorization) private {
        VM.expectRevert(error);
        VM.prank(workers[0].at);
        hub.contribute(_deal, 0, COMMITMENT, authorization);
    }
}
