// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IDraw} from "../../src/interfaces/IDraw.sol";
import {IEctHub} from "../../src/interfaces/IEctHub.sol";
import {IEpochs} from "../../src/interfaces/IEpochs.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {Deal, DealId, DealDraw} from "../../src/types/Deal.sol";
import {Mode} from "../../src/types/Mode.sol";
import {TaskHash} from "../../src/types/Task.sol";
import {VM} from "../Vm.sol";
import {EpochBase} from "./EpochBase.sol";

/// @notice Settlements that are refused: the epoch, the deals, the signatures, who may be paid, and for what.
contract SettleRefusedTest is EpochBase {
    uint256 private constant ORDER_OF_CURVE = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    Deal private _deal;
    DealId private _id;

    function setUp() public override {
        super.setUp();
        _deal = _matchDefault();
        _id = hub.hashDeal(_deal);
    }

    /// @dev Five tasks of one worker, anchored.
    function _plainBatch() private returns (Batch memory b) {
        b = _build(1, _deal, _bag(_deal, 5, 1));
        _anchor(b);
    }

    function _refuseSigned(Batch memory b, bytes memory error) private {
        _signBatch(b);
        _refuse(b, error);
    }

    /* THE EPOCH */

    function test_An_epoch_that_was_not_anchored_is_not_settled() public {
        Batch memory b = _build(1, _deal, _bag(_deal, 5, 1));
        _refuse(b, abi.encodeWithSelector(IEpochs.WrongEpochStatus.selector, scheduler.at, 1));
    }

    function test_An_epoch_is_settled_once() public {
        Batch memory b = _plainBatch();
        _settle(b);
        _refuse(b, abi.encodeWithSelector(IEpochs.WrongEpochStatus.selector, scheduler.at, 1));
    }

    function test_A_settlement_for_another_anchor_is_refused() public {
        Batch memory b = _plainBatch();
        bytes32 anchored = b.settlement.anchor;
        b.settlement.anchor = keccak256("another");
        _signBatch(b);
        _refuse(b, abi.encodeWithSelector(IEpochs.WrongAnchor.selector, bytes26(anchored), b.settlement.anchor));
    }

    /* THE DEALS */

    function test_A_settlement_without_deals_or_with_too_many_is_refused() public {
        Batch memory b = _plainBatch();
        b.settlement.deals = new Deal[](0);
        _refuse(b, abi.encodeWithSelector(IEpochs.MalformedSettlement.selector));
        b.settlement.deals = new Deal[](256);
        for (uint256 i = 0; i < 256; ++i) {
            b.settlement.deals[i] = _deal;
        }
        _refuse(b, abi.encodeWithSelector(IEpochs.TooMany.selector, 256, 255));
    }

    function test_255_deals_are_settled_at_once() public {
        Deal[] memory deals = new Deal[](255);
        Agreed[] memory tasks = new Agreed[](255);
        Orders memory o = _orders();
        o.app.order.volume = 1000;
        (o.pool.order.volume, o.dataset.order.volume, o.request.order.volume) = (1000, 1000, 1);
        VM.prank(workers[0].at);
        hub.raiseBond(10_000 ether);
        for (uint256 i = 0; i < 255; ++i) {
            o.request.order.salt = bytes32(i + 1);
            deals[i] = _match(o);
            tasks[i] = Agreed(uint8(i), 0, DIGEST, TaskHash.NO_DATA, 0, 1);
        }
        _run(_build(1, deals, tasks));
        VM.assertEq(_earned(0), 255 * uint256(REWARDS));
        VM.assertTrue(hub.isTaken(deals[254], 0));
    }

    function test_A_deal_that_was_not_matched_is_refused() public {
        Batch memory b = _plainBatch();
        b.settlement.deals[0].poolPrice += 1;
        bytes32 id = keccak256(abi.encode(b.settlement.deals[0]));
        _refuseSigned(b, abi.encodeWithSelector(ITasks.UnknownDeal.selector, id));
    }

    function test_A_deal_that_demands_the_direct_path_is_refused() public {
        Orders memory o = _orders();
        o.request.order.mode = Mode.DIRECT;
        Deal memory deal = _match(o);
        Batch memory b = _build(1, deal, _bag(deal, 5, 1));
        _anchor(b);
        _refuse(b, abi.encodeWithSelector(IEpochs.DealDoesNotFit.selector, hub.hashDeal(deal)));
    }

    function test_Deals_of_two_schedulers_or_two_pools_are_refused() public {
        Deal[] memory deals = new Deal[](2);
        deals[0] = _deal;
        VM.prank(poolOwner.at);
        pools.setScheduler(poolId, stranger.at);
        Orders memory o = _orders();
        o.request.order.salt = keccak256("another scheduler");
        deals[1] = _match(o);
        Batch memory b = _build(1, deals, _bag(_deal, 5, 1));
        _anchor(b);
        _refuse(b, abi.encodeWithSelector(IEpochs.DealDoesNotFit.selector, hub.hashDeal(deals[1])));

        o.pool.order.pool = pools.register(poolOwner.at, "bafyother", 0, "");
        VM.prank(poolOwner.at);
        pools.setScheduler(o.pool.order.pool, scheduler.at);
        o.request.order.salt = keccak256("another pool");
        deals[1] = _match(o);
        b = _build(2, deals, _bag(_deal, 5, 1));
        _anchor(b);
        _refuse(b, abi.encodeWithSelector(IEpochs.DealDoesNotFit.selector, hub.hashDeal(deals[1])));
    }

    function test_A_stake_that_no_bond_could_hold_is_refused() public {
        Orders memory o = _orders();
        o.pool.order.workerStake = uint96(GWEI << 58);
        o.request.order.salt = keccak256("of its own");
        Deal memory deal = _match(o);
        Batch memory b = _build(1, deal, _bag(deal, 5, 1));
        _anchor(b);
        _refuse(b, abi.encodeWithSelector(IEpochs.DealDoesNotFit.selector, hub.hashDeal(deal)));
    }

    /* THE SIGNATURES */

    function test_Everybody_who_is_named_must_have_signed() public {
        Batch memory b = _build(1, _deal, _bag(_deal, 5, 7));
        _anchor(b);
        bytes32 expected = b.settlement.crew;
        (bytes32 actual, bytes memory two) = _signedBy(b, 3);
        b.settlement.crew = expected;
        bytes memory three = b.settlement.signatures;
        b.settlement.signatures = new bytes(128);
        for (uint256 i = 0; i < 128; ++i) {
            b.settlement.signatures[i] = three[i];
        }
        _refuse(b, abi.encodeWithSelector(IDraw.WrongCrew.selector, expected, actual));
        // Those two sign for themselves; then position 2 is nobody's.
        (b.settlement.crew, b.settlement.signatures) = (actual, two);
        _refuse(b, abi.encodeWithSelector(IEpochs.MalformedSettlement.selector));
    }

    /// @dev Without the crew in what is signed, leaving somebody out would pay its neighbour for its work.
    function test_Positions_cannot_be_shifted_by_leaving_somebody_out() public {
        Agreed[] memory tasks = _bag(_deal, 5, 1);
        for (uint256 i = 0; i < 5; ++i) {
            tasks[i].by = i < 4 ? 2 : 8; // workers 1 and 3
        }
        Batch memory b = _build(1, _deal, tasks);
        b.crew = 1 | 2 | 8; // worker 0 signs too: positions 1 and 2 are workers 1 and 3
        (b.pages, b.dealOf) = _packAll(_one(_deal), tasks, b.crew);
        b.settlement.pages = _join(b.pages);
        _signBatch(b);
        _anchor(b);
        bytes32 signed = b.settlement.crew;
        bytes memory all = b.settlement.signatures;
        // The first signature is left out, and another that says something else takes its place at the end.
        bytes memory shifted = new bytes(128);
        for (uint256 i = 0; i < 128; ++i) {
            shifted[i] = all[i + 64];
        }
        b.settlement.signatures = shifted;
        bytes32 actual = keccak256(abi.encode(workers[1].at, workers[3].at));
        _refuse(b, abi.encodeWithSelector(IDraw.WrongCrew.selector, signed, actual));
        b.settlement.crew = actual; // then those signatures are for something else
        VM.expectRevert();
        _settle(b);
        (b.settlement.crew, b.settlement.signatures) = (signed, all);
        _settle(b);
        VM.assertEq(_earned(0), 0);
        VM.assertEq(_earned(1), 4 * REWARDS);
    }

    function test_A_signature_too_many_is_refused_even_if_it_pays_nothing() public {
        Batch memory b = _plainBatch();
        bytes32 crew = b.settlement.crew;
        bytes32 digest = _digestOf(b, crew);
        (bytes32 r, bytes32 vs) = _compact(workers[1].key, digest);
        b.settlement.signatures = abi.encodePacked(b.settlement.signatures, r, vs);
        bytes32 actual = keccak256(abi.encode(workers[0].at, workers[1].at));
        _refuse(b, abi.encodeWithSelector(IDraw.WrongCrew.selector, crew, actual));
    }

    function test_Signers_are_named_once_and_in_ascending_order() public {
        Batch memory b = _build(1, _deal, _bag(_deal, 5, 3));
        _anchor(b);
        bytes memory pair = b.settlement.signatures;
        bytes memory swapped = new bytes(128);
        bytes memory doubled = new bytes(128);
        for (uint256 i = 0; i < 64; ++i) {
            (swapped[i], swapped[64 + i]) = (pair[64 + i], pair[i]);
            (doubled[i], doubled[64 + i]) = (pair[i], pair[i]);
        }
        b.settlement.signatures = swapped;
        _refuse(b, abi.encodeWithSelector(IEpochs.UnsortedSigners.selector, workers[1].at, workers[0].at));
        b.settlement.signatures = doubled;
        _refuse(b, abi.encodeWithSelector(IEpochs.UnsortedSigners.selector, workers[0].at, workers[0].at));
    }

    function test_Signatures_of_another_length_are_refused() public {
        Batch memory b = _plainBatch();
        bytes memory one = b.settlement.signatures;
        b.settlement.signatures = abi.encodePacked(one, uint8(0));
        _refuse(b, abi.encodeWithSelector(IEpochs.MalformedSettlement.selector));
        b.settlement.signatures = _sign(workers[0].key, _digestOf(b, b.settlement.crew)); // 65 bytes
        _refuse(b, abi.encodeWithSelector(IEpochs.MalformedSettlement.selector));
        b.settlement.signatures = "";
        _refuse(b, abi.encodeWithSelector(IDraw.WrongCrew.selector, b.settlement.crew, keccak256("")));
        b.settlement.signatures = new bytes(256 * 64);
        _refuse(b, abi.encodeWithSelector(IEpochs.TooMany.selector, 256, 255));
    }

    function test_The_twin_signature_with_high_s_is_refused() public {
        Batch memory b = _plainBatch();
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(workers[0].key, _digestOf(b, b.settlement.crew));
        uint256 high = ORDER_OF_CURVE - uint256(s);
        if (v == 27) high |= 1 << 255; // the parity of the twin is the other one
        b.settlement.signatures = abi.encodePacked(r, high);
        VM.expectRevert(); // EIP-2098 has one bit for the parity: a high s is another s
        _settle(b);
    }

    function test_A_signature_of_nobody_is_refused() public {
        Batch memory b = _plainBatch();
        b.settlement.signatures = new bytes(64);
        _refuse(b, abi.encodeWithSelector(ITasks.BadSignature.selector, 0));
        b.settlement.signatures = abi.encodePacked(type(uint256).max, type(uint256).max);
        _refuse(b, abi.encodeWithSelector(ITasks.BadSignature.selector, 0));
    }

    function test_What_was_signed_for_another_chain_hub_epoch_or_result_is_refused() public {
        Batch memory b = _plainBatch();
        VM.chainId(5);
        VM.expectRevert();
        _settle(b);
        VM.chainId(31337);

        IEctHub here = hub;
        hub = IEctHub(_deployHub(address(token)));
        _signBatch(b);
        hub = here;
        VM.expectRevert();
        _settle(b);

        _signBatch(b);
        bytes memory signatures = b.settlement.signatures;
        b.settlement.epoch = 2;
        _anchor(b);
        VM.expectRevert();
        _settle(b);
        b.settlement.epoch = 1;
        b.settlement.pages[100] ^= 0x01; // in a digest
        VM.expectRevert();
        _settle(b);
        b.settlement.pages[100] ^= 0x01;
        VM.assertEq(b.settlement.signatures, signatures);
        _settle(b);
    }

    function testFuzz_No_bytes_but_the_signatures_pass(bytes32 r, bytes32 vs) public {
        Batch memory b = _plainBatch();
        b.settlement.signatures = abi.encodePacked(r, vs);
        VM.expectRevert();
        _settle(b);
    }

    /* WHO MAY BE PAID */

    function _refuseBy(uint256 worker) private {
        Batch memory b = _build(1, _deal, _bag(_deal, 5, 1 << worker));
        _anchor(b);
        _refuse(b, abi.encodeWithSelector(IEpochs.NotDrawnFor.selector, _id, workers[worker].at, 0, 31));
    }

    function test_A_worker_without_a_seat_is_not_paid() public {
        _refuseBy(SEATED);
    }

    function test_A_worker_whose_seat_is_as_young_as_the_deal_is_not_paid() public {
        _seat(workers[SEATED].at); // the fifth, of whom four are drawn
        _pastDraw();
        _refuseBy(SEATED);
    }

    function test_A_worker_that_gave_its_seat_back_is_not_paid() public {
        VM.prank(workers[1].at);
        hub.leaveSeat(poolId);
        _refuseBy(1);
    }

    function test_A_worker_that_sits_in_another_pool_is_not_paid() public {
        uint256 other = pools.register(stranger.at, "bafyother", 0, "");
        VM.prank(stranger.at);
        hub.openRoster(other, 0);
        VM.warp(START - 10);
        VM.prank(workers[SEATED].at);
        hub.takeSeat(other, BOND);
        VM.warp(START);
        _refuseBy(SEATED);
    }

    function test_A_worker_with_too_low_a_bond_is_not_paid() public {
        Orders memory o = _orders();
        o.pool.order.workerStake = 101 ether; // five tasks, twice: 1010 ether
        o.request.order.salt = keccak256("of its own");
        Deal memory deal = _match(o);
        Batch memory b = _build(1, deal, _bag(deal, 5, 1));
        _anchor(b);
        _refuse(b, abi.encodeWithSelector(IEpochs.BondTooLow.selector, workers[0].at, BOND / GWEI, 1010 ether / GWEI));
        VM.prank(workers[0].at);
        hub.raiseBond(10 ether);
        _settle(b);
    }

    /* FOR WHAT */

    function test_Too_few_votes_are_refused() public {
        Deal memory deal = _matchWithTrust(3);
        Batch memory b = _build(1, deal, _bag(deal, 5, 1));
        _anchor(b);
        _refuse(b, abi.encodeWithSelector(IEpochs.TooFewVotes.selector, hub.hashDeal(deal), 1, 2));
    }

    function test_Too_little_evidence_is_refused() public {
        Deal memory deal = _matchWithTrust(3);
        Batch memory b = _build(1, deal, _bag(deal, 5, 3));
        _anchor(b);
        _refuse(b, abi.encodeWithSelector(IEpochs.TooLittleEvidence.selector, hub.hashDeal(deal), 0, 31, 6));
    }

    function test_What_speaks_against_a_result_must_be_outweighed() public {
        Agreed[] memory tasks = _bag(_deal, 5, 7);
        tasks[3].against = 4; // one newcomer: three votes do
        tasks[4].against = 16; // two that agree with each other: they do not
        Batch memory b = _build(1, _deal, tasks);
        _anchor(b);
        _refuse(b, abi.encodeWithSelector(IEpochs.TooLittleEvidence.selector, _id, 0, 16, 7));
        tasks[4].by = 15;
        _settle(_build(1, _deal, tasks, b.settlement.anchor));
    }

    function test_Whatever_is_against_a_result_at_most_nothing_overflows() public {
        Agreed[] memory tasks = _bag(_deal, 1, 15);
        tasks[0].against = type(uint32).max;
        Batch memory b = _build(1, _deal, tasks);
        _anchor(b);
        _refuse(b, abi.encodeWithSelector(IEpochs.TooLittleEvidence.selector, _id, 0, 1, 34));
    }

    function test_Too_little_at_stake_is_refused() public {
        Orders memory o = _orders();
        (o.request.order.value, o.request.order.trust) = (WORKER_STAKE + 1, 1);
        Deal memory deal = _match(o); // at a trust of two
        Batch memory b = _build(1, deal, _bag(deal, 5, 1));
        _anchor(b);
        _refuse(
            b,
            abi.encodeWithSelector(IEpochs.TooLittleStake.selector, hub.hashDeal(deal), WORKER_STAKE, WORKER_STAKE + 1)
        );
    }

    /* THE DRAW */

    function _manySeats() private returns (Deal memory deal) {
        _seatWorkers(30);
        Orders memory o = _orders();
        o.request.order.salt = keccak256("of thirty");
        deal = _match(o);
    }

    function test_Whom_the_lot_has_not_fallen_on_is_not_paid() public {
        Deal memory deal = _manySeats();
        _pastDraw();
        uint256 outsider = 0;
        while (hub.isDrawn(deal, 2, workers[outsider].at)) ++outsider;
        Agreed[] memory tasks = _one(_agreed(2, DIGEST, 1 << outsider));
        Batch memory b = _build(1, deal, tasks);
        _anchor(b);
        _refuse(b, abi.encodeWithSelector(IEpochs.NotDrawnFor.selector, hub.hashDeal(deal), workers[outsider].at, 0, 4));
        uint256 insider = 0;
        while (!hub.isDrawn(deal, 2, workers[insider].at)) ++insider;
        tasks[0].by = 1 << insider;
        _settle(_build(1, deal, tasks, b.settlement.anchor));
    }

    function test_The_anchors_time_decides_how_wide_is_drawn() public {
        Deal memory deal = _manySeats();
        _pastDraw();
        uint256 late = 0; // drawn only once the draw is wide
        for (;; ++late) {
            VM.warp(START);
            bool early = hub.isDrawn(deal, 0, workers[late].at);
            VM.warp(START + 6 * DURATION);
            if (!early && hub.isDrawn(deal, 0, workers[late].at)) break;
        }
        Agreed[] memory tasks = _one(_agreed(0, DIGEST, 1 << late));
        Batch memory b = _build(1, deal, tasks);
        VM.warp(START + 5 * DURATION - 1);
        _anchor(b);
        VM.warp(START + 6 * DURATION);
        bytes memory error =
            abi.encodeWithSelector(IEpochs.NotDrawnFor.selector, hub.hashDeal(deal), workers[late].at, 0, 1);
        _refuse(b, error);
        b = _build(2, deal, tasks);
        _anchor(b);
        _settle(b);
    }

    function test_Nothing_is_settled_before_the_block_that_decides() public {
        Deal memory deal = _manySeats();
        Batch memory b = _build(1, deal, _bag(deal, 1, 1));
        _anchor(b);
        _refuse(b, abi.encodeWithSelector(IDraw.DrawNotReady.selector, hub.hashDeal(deal), block.number + 1));
    }

    function test_A_draw_whose_block_is_gone_is_missed_until_another_decides() public {
        Deal memory deal = _manySeats();
        DealId id = hub.hashDeal(deal);
        uint40 first = hub.drawOf(id).drawBlock;
        VM.roll(block.number + 300);
        Batch memory b = _build(1, deal, _bag(deal, 1, 1));
        _anchor(b);
        _refuse(b, abi.encodeWithSelector(IDraw.DrawMissed.selector, id));
        hub.draw(id);
        DealDraw memory second = hub.drawOf(id);
        VM.assertEq(second.drawBlock, block.number + 1);
        VM.assertEq(second.seed, 0);
        VM.assertTrue(second.drawBlock != first);
        _pastDraw();
        hub.draw(id);
        VM.assertTrue(hub.drawOf(id).seed != 0);
    }

    function test_A_deal_that_nobody_knows_is_not_drawn() public {
        VM.expectRevert(abi.encodeWithSelector(ITasks.UnknownDeal.selector, bytes32(uint256(7))));
        hub.draw(DealId.wrap(bytes32(uint256(7))));
    }

    /// @dev Another list of who agreed under an anchor that stands already.
    function _build(uint64 epoch, Deal memory deal, Agreed[] memory tasks, bytes32 anchored)
        private
        view
        returns (Batch memory b)
    {
        b = _build(epoch, deal, tasks);
        b.settlement.anchor = anchored;
        _signBatch(b);
    }
}
