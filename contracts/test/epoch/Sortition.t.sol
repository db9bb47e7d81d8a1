// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Sortition} from "../../src/libraries/Sortition.sol";
import {Deal} from "../../src/types/Deal.sol";
import {VM} from "../Vm.sol";
import {EpochBase} from "./EpochBase.sol";
import {Lots} from "./Lots.sol";

/// @notice The draw of 256 tasks at once is the draw of one task after another, as docs/protocol.md defines it.
contract SortitionTest is EpochBase {
    function _lanes(uint256 seed, address worker, uint256 word, uint256 digits, uint256 threshold)
        private
        pure
        returns (uint256)
    {
        return Sortition.lanes(Sortition.prepare(seed, word), uint160(worker), digits, threshold);
    }

    function testFuzz_Lanes_are_drawn_as_task_by_task(
        uint256 seed,
        address worker,
        uint16 word,
        uint8 wide,
        uint16 seats
    ) public pure {
        uint256 width = 1 + uint256(wide);
        (uint256 digits, uint256 threshold) = Sortition.scale(width, seats);
        uint256 lanes = _lanes(seed, worker, word, digits, threshold);
        for (uint256 i = seed % 11; i < 256; i += 11) {
            bool drawn = Lots.isDrawn(seed, worker, uint256(word) * 256 + i, width, seats);
            VM.assertTrue((lanes >> i) & 1 == (drawn ? 1 : 0));
        }
    }

    function testFuzz_The_scale_is_as_defined(uint16 width, uint32 seats) public pure {
        (uint256 digits, uint256 threshold) = Sortition.scale(1 + uint256(width), seats);
        (uint256 digits_, uint256 threshold_) = Lots.scaleOf(1 + uint256(width), seats);
        VM.assertEq(digits, digits_);
        VM.assertEq(threshold, threshold_);
    }

    /// @dev The chance is at least width / seats and at most a quarter more.
    function testFuzz_The_chance_is_hardly_more_than_asked_for(uint16 width_, uint32 seats) public pure {
        uint256 width = 1 + uint256(width_);
        (uint256 digits, uint256 threshold) = Sortition.scale(width, seats);
        if (digits == 0) {
            VM.assertTrue(5 * width >= 4 * uint256(seats) || seats <= width, "all were drawn without need");
            return;
        }
        VM.assertTrue(threshold * seats >= width << digits, "fewer than asked for");
        VM.assertTrue(4 * threshold * seats <= 5 * (width << digits), "more than a quarter too many");
        VM.assertLe(digits, 40, "as many hashes as the seats have digits");
    }

    /// @dev Else a worker that was drawn, and works, would lose its task when the draw widens.
    function testFuzz_Who_is_drawn_stays_drawn_when_the_draw_widens(
        uint256 seed,
        address worker,
        uint8 trust,
        uint16 seats
    ) public pure {
        uint256 before = 0;
        for (uint256 w = 0; w < 3; ++w) {
            uint256 width = (2 * (1 + uint256(trust % 16)) + 2) << w;
            (uint256 digits, uint256 threshold) = Sortition.scale(width, seats);
            uint256 lanes = _lanes(seed, worker, 0, digits, threshold);
            VM.assertEq(before & ~lanes, 0);
            before = lanes;
        }
    }

    function test_As_many_seats_as_are_drawn_are_all_drawn() public pure {
        (uint256 digits, uint256 threshold) = Sortition.scale(4, 4);
        VM.assertEq(digits, 0);
        VM.assertEq(_lanes(1, address(1), 0, digits, threshold), type(uint256).max);
        (digits,) = Sortition.scale(4, 0);
        VM.assertEq(digits, 0);
        (digits,) = Sortition.scale(type(uint32).max, type(uint32).max);
        VM.assertEq(digits, 0);
    }

    /// @dev 2,560 tasks, 100 seats, a width of four: each worker is drawn for about 4 to 5 %.
    function test_Everybody_is_drawn_about_as_often() public pure {
        (uint256 digits, uint256 threshold) = Sortition.scale(4, 100);
        for (uint256 w = 0; w < 20; ++w) {
            uint256 count = 0;
            for (uint256 word = 0; word < 10; ++word) {
                count += _count(_lanes(77, address(uint160(w)), word, digits, threshold));
            }
            VM.assertGe(count, 60, "hardly ever drawn");
            VM.assertLe(count, 180, "drawn too often");
        }
    }

    /* THE HUB */

    function testFuzz_The_hub_draws_as_defined(uint8 worker, uint8 index, uint8 trust, uint16 late) public {
        _seatWorkers(24);
        Orders memory o = _orders();
        (o.request.order.trust, o.pool.order.trust) = (1 + trust % 12, 16);
        (o.app.order.volume, o.dataset.order.volume) = (300, 300);
        (o.pool.order.volume, o.request.order.volume) = (300, 300);
        Deal memory deal = _match(o);
        uint40 drawBlock = hub.drawOf(hub.hashDeal(deal)).drawBlock;
        _pastDraw();
        uint256 seed = Lots.seedOf(blockhash(drawBlock), hub.hashDeal(deal));
        VM.warp(START + late % (8 * DURATION));
        address at = workers[worker % 24].at;
        uint256 width = Lots.widthOf(deal, block.timestamp);
        VM.assertTrue(hub.isDrawn(deal, index, at) == Lots.isDrawn(seed, at, index, width, 24));
        hub.draw(hub.hashDeal(deal));
        uint152 fixed_ = hub.drawOf(hub.hashDeal(deal)).seed;
        VM.assertEq(fixed_, seed);
        VM.roll(block.number + 1000);
        VM.assertTrue(hub.isDrawn(deal, index, at) == Lots.isDrawn(seed, at, index, width, 24));
    }

    function test_Nobody_is_drawn_without_a_seat_or_with_one_too_young() public {
        Deal memory deal = _matchDefault();
        VM.assertTrue(hub.isDrawn(deal, 0, workers[0].at));
        VM.assertFalse(hub.isDrawn(deal, 0, workers[SEATED].at));
        _seat(workers[SEATED].at);
        VM.assertFalse(hub.isDrawn(deal, 0, workers[SEATED].at));
        VM.assertFalse(hub.isDrawn(_matchPrivately(1), 0, workers[SEATED].at));
        VM.assertTrue(hub.isDrawn(_matchPrivatelyAgain(), 0, workers[0].at));
    }

    function _matchPrivatelyAgain() private returns (Deal memory) {
        Orders memory o = _privately(_orders(), 1);
        o.request.order.salt = keccak256("again");
        return _match(o);
    }
}
