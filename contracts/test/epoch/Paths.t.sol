// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEpochs} from "../../src/interfaces/IEpochs.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {Deal, DealId} from "../../src/types/Deal.sol";
import {Opening, TaskId, TaskStatus} from "../../src/types/Task.sol";
import {VM} from "../Vm.sol";
import {EpochBase} from "./EpochBase.sol";

/// @notice A task is on one path only: whichever comes first takes it from the other, and it is paid once.
contract PathsTest is EpochBase {
    Deal private _deal;
    DealId private _dealId;
    TaskId private _id;

    function setUp() public override {
        super.setUp();
        _deal = _matchDefault();
        _dealId = hub.hashDeal(_deal);
        _id = _taskId(_deal, 0);
    }

    function _refuseSettling() private {
        Batch memory b = _build(1, _deal, _bag(_deal, 5, 1));
        _anchor(b);
        _refuse(b, abi.encodeWithSelector(IEpochs.TasksTaken.selector, _dealId, 0, 1));
        b = _build(2, _deal, _rest());
        _run(b);
        VM.assertEq(_earned(0), 4 * REWARDS);
    }

    function _rest() private view returns (Agreed[] memory rest) {
        Agreed[] memory all = _bag(_deal, 5, 1);
        rest = new Agreed[](4);
        for (uint256 i = 0; i < 4; ++i) {
            rest[i] = all[i + 1];
        }
    }

    function _completed(TaskStatus status) private view returns (bytes memory) {
        return abi.encodeWithSelector(ITasks.WrongTaskStatus.selector, _id, status);
    }

    /// @dev With all its deal's tasks settled, the payer has nothing locked that a claim could free: the task is named, not
    /// the arithmetic.
    function test_A_claim_of_a_settled_task_is_told_that_it_is_completed() public {
        _run(_build(1, _deal, _bag(_deal, 5, 1)));
        VM.warp(START + 10 * DURATION + 1);
        VM.expectRevert(_completed(TaskStatus.Completed));
        hub.claim(_deal, 0, new address[](0));
    }

    /* THE DIRECT PATH FIRST */

    function test_The_first_contribution_takes_a_task_from_the_epoch_path() public {
        VM.assertFalse(hub.isTaken(_deal, 0));
        _contribute(_deal, 0, 0, DIGEST);
        VM.assertTrue(hub.isTaken(_deal, 0));
        _refuseSettling();
        hub.finalize(_deal, 0, _openings(_list(DIGEST)), _result(DIGEST));
        VM.assertEq(_locked(requester.at), 0);
        _assertConserved();
    }

    function test_A_completed_task_is_not_settled_again() public {
        _contribute(_deal, 0, 0, DIGEST);
        hub.finalize(_deal, 0, _openings(_list(DIGEST)), _result(DIGEST));
        _refuseSettling();
    }

    function test_A_claimed_task_is_not_settled() public {
        VM.warp(START + 10 * DURATION + 1);
        hub.claim(_deal, 0, new address[](0));
        _refuseSettling();
    }

    function test_A_declined_task_is_not_settled() public {
        VM.warp(START + 8 * DURATION + 1);
        VM.prank(scheduler.at);
        hub.decline(_deal, 0);
        _refuseSettling();
    }

    /// @dev Anybody may initialize: were that enough, anybody could push tasks off the epoch path for nothing.
    function test_An_initialized_task_is_still_on_the_epoch_path() public {
        hub.initialize(_deal, 0);
        VM.assertFalse(hub.isTaken(_deal, 0));
        _run(_build(1, _deal, _bag(_deal, 5, 1)));
        VM.assertEq(_earned(0), 5 * REWARDS);
        _refuseEverything();
    }

    /* THE EPOCH PATH FIRST */

    function test_A_settled_task_takes_nothing_of_the_direct_path() public {
        _run(_build(1, _deal, _bag(_deal, 5, 1)));
        _refuseEverything();
    }

    function _refuseEverything() private {
        bool initialized = hub.task(_id).status == TaskStatus.Active;
        bytes memory taken = _completed(TaskStatus.Completed);
        bytes memory authorization = _authorization(_id, workers[0].at);
        VM.expectRevert(taken);
        VM.prank(workers[0].at);
        hub.contribute(_deal, 0, keccak256("late"), authorization);
        VM.expectRevert(initialized ? _completed(TaskStatus.Active) : taken);
        hub.initialize(_deal, 0);
        VM.expectRevert();
        hub.finalize(_deal, 0, _openings(new bytes32[](0)), _result(DIGEST));
        VM.expectRevert();
        VM.prank(scheduler.at);
        hub.openReveal(_deal, 0);
        VM.warp(START + 8 * DURATION + 1);
        VM.expectRevert(taken);
        VM.prank(scheduler.at);
        hub.decline(_deal, 0);
        VM.warp(START + 10 * DURATION + 1);
        VM.expectRevert();
        hub.claim(_deal, 0, new address[](0));
        VM.assertEq(_locked(requester.at), 0);
        VM.assertEq(_locked(poolOwner.at), 0);
        _assertConserved();
    }

    function test_Paths_mix_within_a_deal() public {
        _contribute(_deal, 0, 1, DIGEST);
        _run(_build(1, _deal, _rest()));
        hub.finalize(_deal, 0, _openingsFrom(1, DIGEST), _result(DIGEST));
        VM.assertEq(_free(workers[1].at), WEALTH + REWARDS);
        VM.assertEq(_earned(0), 4 * REWARDS);
        VM.assertEq(_locked(requester.at), 0);
        _assertConserved();
    }

    function _openingsFrom(uint256 worker, bytes32 digest) private view returns (Opening[] memory openings) {
        openings = new Opening[](1);
        openings[0] = Opening(workers[worker].at, _plain(digest), _saltOf(workers[worker].at));
    }

    /* LATE */

    function test_A_task_that_nobody_claimed_is_settled_even_after_the_final_deadline() public {
        VM.warp(START + 30 days);
        _run(_build(1, _deal, _bag(_deal, 5, 1)));
        VM.assertEq(_locked(requester.at), 0);
    }
}
