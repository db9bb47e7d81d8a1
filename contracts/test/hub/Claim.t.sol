// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IClaims} from "../../src/interfaces/IClaims.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {IVotes} from "../../src/interfaces/IVotes.sol";
import {Deal} from "../../src/types/Deal.sol";
import {TaskHash, TaskId, TaskStatus} from "../../src/types/Task.sol";
import {Base} from "../Base.t.sol";
import {VM} from "../Vm.sol";

/// @notice claim and decline: tasks that end without a result.
contract ClaimTest is Base {
    uint256 private constant LAST = START + 8 * uint256(DURATION);
    uint256 private constant FINAL = START + 10 * uint256(DURATION);
    Deal private _deal;
    TaskId private _id;

    function setUp() public override {
        super.setUp();
        _deal = _matchWithTrust(2);
        _id = _taskId(_deal, 0);
    }

    function _claim(uint256 contributors) private {
        VM.prank(stranger.at); // anybody may
        hub.claim(_deal, 0, _addresses(contributors));
    }

    function _refused(bytes memory error, uint256 contributors) private {
        VM.expectRevert(error);
        hub.claim(_deal, 0, _addresses(contributors));
    }

    /// @dev One of five tasks is over: what the requester gets beside its price, and what is burned.
    function _assertRefunded(uint256 compensation, uint256 burned) private view {
        VM.assertEq(_free(requester.at), WEALTH - 4 * PRICE + compensation);
        VM.assertEq(hub.burned(), burned);
        VM.assertEq(_locked(requester.at), 4 * PRICE);
        VM.assertEq(_locked(poolOwner.at), 4 * SCHEDULER_STAKE);
        VM.assertTrue(_status(_deal, 0) == TaskStatus.Failed);
        _assertConserved();
    }

    /* NOBODY WORKED */

    /// @dev A scheduler that cannot serve a task can decline it for a tenth: whoever lets it lie pays the harmed.
    function test_The_stake_on_an_untouched_task_is_the_payers() public {
        VM.warp(FINAL + 1);
        VM.expectEmit(address(hub));
        emit ILedger.Unlocked(requester.at, TaskId.unwrap(_id), PRICE);
        VM.expectEmit(address(hub));
        emit ILedger.Paid(poolOwner.at, requester.at, TaskId.unwrap(_id), SCHEDULER_STAKE);
        VM.expectEmit(address(hub));
        emit ITasks.TaskFailed(hub.hashDeal(_deal), _id);
        _claim(0);
        VM.assertEq(_free(poolOwner.at), WEALTH - 5 * SCHEDULER_STAKE);
        _assertRefunded(SCHEDULER_STAKE, 0);
    }

    function test_An_initialized_task_without_work_is_refunded_too() public {
        hub.initialize(_deal, 0);
        VM.warp(FINAL + 1);
        _claim(0);
        _assertRefunded(SCHEDULER_STAKE, 0);
    }

    function test_A_claim_before_the_final_deadline_is_refused() public {
        VM.warp(FINAL);
        _refused(abi.encodeWithSelector(ITasks.DeadlineNotReached.selector, FINAL), 0);
        VM.warp(FINAL + 1);
        _claim(0);
    }

    /* CONTRIBUTORS WAIT FOR A REVEAL */

    /// @dev The peer's flaw: the wrong get away when a task times out.
    function test_A_task_with_contributors_is_not_claimed_before_a_reveal() public {
        _contribute(_deal, 0, 0, DIGEST);
        _contribute(_deal, 0, 1, WRONG);
        VM.warp(START + 365 days);
        _refused(abi.encodeWithSelector(IClaims.RevealFirst.selector, _id, 2), 2);
        VM.prank(stranger.at);
        hub.openReveal(_deal, 0);
        VM.warp(block.timestamp + 2 * DURATION + 1);
        _claim(2); // both stayed silent
        VM.assertEq(_free(workers[0].at), WEALTH - WORKER_STAKE);
        VM.assertEq(_free(workers[1].at), WEALTH - WORKER_STAKE);
        _assertRefunded(0, SCHEDULER_STAKE + 2 * WORKER_STAKE);
    }

    /* THE REVEAL FAILED */

    function test_A_failed_reveal_is_claimed_before_the_final_deadline_and_the_silent_pay() public {
        _contribute(_deal, 0, 0, DIGEST);
        _contribute(_deal, 0, 1, DIGEST);
        _openReveal(_deal, 0);
        _reveal(_deal, 0, 0, DIGEST);
        VM.warp(START + 2 * DURATION);
        _refused(abi.encodeWithSelector(ITasks.DeadlineNotReached.selector, START + 2 * DURATION), 2);
        VM.warp(START + 2 * DURATION + 1);
        VM.expectEmit(address(hub));
        emit ILedger.Burned(workers[1].at, TaskId.unwrap(_id), WORKER_STAKE);
        VM.expectEmit(address(hub));
        emit IVotes.ContributionRejected(_id, workers[1].at, 0, WORKER_STAKE);
        _claim(2);
        VM.assertEq(_free(workers[0].at), WEALTH);
        VM.assertEq(_free(workers[1].at), WEALTH - WORKER_STAKE);
        _assertRefunded(0, SCHEDULER_STAKE + WORKER_STAKE);
    }

    function test_A_split_vote_is_claimed_and_stakes_return() public {
        _contribute(_deal, 0, 0, DIGEST);
        _contribute(_deal, 0, 1, WRONG);
        _openReveal(_deal, 0);
        _reveal(_deal, 0, 0, DIGEST);
        _reveal(_deal, 0, 1, WRONG);
        VM.warp(START + 2 * DURATION + 1);
        VM.expectEmit(address(hub));
        emit IVotes.ContributionReleased(_id, workers[0].at);
        _claim(2);
        VM.assertEq(_free(workers[0].at), WEALTH);
        VM.assertEq(_free(workers[1].at), WEALTH);
        _assertRefunded(0, SCHEDULER_STAKE);
    }

    function test_A_silent_worker_loses_its_reputation() public {
        _contribute(_deal, 1, 0, DIGEST);
        _contribute(_deal, 1, 1, DIGEST);
        hub.finalize(_deal, 1, _openings(_two()), _result(DIGEST));
        VM.assertEq(_fees(workers[0].at), SHARE / 2 / 1e14);
        _contribute(_deal, 0, 0, DIGEST);
        _openReveal(_deal, 0);
        VM.warp(START + 2 * DURATION + 1);
        _claim(1);
        VM.assertEq(_fees(workers[0].at), 0);
    }

    function _two() private pure returns (bytes32[] memory) {
        return _list(DIGEST, DIGEST);
    }

    /* THE REVEAL SUCCEEDED */

    function test_A_task_with_a_consensus_on_chain_cannot_be_claimed_ever() public {
        bytes32[] memory results = _list(DIGEST, DIGEST, WRONG, DIGEST);
        for (uint256 i = 0; i < 4; ++i) {
            _contribute(_deal, 0, i, results[i]);
        }
        _openReveal(_deal, 0);
        for (uint256 i = 0; i < 4; ++i) {
            _reveal(_deal, 0, i, results[i]);
        }
        VM.warp(START + 365 days);
        _refused(abi.encodeWithSelector(IClaims.ConsensusReached.selector, _id), 4);

        hub.finalize(_deal, 0, _openings(_list(0, 0, 0, 0)), _result(DIGEST));
        VM.assertEq(_free(workers[2].at), WEALTH - WORKER_STAKE);
        VM.assertEq(_free(workers[0].at), WEALTH + REWARDS / 3);
        _assertConserved();
    }

    /// @dev With a callback the hash alone does not finalise: those who agreed might hold the money hostage.
    function test_A_consensus_on_withheld_callback_data_is_claimed_after_the_final_deadline() public {
        Orders memory o = _orders();
        o.request.order.trust = 1;
        o.request.order.callback = address(0xca11);
        o.request.order.salt = keccak256("with callback");
        _deal = _match(o);
        _id = _taskId(_deal, 0);
        bytes32 data = keccak256("data that nobody shows");
        _contributeHash(_deal, 0, 0, TaskHash.resultHashOf(DIGEST, data));
        _openReveal(_deal, 0);
        VM.prank(workers[0].at);
        hub.reveal(_deal, 0, DIGEST, data, _saltOf(workers[0].at));
        VM.warp(FINAL);
        _refused(abi.encodeWithSelector(IClaims.ConsensusReached.selector, _id), 1);
        VM.warp(FINAL + 1);
        _claim(1);
        VM.assertTrue(_status(_deal, 0) == TaskStatus.Failed);
        VM.assertEq(_locked(workers[0].at), 0);
        _assertConserved();
    }

    function test_Even_after_the_final_deadline_a_claim_waits_for_the_period_after_the_reveal() public {
        _contribute(_deal, 0, 0, DIGEST);
        VM.warp(FINAL + 1);
        VM.prank(stranger.at);
        hub.openReveal(_deal, 0);
        VM.warp(FINAL + 1 + 2 * DURATION);
        _refused(abi.encodeWithSelector(ITasks.DeadlineNotReached.selector, FINAL + 1 + 2 * DURATION), 1);
        VM.warp(FINAL + 2 + 2 * DURATION);
        _claim(1);
        VM.assertEq(_free(workers[0].at), WEALTH - WORKER_STAKE);
    }

    /* WHO IS NAMED */

    function test_Every_contributor_must_be_named_once_in_order() public {
        _contribute(_deal, 0, 0, DIGEST);
        _contribute(_deal, 0, 1, DIGEST);
        _openReveal(_deal, 0);
        VM.warp(START + 2 * DURATION + 1);
        _refused(abi.encodeWithSelector(IVotes.IncompleteOpenings.selector, 1, 2), 1);
        address[] memory names = _addresses(2);
        (names[0], names[1]) = (names[1], names[0]);
        VM.expectRevert(abi.encodeWithSelector(IVotes.UnsortedOpenings.selector, workers[1].at, workers[0].at));
        hub.claim(_deal, 0, names);
        names[1] = names[0];
        VM.expectRevert(abi.encodeWithSelector(IVotes.UnsortedOpenings.selector, names[0], names[0]));
        hub.claim(_deal, 0, names);
        names[1] = address(type(uint160).max);
        VM.expectRevert(abi.encodeWithSelector(IVotes.NotContributed.selector, _id, names[1]));
        hub.claim(_deal, 0, names);
    }

    function test_Names_for_an_untouched_task_are_refused() public {
        VM.warp(FINAL + 1);
        _refused(abi.encodeWithSelector(IVotes.IncompleteOpenings.selector, 1, 0), 1);
    }

    function test_A_task_is_claimed_once_and_never_after_it_is_completed() public {
        VM.warp(FINAL + 1);
        _claim(0);
        _refused(abi.encodeWithSelector(ITasks.WrongTaskStatus.selector, _id, TaskStatus.Failed), 0);

        VM.warp(START);
        _contribute(_deal, 1, 0, DIGEST);
        _contribute(_deal, 1, 1, DIGEST);
        hub.finalize(_deal, 1, _openings(_two()), _result(DIGEST));
        VM.warp(FINAL + 1);
        address[] memory names = _addresses(2);
        VM.expectRevert(
            abi.encodeWithSelector(ITasks.WrongTaskStatus.selector, _taskId(_deal, 1), TaskStatus.Completed)
        );
        hub.claim(_deal, 1, names);
    }

    function test_A_claimed_task_takes_no_more_work() public {
        VM.warp(FINAL + 1);
        _claim(0);
        VM.warp(START);
        bytes memory authorization = _authorization(_id, workers[0].at);
        VM.expectRevert(abi.encodeWithSelector(ITasks.WrongTaskStatus.selector, _id, TaskStatus.Failed));
        VM.prank(workers[0].at);
        hub.contribute(_deal, 0, keccak256("late"), authorization);
    }

    /* DECLINE */

    function _decline() private {
        VM.prank(scheduler.at);
        hub.decline(_deal, 0);
    }

    function test_A_scheduler_that_cannot_serve_a_task_declines_it_for_a_tenth_of_its_stake() public {
        VM.warp(LAST + 1);
        VM.expectEmit(address(hub));
        emit ILedger.Burned(poolOwner.at, TaskId.unwrap(_id), SCHEDULER_STAKE / 10);
        VM.expectEmit(address(hub));
        emit ITasks.TaskFailed(hub.hashDeal(_deal), _id);
        _decline();
        VM.assertEq(_free(poolOwner.at), WEALTH - 4 * SCHEDULER_STAKE - SCHEDULER_STAKE / 10);
        _assertRefunded(0, SCHEDULER_STAKE / 10);
    }

    /// @dev Else a scheduler would pick the tasks that it likes by the results that it sees.
    function test_A_task_is_not_declined_before_the_contribution_deadline() public {
        VM.warp(LAST);
        VM.expectRevert(abi.encodeWithSelector(ITasks.DeadlineNotReached.selector, LAST));
        _decline();
    }

    function test_Nobody_but_the_scheduler_declines() public {
        VM.warp(LAST + 1);
        VM.expectRevert(abi.encodeWithSelector(ITasks.NotScheduler.selector, poolOwner.at, scheduler.at));
        VM.prank(poolOwner.at);
        hub.decline(_deal, 0);
    }

    function test_A_task_that_somebody_works_on_is_not_declined() public {
        _contribute(_deal, 0, 0, DIGEST);
        VM.warp(LAST + 1);
        VM.expectRevert(abi.encodeWithSelector(ITasks.WrongTaskStatus.selector, _id, TaskStatus.Active));
        _decline();
    }

    function test_A_task_is_declined_once_and_not_claimed_afterwards() public {
        VM.warp(LAST + 1);
        _decline();
        VM.expectRevert(abi.encodeWithSelector(ITasks.WrongTaskStatus.selector, _id, TaskStatus.Failed));
        _decline();
        VM.warp(FINAL + 1);
        _refused(abi.encodeWithSelector(ITasks.WrongTaskStatus.selector, _id, TaskStatus.Failed), 0);
    }
}
