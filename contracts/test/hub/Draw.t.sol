// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IDraw} from "../../src/interfaces/IDraw.sol";
import {IProofOfContribution as IPoCo} from "../../src/interfaces/IProofOfContribution.sol";
import {Deal} from "../../src/types/Deal.sol";
import {TaskId} from "../../src/types/Task.sol";
import {Base} from "../Base.t.sol";
import {VM} from "../Vm.sol";

/// @notice Thirty seats, of which a task at a trust of one draws about four: the direct path keeps to the draw.
contract DrawTest is Base {
    uint256 private constant SEATS = 30;
    bytes32 private constant COMMITMENT = keccak256("commitment");
    Deal private _deal;
    TaskId private _id;

    function setUp() public override {
        super.setUp();
        _seatWorkers(SEATS);
        _deal = _matchDefault();
        _id = _taskId(_deal, 0);
    }

    function _isDrawn(uint256 worker) private view returns (bool) {
        return hub.isDrawn(_deal, 0, workers[worker].at);
    }

    function _first(bool drawn) private view returns (uint256 worker) {
        while (_isDrawn(worker) != drawn) ++worker;
    }

    function _drawn() private view returns (uint256 count) {
        for (uint256 i = 0; i < SEATS; ++i) {
            if (_isDrawn(i)) ++count;
        }
    }

    function _contributeAlone(uint256 worker, bytes memory authorization) private {
        VM.prank(workers[worker].at);
        hub.contribute(_deal, 0, COMMITMENT, authorization);
    }

    function test_Only_the_drawn_may_contribute_whatever_the_scheduler_signs() public {
        _pastDraw();
        uint256 outsider = _first(false);
        bytes memory authorization = _authorization(_id, workers[outsider].at);
        VM.expectRevert(abi.encodeWithSelector(IDraw.NotDrawn.selector, _id, workers[outsider].at));
        _contributeAlone(outsider, authorization);

        uint256 insider = _first(true);
        _contribute(_deal, 0, insider, DIGEST);
        VM.assertEq(hub.task(_id).contributors, 1);
    }

    function test_The_drawn_still_need_the_schedulers_leave_at_first() public {
        _pastDraw();
        uint256 insider = _first(true);
        VM.expectRevert(abi.encodeWithSelector(IPoCo.UnauthorizedWorker.selector, _id, workers[insider].at));
        _contributeAlone(insider, "");
        VM.warp(START + 4 * DURATION + 1);
        _contributeAlone(insider, "");
    }

    function test_Nobody_is_drawn_before_the_block_that_decides() public {
        bytes memory authorization = _authorization(_id, workers[0].at);
        uint40 drawBlock = hub.drawOf(hub.hashDeal(_deal)).drawBlock;
        VM.assertEq(drawBlock, block.number + 1);
        for (uint256 i = 0; i < 2; ++i) {
            VM.expectRevert(abi.encodeWithSelector(IDraw.DrawNotReady.selector, hub.hashDeal(_deal), drawBlock));
            _contributeAlone(0, authorization);
            VM.roll(block.number + 1);
        }
    }

    function test_About_as_many_are_drawn_as_the_width_says_and_more_as_time_passes() public {
        _pastDraw();
        uint256 first = _drawn();
        VM.assertLe(first, 15, "of 30 seats a task draws about 4");
        VM.warp(START + 5 * DURATION - 1);
        VM.assertEq(_drawn(), first);
        VM.warp(START + 5 * DURATION);
        uint256 second = _drawn();
        VM.assertGe(second, first, "who was drawn stays drawn");
        VM.warp(START + 6 * DURATION);
        uint256 third = _drawn();
        VM.assertGe(third, second, "who was drawn stays drawn");
        VM.assertGe(third, first + 1, "four times as many");
        VM.warp(START + 30 * DURATION);
        VM.assertEq(_drawn(), third);
    }

    function test_Whom_a_wider_draw_adds_may_contribute_then() public {
        _pastDraw();
        for (uint256 i = 0; i < SEATS; ++i) {
            VM.warp(START);
            if (_isDrawn(i)) continue;
            VM.warp(START + 6 * DURATION);
            if (!_isDrawn(i)) continue;
            VM.warp(START + 5 * DURATION - 1);
            VM.expectRevert(abi.encodeWithSelector(IDraw.NotDrawn.selector, _id, workers[i].at));
            _contributeAlone(i, "");
            VM.warp(START + 6 * DURATION);
            _contributeAlone(i, "");
            return;
        }
        VM.assertTrue(false, "the draw never widened");
    }

    function test_A_draw_that_somebody_fixed_holds_for_ever() public {
        _pastDraw();
        uint256 insider = _first(true);
        VM.prank(stranger.at);
        hub.draw(hub.hashDeal(_deal));
        uint152 seed = hub.drawOf(hub.hashDeal(_deal)).seed;
        VM.assertTrue(seed != 0);
        VM.roll(block.number + 10_000);
        hub.draw(hub.hashDeal(_deal));
        uint152 again = hub.drawOf(hub.hashDeal(_deal)).seed;
        VM.assertEq(again, seed);
        VM.assertTrue(_isDrawn(insider));
        _contribute(_deal, 0, insider, DIGEST);
    }
}
