// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEpochs} from "../../src/interfaces/IEpochs.sol";
import {Pages} from "../../src/libraries/Pages.sol";
import {Deal, DealId} from "../../src/types/Deal.sol";
import {SettledTask} from "../../src/types/Epoch.sol";
import {TaskHash} from "../../src/types/Task.sol";
import {VM} from "../Vm.sol";
import {EpochBase} from "./EpochBase.sol";

/// @notice Pages that are malformed in every way there is, and what well-formed ones prove.
contract PagesTest is EpochBase {
    Deal private _deal;
    DealId private _id;

    function setUp() public override {
        super.setUp();
        _deal = _matchDefault();
        _id = hub.hashDeal(_deal);
    }

    /// @dev Tasks 0 to 4; workers 0 and 1 behind each. 43 bytes of head, two entries of 33, five digests.
    function _two() private returns (Batch memory b) {
        b = _build(1, _deal, _bag(_deal, 5, 3));
        _anchor(b);
    }

    function _refusePages(Batch memory b, bytes memory pages, bytes memory error) private {
        b.settlement.pages = pages;
        _signBatch(b);
        _refuse(b, error);
    }

    function _malformed(uint256 offset) private pure returns (bytes memory) {
        return abi.encodeWithSelector(Pages.MalformedPage.selector, offset);
    }

    function _set(bytes memory pages, uint256 at, uint8 value) private pure returns (bytes memory changed) {
        changed = bytes.concat(pages);
        changed[at] = bytes1(value);
    }

    /* LENGTHS */

    function test_Pages_cut_short_anywhere_are_refused() public {
        Batch memory b = _two();
        bytes memory whole = b.settlement.pages;
        for (uint256 size = 1; size < whole.length; size += size % 7 == 0 ? 1 : 5) {
            bytes memory cut = new bytes(size);
            for (uint256 i = 0; i < size; ++i) {
                cut[i] = whole[i];
            }
            _refusePages(b, cut, _malformed(0));
        }
    }

    function test_No_pages_are_refused() public {
        _refusePages(_two(), "", abi.encodeWithSelector(IEpochs.MalformedSettlement.selector));
    }

    function test_Bytes_after_the_last_page_are_refused() public {
        Batch memory b = _two();
        bytes memory whole = b.settlement.pages;
        _refusePages(b, bytes.concat(whole, hex"00"), _malformed(whole.length));
        _refusePages(b, bytes.concat(whole, new bytes(43)), _malformed(whole.length));
        _refusePages(b, bytes.concat(whole, new bytes(500)), _malformed(whole.length));
    }

    function test_A_head_that_announces_more_than_there_is_is_refused() public {
        Batch memory b = _two();
        _refusePages(b, _set(b.settlement.pages, 3, 255), _malformed(0));
        bytes memory all = bytes.concat(b.settlement.pages);
        for (uint256 i = 11; i < 43; ++i) {
            all[i] = 0xff;
        }
        _refusePages(b, all, _malformed(0));
    }

    /* HEADS */

    function test_A_page_without_tasks_is_refused() public {
        Batch memory b = _two();
        _refusePages(b, new bytes(43), _malformed(0));
        Page memory empty = _emptyPage();
        _refusePages(b, _pack(empty, 3), _malformed(0));
    }

    function test_Flags_that_nobody_knows_are_refused() public {
        Batch memory b = _two();
        bytes memory pages = b.settlement.pages;
        for (uint256 flags = 3; flags < 256; flags += 7) {
            _refusePages(b, _set(pages, 1, uint8(flags)), _malformed(0));
        }
    }

    function test_Data_for_a_consumer_that_is_not_there_is_refused() public {
        Batch memory b = _two();
        Agreed[] memory tasks = _bag(_deal, 5, 3);
        for (uint256 i = 0; i < 5; ++i) {
            tasks[i].dataHash = keccak256("data");
        }
        (bytes[] memory pages,) = _packAll(_one(_deal), tasks, 3);
        _refusePages(b, pages[0], abi.encodeWithSelector(IEpochs.WrongFlags.selector, _id, DATA));
    }

    function test_Results_without_data_for_a_consumer_that_waits_are_refused() public {
        Orders memory o = _orders();
        o.request.order.callback = address(0xca11);
        Deal memory deal = _match(o);
        Batch memory b = _build(1, deal, _bag(deal, 5, 3));
        _anchor(b);
        _refuse(b, abi.encodeWithSelector(IEpochs.WrongFlags.selector, hub.hashDeal(deal), 0));
        Agreed[] memory tasks = _bag(deal, 5, 3);
        for (uint256 i = 0; i < 5; ++i) {
            tasks[i].dataHash = i == 0 ? TaskHash.APP_FAILED : keccak256("data");
        }
        b = _build(2, deal, tasks);
        VM.assertEq(b.pages.length, 2);
        _run(b);
        (, bytes32 dataHash) = hub.provenResult(deal, 0, _proof(b, 0, 0));
        VM.assertEq(dataHash, TaskHash.APP_FAILED);
        (, dataHash) = hub.provenResult(deal, 3, _proof(b, 0, 3));
        VM.assertEq(dataHash, keccak256("data"));
    }

    function test_Deals_come_in_order_and_none_beyond_the_last() public {
        Batch memory b = _two();
        _refusePages(b, _set(b.settlement.pages, 0, 1), abi.encodeWithSelector(IEpochs.MalformedSettlement.selector));
        Orders memory o = _orders();
        o.request.order.salt = keccak256("another");
        Deal[] memory deals = new Deal[](2);
        (deals[0], deals[1]) = (_match(o), _deal);
        Agreed[] memory tasks = _bag(_deal, 5, 3);
        for (uint8 i = 0; i < 5; ++i) {
            tasks[i].deal = i % 2;
        }
        b = _build(2, deals, tasks);
        _anchor(b);
        bytes memory backwards = bytes.concat(b.pages[1], b.pages[0]);
        _refusePages(b, backwards, abi.encodeWithSelector(IEpochs.MalformedSettlement.selector));
        b.settlement.pages = _join(b.pages);
        _signBatch(b);
        _settle(b);
    }

    function test_A_deal_without_pages_is_passed_over() public {
        Orders memory o = _orders();
        o.request.order.salt = keccak256("another");
        Deal[] memory deals = new Deal[](3);
        (deals[0], deals[1]) = (_match(o), _deal);
        o.request.order.salt = keccak256("a third");
        deals[2] = _match(o);
        Agreed[] memory tasks = _bag(_deal, 5, 3);
        for (uint8 i = 0; i < 5; ++i) {
            tasks[i].deal = 1;
        }
        _run(_build(1, deals, tasks));
        VM.assertTrue(hub.isTaken(_deal, 0));
        VM.assertFalse(hub.isTaken(deals[0], 0));
        VM.assertFalse(hub.isTaken(deals[2], 0));
    }

    /* TASKS */

    function _taken(uint256 word, uint256 lanes) private view returns (bytes memory) {
        return abi.encodeWithSelector(IEpochs.TasksTaken.selector, _id, word, lanes);
    }

    function test_Tasks_beyond_the_deal_are_refused() public {
        Agreed[] memory tasks = _bag(_deal, 5, 3);
        tasks[4].index = 5;
        Batch memory b = _build(1, _deal, tasks);
        _anchor(b);
        _refuse(b, _taken(0, 1 << 5));
        tasks[4].index = 255;
        _refuseAnchored(b, tasks, _taken(0, 1 << 255));
        tasks = _bag(_deal, 1, 3);
        tasks[0].index = 256;
        _refuseAnchored(b, tasks, _taken(1, 1));
        tasks[0].index = (1 << 32) - 1;
        _refuseAnchored(b, tasks, _taken((1 << 24) - 1, 1 << 255));
    }

    function _refuseAnchored(Batch memory b, Agreed[] memory tasks, bytes memory error) private {
        (bytes[] memory pages,) = _packAll(_one(_deal), tasks, b.crew);
        _refusePages(b, _join(pages), error);
    }

    function test_A_task_is_settled_once_in_a_settlement() public {
        Batch memory b = _two();
        _refusePages(b, bytes.concat(b.pages[0], b.pages[0]), _taken(0, 31));
        Agreed[] memory part = _one(_agreed(4, WRONG, 3));
        (bytes[] memory pages,) = _packAll(_one(_deal), part, 3);
        _refusePages(b, bytes.concat(b.pages[0], pages[0]), _taken(0, 16));
        _refusePages(b, bytes.concat(pages[0], b.pages[0]), _taken(0, 16));
    }

    function test_The_same_deal_named_twice_pays_no_task_twice() public {
        Deal[] memory deals = new Deal[](2);
        (deals[0], deals[1]) = (_deal, _deal);
        Agreed[] memory tasks = new Agreed[](2);
        (tasks[0], tasks[1]) = (_agreed(0, DIGEST, 3), _agreed(0, DIGEST, 3));
        tasks[1].deal = 1;
        Batch memory b = _build(1, deals, tasks);
        _anchor(b);
        _refuse(b, _taken(0, 1));
        tasks[1].index = 1;
        b = _build(2, deals, tasks);
        _run(b);
        VM.assertEq(_earned(0), REWARDS);
    }

    function test_A_task_is_settled_once_in_all_settlements() public {
        _settle(_two());
        Batch memory again = _build(2, _deal, _one(_agreed(2, WRONG, 3)));
        _anchor(again);
        _refuse(again, _taken(0, 4));
    }

    /* WHO AGREED */

    function _wrongVotes(uint256 lanes) private view returns (bytes memory) {
        return abi.encodeWithSelector(IEpochs.WrongVotes.selector, _id, 0, lanes);
    }

    function test_Another_number_of_votes_than_the_page_says_is_refused() public {
        Batch memory b = _two();
        bytes memory pages = b.settlement.pages;
        _refusePages(b, _set(pages, 2, 1), _wrongVotes(31));
        _refusePages(b, _set(pages, 2, 3), _wrongVotes(31));
        _refusePages(b, _set(pages, 2, 255), _wrongVotes(31));
        _refusePages(b, _set(pages, 2, 0), abi.encodeWithSelector(IEpochs.TooFewVotes.selector, _id, 0, 1));
    }

    function test_One_lane_with_a_vote_less_or_more_is_refused() public {
        Batch memory b = _two();
        bytes memory pages = b.settlement.pages;
        _refusePages(b, _set(pages, 43 + 32, 15), _wrongVotes(16)); // worker 0 not for task 4
        _refusePages(b, _set(pages, 43 + 33 + 32, 30), _wrongVotes(1)); // worker 1 not for task 0
    }

    /// @dev Else a signer would be paid for tasks that the page does not settle.
    function test_A_vote_for_a_task_that_the_page_does_not_settle_is_refused() public {
        Batch memory b = _two();
        bytes memory pages = b.settlement.pages;
        _refusePages(b, _set(pages, 43 + 32, 31 + 32), _wrongVotes(32));
        _refusePages(b, _set(pages, 43 + 1, 0x80), _wrongVotes(1 << 255));
        pages = _set(_set(pages, 43 + 32, 31 + 32), 43 + 33 + 32, 31 + 32); // both
        _refusePages(b, pages, _wrongVotes(32));
    }

    function test_A_page_that_nobody_agreed_to_is_refused() public {
        Batch memory b = _two();
        Page memory page = _emptyPage();
        page.tasks = 1;
        page.digests[0] = DIGEST;
        _refusePages(b, _pack(page, 3), abi.encodeWithSelector(IEpochs.TooFewVotes.selector, _id, 0, 1));
        page.votes = 1;
        _refusePages(b, _pack(page, 3), _wrongVotes(1));
    }

    function _emptyPage() private pure returns (Page memory page) {
        page.lanes = new uint256[](256);
        page.digests = new bytes32[](256);
        page.dataHashes = new bytes32[](256);
    }

    function test_Positions_ascend_and_none_is_beyond_the_crew() public {
        Batch memory b = _two();
        bytes memory pages = b.settlement.pages;
        bytes memory error = abi.encodeWithSelector(IEpochs.MalformedSettlement.selector);
        _refusePages(b, _set(pages, 43, 1), error); // 1, 1
        _refusePages(b, _set(_set(pages, 43, 1), 76, 0), error); // 1, 0
        _refusePages(b, _set(pages, 76, 0), error); // 0, 0: one vote counted twice
        _refusePages(b, _set(pages, 76, 2), error);
        _refusePages(b, _set(pages, 76, 255), error);
    }

    function test_An_entry_without_lanes_pays_nothing() public {
        Batch memory b = _build(1, _deal, _bag(_deal, 5, 1));
        b.crew = 3;
        bytes memory page = b.pages[0];
        bytes memory extended = new bytes(page.length + 33);
        for (uint256 i = 0; i < page.length; ++i) {
            extended[i < 76 ? i : i + 33] = page[i];
        }
        (extended[3], extended[76]) = (bytes1(uint8(2)), bytes1(uint8(1)));
        b.settlement.pages = extended;
        b.pages[0] = extended;
        _signBatch(b);
        _run(b);
        VM.assertEq(_earned(0), 5 * REWARDS);
        VM.assertEq(_earned(1), 0);
        (bytes32 digest,) = hub.provenResult(_deal, 3, _proof(b, 0, 3));
        VM.assertEq(digest, _digestOf(3));
    }

    /* PROOFS */

    function test_A_page_proves_the_tasks_that_it_settles_and_no_others() public {
        Agreed[] memory tasks = new Agreed[](2);
        (tasks[0], tasks[1]) = (_agreed(1, DIGEST, 3), _agreed(3, WRONG, 3));
        Batch memory b = _build(1, _deal, tasks);
        _run(b);
        SettledTask memory settled = _proof(b, 0, 1);
        (bytes32 digest,) = hub.provenResult(_deal, 1, settled);
        VM.assertEq(digest, DIGEST);
        (digest,) = hub.provenResult(_deal, 3, settled);
        VM.assertEq(digest, WRONG);
        VM.assertFalse(hub.isSettled(_deal, 0, settled));
        VM.assertFalse(hub.isSettled(_deal, 2, settled));
    }

    function test_A_page_with_bytes_behind_it_proves_nothing() public {
        Batch memory b = _two();
        _settle(b);
        SettledTask memory settled = _proof(b, 0, 1);
        VM.assertTrue(hub.isSettled(_deal, 1, settled));
        settled.page = bytes.concat(settled.page, hex"00");
        VM.assertFalse(hub.isSettled(_deal, 1, settled));
        settled.page = "";
        VM.assertFalse(hub.isSettled(_deal, 1, settled));
        settled = _proof(b, 0, 1);
        settled.proof = new bytes32[](1);
        VM.assertFalse(hub.isSettled(_deal, 1, settled));
    }

    /* FUZZED */

    /// @dev However a well-formed settlement is bent, nothing is settled but what its tasks' workers signed for.
    function testFuzz_A_byte_changed_without_the_signatures_settles_nothing(uint16 at, uint8 change) public {
        Batch memory b = _two();
        at %= uint16(b.settlement.pages.length);
        b.settlement.pages[at] ^= bytes1(change == 0 ? 1 : change);
        VM.expectRevert();
        _settle(b);
    }

    /// @dev Signed by a crew that agrees on anything: who is paid is still bounded by what the payer locked.
    function testFuzz_Whatever_a_crew_signs_money_is_conserved(uint16 at, uint8 change, bool more) public {
        Batch memory b = _two();
        at %= uint16(b.settlement.pages.length);
        b.settlement.pages[at] ^= bytes1(change);
        if (more) b.settlement.pages[(at * 7) % b.settlement.pages.length] ^= bytes1(change);
        _signBatch(b);
        VM.prank(stranger.at, stranger.at);
        try hub.settle(b.settlement) {
            VM.assertEq(_earned(0) + _earned(1), 5 * REWARDS);
            VM.assertEq(_locked(requester.at), 0);
        } catch {
            VM.assertEq(_locked(requester.at), 5 * PRICE);
        }
        _assertConserved();
    }
}
