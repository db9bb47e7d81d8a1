// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEpochs} from "../../src/interfaces/IEpochs.sol";
import {Deal} from "../../src/types/Deal.sol";
import {Epoch, EpochStatus} from "../../src/types/Epoch.sol";
import {VM} from "../Vm.sol";
import {EpochBase} from "./EpochBase.sol";

contract AnchorTest is EpochBase {
    bytes32 private constant ROOT = keccak256("root");

    function _refused(address by, uint64 number, bytes32 root) private {
        VM.expectRevert(abi.encodeWithSelector(IEpochs.WrongEpochStatus.selector, by, number));
        VM.prank(by);
        hub.anchor(number, root);
    }

    function test_An_anchor_keeps_root_and_time() public {
        VM.warp(START + 7);
        VM.expectEmit(address(hub));
        emit IEpochs.EpochAnchored(scheduler.at, 1, ROOT);
        VM.prank(scheduler.at);
        hub.anchor(1, ROOT);
        Epoch memory epoch = hub.epochOf(scheduler.at, 1);
        VM.assertTrue(epoch.status == EpochStatus.Anchored);
        VM.assertEq(epoch.at, START + 7);
        VM.assertEq(bytes32(epoch.root), bytes32(bytes26(ROOT)));
    }

    function test_A_number_is_used_once() public {
        VM.prank(scheduler.at);
        hub.anchor(1, ROOT);
        _refused(scheduler.at, 1, keccak256("another root"));
        _refused(scheduler.at, 1, ROOT);
    }

    function test_A_settled_epoch_is_not_anchored_again() public {
        Deal memory deal = _matchDefault();
        _run(_build(1, deal, _bag(deal, 1, 1)));
        _refused(scheduler.at, 1, ROOT);
    }

    function test_A_root_of_zero_is_refused() public {
        _refused(scheduler.at, 1, 0);
    }

    function test_Numbers_are_the_schedulers_own_and_come_in_any_order() public {
        uint64[3] memory numbers = [type(uint64).max, 0, 77];
        for (uint256 i = 0; i < 3; ++i) {
            VM.prank(scheduler.at);
            hub.anchor(numbers[i], ROOT);
            VM.prank(stranger.at);
            hub.anchor(numbers[i], keccak256("of another"));
            VM.assertEq(bytes32(hub.epochOf(scheduler.at, numbers[i]).root), bytes32(bytes26(ROOT)));
        }
    }

    function test_Somebody_elses_anchor_settles_nothing() public {
        Deal memory deal = _matchDefault();
        Batch memory b = _build(1, deal, _bag(deal, 1, 1));
        VM.prank(stranger.at);
        hub.anchor(1, b.settlement.anchor);
        _refuse(b, abi.encodeWithSelector(IEpochs.WrongEpochStatus.selector, scheduler.at, 1));
    }
}
