// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISettledTasks} from "../../src/interfaces/ISettledTasks.sol";
import {IEpochs} from "../../src/interfaces/IEpochs.sol";
import {Deal} from "../../src/types/Deal.sol";
import {Epoch, EpochStatus, SettledTask} from "../../src/types/Epoch.sol";
import {TaskHash} from "../../src/types/Task.sol";
import {VM, Vm} from "../Vm.sol";
import {EpochBase} from "./EpochBase.sol";
import {Trees} from "./Trees.sol";

/// @notice What a settlement pays, marks and says.
contract SettleTest is EpochBase {
    using Trees for bytes32[];

    bytes32 private constant DATA_HASH = keccak256("data for the consumer");

    /* MONEY */

    function test_A_settlement_pays_everybody() public {
        Deal memory deal = _matchWithTrust(2);
        Batch memory b = _build(1, deal, _bag(deal, 5, 3)); // two workers, five tasks
        _anchor(b);
        VM.expectEmit(address(hub));
        emit IEpochs.DealSettled(hub.hashDeal(deal), scheduler.at, 1, 5, 0, 5 * REWARDS);
        _settle(b);

        for (uint256 w = 0; w < 2; ++w) {
            VM.assertEq(_earned(w), 5 * REWARDS / 2);
            VM.assertEq(_bond(w), BOND);
            VM.assertEq(_free(workers[w].at), WEALTH);
            VM.assertEq(_fees(workers[w].at), 5 * SHARE / 2 / 1e14);
        }
        VM.assertEq(_free(appOwner.at), 5 * APP_PRICE);
        VM.assertEq(_free(datasetOwner.at), 5 * DATASET_PRICE);
        VM.assertEq(_free(poolOwner.at), WEALTH + 5 * POOL_FEE);
        VM.assertEq(_locked(poolOwner.at), 0);
        VM.assertEq(_free(requester.at), WEALTH - 5 * PRICE);
        VM.assertEq(_locked(requester.at), 0);
        VM.assertEq(hub.burned(), 5 * SHARE);
        _assertConserved();
    }

    function test_What_does_not_divide_into_gwei_is_the_pool_owners() public {
        Orders memory o = _orders();
        o.pool.order.price = 1_000_000_007;
        o.request.order.trust = 3;
        Deal memory deal = _match(o);
        _run(_build(1, deal, _bag(deal, 5, 7)));
        uint256 share = uint256(deal.poolPrice) * 200 / 10_000;
        uint256 rest = deal.poolPrice - share;
        rest -= rest * FEE / 10_000;
        uint256 reward = rest / GWEI / 3 * GWEI;
        VM.assertEq(reward, 0);
        VM.assertEq(_earned(0), 0);
        VM.assertEq(_free(poolOwner.at), WEALTH + 5 * (deal.poolPrice - share));
        _assertConserved();
    }

    function test_A_task_may_have_more_votes_than_another_and_each_vote_then_gets_less() public {
        Deal memory deal = _matchDefault();
        Agreed[] memory tasks = _bag(deal, 3, 1);
        tasks[1].by = 3;
        tasks[2].by = 15;
        Batch memory b = _build(1, deal, tasks);
        VM.assertEq(b.pages.length, 3);
        _run(b);
        VM.assertEq(_earned(0), REWARDS + REWARDS / 2 + REWARDS / 4);
        VM.assertEq(_earned(1), REWARDS / 2 + REWARDS / 4);
        VM.assertEq(_earned(3), REWARDS / 4);
        _assertConserved();
    }

    function test_Deals_of_a_pool_are_settled_together_and_each_payer_pays_for_its_own() public {
        Deal memory first = _matchDefault();
        Orders memory o = _orders();
        o.request.order.requester = stranger.at;
        o.request.order.dataset = 0;
        o.pool.order.price = 20 ether;
        o.request.order.poolMaxPrice = 20 ether;
        _fund(stranger.at);
        _signAll(o);
        o.request.signature = _sign(stranger.key, hub.hashRequestOrder(o.request.order));
        Deal memory second = _matchSigned(o);

        Deal[] memory deals = new Deal[](2);
        (deals[0], deals[1]) = (first, second);
        Agreed[] memory tasks = new Agreed[](6);
        for (uint32 i = 0; i < 6; ++i) {
            tasks[i] = _agreed(i / 2, _digestOf(i), 3);
            tasks[i].deal = uint8(i % 2);
        }
        Batch memory b = _build(1, deals, tasks);
        VM.assertEq(b.pages.length, 2);
        _run(b);
        VM.assertEq(_earned(0), 3 * (REWARDS + 2 * REWARDS) / 2);
        VM.assertEq(_locked(requester.at), 2 * PRICE);
        VM.assertEq(_locked(stranger.at), 2 * (APP_PRICE + 20 ether));
        VM.assertEq(_free(stranger.at), WEALTH - 5 * (APP_PRICE + 20 ether));
        VM.assertEq(hub.burned(), 9 * SHARE);
        VM.assertEq(_free(datasetOwner.at), 3 * DATASET_PRICE);
        for (uint32 i = 0; i < 6; ++i) {
            VM.assertTrue(hub.isTaken(deals[i % 2], i / 2));
            VM.assertTrue(hub.isSettled(deals[i % 2], i / 2, _proof(b, uint8(i % 2), i / 2)));
        }
        VM.assertFalse(hub.isTaken(first, 3));
        _assertConserved();
    }

    function test_An_application_that_failed_is_not_paid_for_and_everything_else_is() public {
        Deal memory deal = _matchDefault();
        Agreed[] memory tasks = _bag(deal, 5, 1);
        tasks[1].dataHash = TaskHash.APP_FAILED;
        tasks[4].dataHash = TaskHash.APP_FAILED;
        Batch memory b = _build(1, deal, tasks);
        _anchor(b);
        VM.expectEmit(address(hub));
        emit IEpochs.DealSettled(hub.hashDeal(deal), scheduler.at, 1, 5, 2, 5 * REWARDS);
        _settle(b);
        VM.assertEq(_free(appOwner.at), 3 * APP_PRICE);
        VM.assertEq(_free(datasetOwner.at), 5 * DATASET_PRICE);
        VM.assertEq(_free(requester.at), WEALTH - 5 * PRICE + 2 * APP_PRICE);
        VM.assertEq(_earned(0), 5 * REWARDS);
        (, bytes32 dataHash) = hub.provenResult(deal, 1, _proof(b, 0, 1));
        VM.assertEq(dataHash, TaskHash.APP_FAILED);
        _assertConserved();
    }

    function test_A_sponsor_pays_on_the_epoch_path_too() public {
        _fund(stranger.at);
        Orders memory o = _signAll(_orders());
        VM.recordLogs();
        VM.prank(stranger.at);
        hub.sponsorOrders(o.app, o.dataset, o.pool, o.request);
        Deal memory deal = _publishedDeal();
        _run(_build(1, deal, _bag(deal, 5, 1)));
        VM.assertEq(_free(requester.at), WEALTH);
        VM.assertEq(_free(stranger.at), WEALTH - 5 * PRICE);
        VM.assertEq(_locked(stranger.at), 0);
        _assertConserved();
    }

    function test_Free_work_settles_and_earns_no_reputation() public {
        Orders memory o = _orders();
        (o.app.order.price, o.dataset.order.price, o.pool.order.price) = (0, 0, 0);
        Deal memory deal = _match(o);
        _run(_build(1, deal, _bag(deal, 5, 1)));
        VM.assertEq(_fees(workers[0].at), 0);
        VM.assertEq(_earned(0), 0);
        VM.assertTrue(hub.isTaken(deal, 4));
    }

    /* TASKS */

    function test_A_bag_is_settled_in_parts() public {
        Deal memory deal = _matchDefault();
        Agreed[] memory all = _bag(deal, 5, 1);
        Agreed[] memory part = new Agreed[](2);
        (part[0], part[1]) = (all[1], all[3]);
        _run(_build(1, deal, part));
        for (uint32 i = 0; i < 5; ++i) {
            VM.assertTrue(hub.isTaken(deal, i) == (i == 1 || i == 3));
        }
        part = new Agreed[](3);
        (part[0], part[1], part[2]) = (all[0], all[2], all[4]);
        _run(_build(2, deal, part));
        VM.assertEq(_locked(requester.at), 0);
        VM.assertEq(_earned(0), 5 * REWARDS);
    }

    function test_Tasks_lie_where_their_deal_begins() public {
        Orders memory o = _orders();
        o.request.order.volume = 9;
        o.pool.order.volume = 4;
        Deal memory first = _match(o);
        o.pool.order.salt = keccak256("another");
        Deal memory second = _match(o);
        VM.assertEq(second.first, 4);
        Batch memory b = _build(1, second, _bag(second, 4, 1));
        _run(b);
        VM.assertTrue(hub.isTaken(second, 7));
        VM.assertFalse(hub.isTaken(first, 0));
        (bytes32 digest,) = hub.provenResult(second, 7, _proof(b, 0, 7));
        VM.assertEq(digest, _digestOf(7));
    }

    function test_A_large_bag_takes_several_words() public {
        Deal memory deal = _matchMany(600);
        Batch memory b = _build(1, deal, _bag(deal, 600, 1));
        VM.assertEq(b.pages.length, 3);
        VM.prank(workers[0].at);
        hub.raiseBond(600 * 2 * WORKER_STAKE - BOND);
        _run(b);
        VM.assertEq(_earned(0), 600 * uint256(REWARDS));
        uint32[6] memory places = [uint32(0), 255, 256, 511, 512, 599];
        for (uint256 i = 0; i < 6; ++i) {
            VM.assertTrue(hub.isTaken(deal, places[i]));
            (bytes32 digest,) = hub.provenResult(deal, places[i], _proof(b, 0, places[i]));
            VM.assertEq(digest, _digestOf(places[i]));
        }
        VM.assertEq(_locked(requester.at), 0);
    }

    function _matchMany(uint32 volume) private returns (Deal memory) {
        Orders memory o = _orders();
        (o.app.order.volume, o.dataset.order.volume, o.pool.order.volume) = (volume, volume, volume);
        o.request.order.volume = volume;
        return _match(o);
    }

    /* WHAT IS SAID */

    function test_The_root_over_the_pages_is_published_and_kept() public {
        Deal memory deal = _matchDefault();
        Agreed[] memory tasks = _bag(deal, 5, 1);
        for (uint256 i = 0; i < 5; ++i) {
            tasks[i].by = 1 << (i % 4) | 1 << ((i + 1) % 4);
            if (i == 2) tasks[i].by = 7;
            if (i == 4) tasks[i].dataHash = TaskHash.APP_FAILED;
        }
        Batch memory b = _build(1, deal, tasks);
        VM.assertEq(b.pages.length, 3);
        bytes32 root = _leaves(b).rootOf();
        _anchor(b);
        VM.warp(START + 9);
        VM.expectEmit(address(hub));
        emit IEpochs.EpochSettled(scheduler.at, 1, root);
        _settle(b);
        Epoch memory epoch = hub.epochOf(scheduler.at, 1);
        VM.assertTrue(epoch.status == EpochStatus.Settled);
        VM.assertEq(bytes32(epoch.root), bytes32(bytes26(root)));
        VM.assertEq(epoch.at, START + 9);
    }

    function test_Every_result_can_be_proven_and_no_other_can() public {
        Deal memory deal = _matchDefault();
        Agreed[] memory tasks = _bag(deal, 5, 1);
        (tasks[1].by, tasks[3].by) = (3, 7);
        Batch memory b = _build(1, deal, tasks);
        _run(b);
        for (uint32 i = 0; i < 5; ++i) {
            SettledTask memory settled = _proof(b, 0, i);
            (bytes32 digest, bytes32 dataHash) = hub.provenResult(deal, i, settled);
            VM.assertEq(digest, _digestOf(i));
            VM.assertEq(dataHash, TaskHash.NO_DATA);
            VM.assertTrue(hub.isSettled(deal, i, settled));

            settled = _proof(b, 0, (i + 1) % 5);
            bool shared = (i == 4); // tasks 4 and 0 are in one page
            VM.assertTrue(hub.isSettled(deal, i, settled) == shared);
        }
        SettledTask memory forged = _proof(b, 0, 0);
        forged.page[75] ^= 0x01; // in the list of who agreed
        VM.assertFalse(hub.isSettled(deal, 0, forged));
        VM.expectRevert(ISettledTasks.WrongProof.selector);
        hub.provenResult(deal, 0, forged);
        forged = _proof(b, 0, 0);
        forged.epoch = 2;
        VM.assertFalse(hub.isSettled(deal, 0, forged));
        forged.epoch = 1;
        forged.proof[0] ^= bytes32(uint256(1) << 255);
        VM.assertFalse(hub.isSettled(deal, 0, forged));
    }

    function test_A_page_proves_nothing_for_another_deal() public {
        Deal memory deal = _matchDefault();
        Orders memory o = _orders();
        o.request.order.salt = keccak256("another");
        Deal memory other = _match(o);
        Batch memory b = _build(1, deal, _bag(deal, 5, 1));
        _run(b);
        VM.assertFalse(hub.isSettled(other, 0, _proof(b, 0, 0)));
    }

    /// @dev A leaf of the commitments' tree must not pass as a result before the settlement.
    function test_Nothing_is_proven_of_an_epoch_that_is_only_anchored() public {
        Deal memory deal = _matchDefault();
        Batch memory b = _build(1, deal, _bag(deal, 5, 1));
        VM.prank(scheduler.at);
        hub.anchor(1, _leaves(b).rootOf());
        VM.assertFalse(hub.isSettled(deal, 0, _proof(b, 0, 0)));
    }

    function test_A_contract_that_settles_publishes_the_pages_and_a_plain_account_need_not() public {
        Deal memory deal = _matchDefault();
        Batch memory b = _build(1, deal, _bag(deal, 2, 1));
        _anchor(b);
        VM.expectEmit(address(hub));
        emit IEpochs.EpochPages(scheduler.at, 1, _crewOf(b.crew), b.settlement.pages);
        hub.settle(b.settlement);

        b = _build(2, deal, _one(_agreed(4, DIGEST, 1)));
        _anchor(b);
        VM.recordLogs();
        _settle(b);
        VM.assertFalse(_isEmitted(IEpochs.EpochPages.selector));
    }

    /// @dev EIP-7702: an account with code may be called by others with any input.
    function test_An_account_that_lent_its_address_to_code_publishes_the_pages_too() public {
        Deal memory deal = _matchDefault();
        Batch memory b = _build(1, deal, _bag(deal, 2, 1));
        _anchor(b);
        VM.etch(stranger.at, abi.encodePacked(hex"ef0100", address(token)));
        VM.expectEmit(address(hub));
        emit IEpochs.EpochPages(scheduler.at, 1, _crewOf(b.crew), b.settlement.pages);
        _settle(b);
    }

    function _isEmitted(bytes32 topic) private returns (bool found) {
        Vm.Log[] memory logs = VM.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] == topic) found = true;
        }
    }

    /* PRIVATE POOLS */

    function test_The_scheduler_of_a_private_pool_picks_among_the_seated() public {
        _seatWorkers(8);
        Deal memory deal = _matchPrivately(1); // draws four of eight, were it not private
        Batch memory b = _build(1, deal, _bag(deal, 5, 1 << 7));
        _run(b);
        VM.assertEq(_earned(7), 5 * REWARDS);
    }

    /* FUZZED */

    /// @dev Any tasks, any workers behind each: what is paid is what a plain count says.
    function testFuzz_Payments_are_what_a_plain_count_says(uint256 seed, uint96 price, uint16 fee, uint8 size) public {
        Orders memory o = _orders();
        o.pool.order.price = uint96(uint256(price) % 50 ether);
        o.request.order.poolMaxPrice = o.pool.order.price;
        o.pool.order.schedulerFee = fee % 10_001;
        o.request.order.volume = 1 + size % 40;
        Deal memory deal = _match(o);
        Agreed[] memory tasks = _bag(deal, deal.size, 1);
        uint256[4] memory earned;
        uint256 share = uint256(deal.poolPrice) * 200 / 10_000;
        uint256 rest = deal.poolPrice - share;
        rest -= rest * deal.schedulerFee / 10_000;
        uint256 failed = 0;
        for (uint256 i = 0; i < tasks.length; ++i) {
            uint256 dice = uint256(keccak256(abi.encode(seed, i)));
            tasks[i].by = 1 + dice % 15;
            if ((dice >> 64) % 5 == 0) {
                tasks[i].dataHash = TaskHash.APP_FAILED;
                ++failed;
            }
            for (uint256 w = 0; w < 4; ++w) {
                if ((tasks[i].by >> w) & 1 == 1) earned[w] += rest / GWEI / _count(tasks[i].by) * GWEI;
            }
        }
        _run(_build(1, deal, tasks));

        uint256 sum = 0;
        for (uint256 w = 0; w < 4; ++w) {
            VM.assertEq(_earned(w), earned[w]);
            sum += earned[w];
        }
        VM.assertEq(hub.burned(), share * deal.size);
        VM.assertEq(_free(poolOwner.at), WEALTH + (deal.poolPrice - share) * uint256(deal.size) - sum);
        VM.assertEq(_free(appOwner.at), APP_PRICE * (deal.size - failed));
        VM.assertEq(_locked(requester.at) + _locked(poolOwner.at), 0);
        _assertConserved();
    }
}
