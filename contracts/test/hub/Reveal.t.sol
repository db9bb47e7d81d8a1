// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IProofOfContribution as IPoCo} from "../../src/interfaces/IProofOfContribution.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {IVotes} from "../../src/interfaces/IVotes.sol";
import {Deal} from "../../src/types/Deal.sol";
import {TaskHash, TaskId, TaskStatus} from "../../src/types/Task.sol";
import {Base} from "../Base.t.sol";
import {VM} from "../Vm.sol";

/// @notice openReveal and reveal.
contract RevealTest is Base {
    Deal private _deal;
    TaskId private _id;

    function setUp() public override {
        super.setUp();
        _deal = _matchWithTrust(2);
        _id = _taskId(_deal, 0);
    }

    /* OPEN */

    function test_The_scheduler_opens_the_reveal_at_any_time() public {
        _contribute(_deal, 0, 0, DIGEST);
        VM.expectEmit(address(hub));
        emit IPoCo.RevealOpened(hub.hashDeal(_deal), _id, uint40(START + DURATION));
        _openReveal(_deal, 0);
        VM.assertTrue(_status(_deal, 0) == TaskStatus.Revealing);
        VM.assertEq(hub.task(_id).revealDeadline, START + DURATION);
    }

    function test_Anybody_opens_the_reveal_after_the_contribution_deadline() public {
        _contribute(_deal, 0, 0, DIGEST);
        VM.warp(START + 8 * DURATION);
        VM.expectRevert(abi.encodeWithSelector(ITasks.NotScheduler.selector, stranger.at, scheduler.at));
        VM.prank(stranger.at);
        hub.openReveal(_deal, 0);
        VM.warp(START + 8 * DURATION + 1);
        VM.prank(stranger.at);
        hub.openReveal(_deal, 0);
        VM.assertTrue(_status(_deal, 0) == TaskStatus.Revealing);
    }

    function test_A_reveal_phase_lasts_thirty_seconds_at_least() public {
        Orders memory o = _orders();
        (o.pool.order.category, o.request.order.category) = (1, 1);
        o.request.order.salt = keccak256("tiny");
        Deal memory deal = _match(o);
        _contribute(deal, 0, 0, DIGEST);
        _openReveal(deal, 0);
        VM.assertEq(hub.task(_taskId(deal, 0)).revealDeadline, START + 30);
    }

    function test_A_task_without_contributions_is_not_revealed() public {
        hub.initialize(_deal, 0);
        VM.expectRevert(abi.encodeWithSelector(IPoCo.NoContributors.selector, _id));
        _openReveal(_deal, 0);
    }

    function test_The_reveal_opens_once_and_only_of_an_active_task() public {
        VM.expectRevert(abi.encodeWithSelector(ITasks.WrongTaskStatus.selector, _id, TaskStatus.Unset));
        _openRevealRaw();
        _contribute(_deal, 0, 0, DIGEST);
        _openReveal(_deal, 0);
        VM.expectRevert(abi.encodeWithSelector(ITasks.WrongTaskStatus.selector, _id, TaskStatus.Revealing));
        _openRevealRaw();
    }

    function _openRevealRaw() private {
        VM.prank(scheduler.at);
        hub.openReveal(_deal, 0);
    }

    /* REVEAL */

    function test_A_reveal_is_kept() public {
        _contribute(_deal, 0, 0, DIGEST);
        _openReveal(_deal, 0);
        VM.expectEmit(address(hub));
        emit IPoCo.TaskRevealed(hub.hashDeal(_deal), _id, workers[0].at, DIGEST, TaskHash.NO_DATA);
        _reveal(_deal, 0, 0, DIGEST);
        VM.assertEq(hub.contribution(_id, workers[0].at).resultHash, _plain(DIGEST));
    }

    /// @dev Two who agree on what cannot be finalised would lock everybody's money for ever.
    function test_A_reveal_of_data_for_a_consumer_that_the_deal_has_not_is_refused() public {
        bytes32 data = keccak256("data for nobody");
        _contributeHash(_deal, 0, 0, TaskHash.resultHashOf(DIGEST, data));
        _openReveal(_deal, 0);
        VM.expectRevert(abi.encodeWithSelector(IPoCo.UnexpectedData.selector, _id, data));
        VM.prank(workers[0].at);
        hub.reveal(_deal, 0, DIGEST, data, _saltOf(workers[0].at));
    }

    function test_A_failure_of_the_app_is_revealed_as_such() public {
        bytes32 failure = TaskHash.resultHashOf(DIGEST, TaskHash.APP_FAILED);
        _contributeHash(_deal, 0, 0, failure);
        _openReveal(_deal, 0);
        VM.prank(workers[0].at);
        hub.reveal(_deal, 0, DIGEST, TaskHash.APP_FAILED, _saltOf(workers[0].at));
        VM.assertEq(hub.contribution(_id, workers[0].at).resultHash, failure);
    }

    function test_A_reveal_before_the_phase_is_refused() public {
        _contribute(_deal, 0, 0, DIGEST);
        VM.expectRevert(abi.encodeWithSelector(ITasks.WrongTaskStatus.selector, _id, TaskStatus.Active));
        _reveal(_deal, 0, 0, DIGEST);
    }

    function test_A_reveal_after_the_deadline_is_refused() public {
        _contribute(_deal, 0, 0, DIGEST);
        _contribute(_deal, 0, 1, DIGEST);
        _openReveal(_deal, 0);
        VM.warp(START + DURATION);
        _reveal(_deal, 0, 1, DIGEST);
        VM.warp(START + DURATION + 1);
        VM.expectRevert(abi.encodeWithSelector(ITasks.DeadlinePassed.selector, START + DURATION));
        _reveal(_deal, 0, 0, DIGEST);
    }

    function test_Only_the_committed_result_with_its_salt_opens() public {
        _contribute(_deal, 0, 0, DIGEST);
        _openReveal(_deal, 0);
        bytes memory error = abi.encodeWithSelector(IPoCo.WrongOpening.selector, _id, workers[0].at);
        VM.expectRevert(error);
        _reveal(_deal, 0, 0, WRONG);
        VM.expectRevert(error);
        VM.prank(workers[0].at);
        hub.reveal(_deal, 0, DIGEST, TaskHash.NO_DATA, keccak256("another salt"));
    }

    function test_Whoever_has_not_contributed_cannot_reveal() public {
        _contribute(_deal, 0, 0, DIGEST);
        _openReveal(_deal, 0);
        VM.expectRevert(abi.encodeWithSelector(IVotes.NotContributed.selector, _id, workers[1].at));
        _reveal(_deal, 0, 1, DIGEST);
    }

    function test_A_second_reveal_and_a_reveal_of_zero_are_refused() public {
        _contribute(_deal, 0, 0, DIGEST);
        _openReveal(_deal, 0);
        VM.expectRevert(IPoCo.ZeroResult.selector);
        _reveal(_deal, 0, 0, 0);
        _reveal(_deal, 0, 0, DIGEST);
        VM.expectRevert(abi.encodeWithSelector(IPoCo.AlreadyRevealed.selector, _id, workers[0].at));
        _reveal(_deal, 0, 0, DIGEST);
    }

    /// @dev The peer's flaw: a public hash of a guessable result is copied by who has computed nothing.
    function test_A_copied_commitment_opens_for_nobody_but_its_author() public {
        _contribute(_deal, 0, 0, DIGEST);
        bytes32 copied = hub.contribution(_id, workers[0].at).commitment;
        bytes memory authorization = _authorization(_id, workers[1].at);
        VM.prank(workers[1].at);
        hub.contribute(_deal, 0, copied, authorization);
        _openReveal(_deal, 0);
        _reveal(_deal, 0, 0, DIGEST);

        bytes32 salt = _saltOf(workers[0].at); // the copier learns even the author's secret
        VM.expectRevert(abi.encodeWithSelector(IPoCo.WrongOpening.selector, _id, workers[1].at));
        VM.prank(workers[1].at);
        hub.reveal(_deal, 0, DIGEST, TaskHash.NO_DATA, salt);
    }

    function test_A_commitment_does_not_open_for_another_task() public {
        bytes32 commitment = _commitment(_taskId(_deal, 1), workers[0].at, DIGEST);
        bytes memory authorization = _authorization(_id, workers[0].at);
        VM.prank(workers[0].at);
        hub.contribute(_deal, 0, commitment, authorization);
        _openReveal(_deal, 0);
        VM.expectRevert(abi.encodeWithSelector(IPoCo.WrongOpening.selector, _id, workers[0].at));
        _reveal(_deal, 0, 0, DIGEST);
    }
}
