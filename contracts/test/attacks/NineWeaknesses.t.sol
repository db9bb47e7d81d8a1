// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IClaims} from "../../src/interfaces/IClaims.sol";
import {IDraw} from "../../src/interfaces/IDraw.sol";
import {ISettledTasks} from "../../src/interfaces/ISettledTasks.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {IEpochs} from "../../src/interfaces/IEpochs.sol";
import {IExchange} from "../../src/interfaces/IExchange.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {IProofOfContribution as IPoCo} from "../../src/interfaces/IProofOfContribution.sol";
import {Deal} from "../../src/types/Deal.sol";
import {Offence, SettledTask} from "../../src/types/Epoch.sol";
import {Opening, Result, TaskHash, TaskId, TaskStatus} from "../../src/types/Task.sol";
import {EpochBase} from "../epoch/EpochBase.sol";
import {MoodyConsumer} from "../mocks/Consumers.sol";
import {VM} from "../Vm.sol";

/// @notice Nine weaknesses were shown of the best peer. Each is attacked here, on both paths where it applies, and whoever
/// attacks must not gain.
contract NineWeaknessesTest is EpochBase {
    bytes32 private constant NONE = TaskHash.NO_DATA;

    /// @dev Everything that these hold in the hub: free, locked, in seats, leaving.
    function _wealthOf(address a) private view returns (uint256) {
        return _wealthOf(a, address(0));
    }

    function _wealthOf(address a, address b) private view returns (uint256 sum) {
        address[2] memory owners = [a, b];
        for (uint256 i = 0; i < 2; ++i) {
            sum += _free(owners[i]) + _locked(owners[i]);
            sum += (uint256(hub.seatOf(owners[i]).bond) + hub.seatOf(owners[i]).earned) * GWEI;
            sum += uint256(hub.leavingOf(owners[i]).bond) * GWEI;
        }
    }

    /* 1: FREE FARMING OF REPUTATION */

    /// @dev The peer: five own workers, 99 tasks at no price, then one false result accepted alone.
    function test_1_Reputation_is_not_farmed_for_free() public {
        Orders memory o = _orders();
        (o.app.order.price, o.dataset.order.price, o.pool.order.price) = (0, 0, 0);
        o.request.order.volume = 99;
        Deal memory farm = _match(o);
        _run(_build(1, farm, _bag(farm, 80, 15)));
        for (uint32 i = 80; i < 99; ++i) {
            _contribute(farm, i, 0, DIGEST);
            hub.finalize(farm, i, _openings(_list(DIGEST)), _result(DIGEST));
        }
        for (uint256 w = 0; w < 4; ++w) {
            VM.assertEq(_fees(workers[w].at), 0);
            VM.assertEq(hub.evidenceOf(workers[w].at, POOL_PRICE), 2);
        }

        Deal memory victim = _matchWithTrust(3);
        Batch memory alone = _build(2, victim, _one(_agreed(0, WRONG, 1)));
        _anchor(alone);
        _refuse(alone, abi.encodeWithSelector(IEpochs.TooFewVotes.selector, hub.hashDeal(victim), 1, 2));
        _contribute(victim, 0, 0, WRONG);
        VM.expectRevert(abi.encodeWithSelector(IPoCo.NoConsensus.selector, _taskId(victim, 0), 1, 2, 0, 3));
        hub.finalize(victim, 0, _openings(_list(WRONG)), _result(WRONG));
    }

    /// @dev With prices it can be bought, at the price of what it is good for: the first extra bit burns a task's value.
    function test_1_Reputation_that_is_bought_costs_what_it_is_worth() public {
        Orders memory o = _orders();
        (o.app.order.price, o.dataset.order.price) = (0, 0);
        (o.pool.order.schedulerFee, o.request.order.volume) = (10_000, 49);
        uint256 number = 0;
        address[2] memory payers = [requester.at, _other()];
        for (uint256 i = 0; i < 2; ++i) {
            o.request.order.requester = payers[i];
            _signAll(o);
            if (i == 1) o.request.signature = _sign(_otherKey(), hub.hashRequestOrder(o.request.order));
            Deal memory farm = _matchSigned(o);
            // 49 tasks of a lone worker: 9.8 ether of fees for each payer
            _run(_build(uint64(++number), farm, _bag(farm, 49, 1)));
            VM.assertEq(hub.evidenceOf(workers[0].at, POOL_PRICE), i == 0 ? 2 : 3);
        }
        VM.assertGe(hub.burned(), POOL_PRICE, "an extra bit was cheaper than the value that it weighs against");
        VM.assertEq(hub.evidenceOf(workers[0].at, 100 * POOL_PRICE), 2);
        VM.warp(START + 200 days);
        VM.assertEq(hub.evidenceOf(workers[0].at, POOL_PRICE), 2); // and it does not keep
    }

    function _otherKey() private pure returns (uint256) {
        return uint256(keccak256("somebody whose bit in the sketch is another"));
    }

    function _other() private returns (address other) {
        other = VM.addr(_otherKey());
        VM.assertTrue(uint256(keccak256(abi.encode(other))) % 16 != uint256(keccak256(abi.encode(requester.at))) % 16);
        _fund(other);
    }

    /* 2: PENALTIES THAT COME BACK */

    function test_2_A_penalty_on_the_direct_path_comes_back_to_nobody() public {
        Deal memory deal = _matchWithTrust(2);
        uint256 before = _wealthOf(workers[3].at, requester.at);
        for (uint256 i = 0; i < 4; ++i) {
            _contribute(deal, 0, i, i == 3 ? WRONG : DIGEST);
        }
        hub.finalize(deal, 0, _openings(_list(DIGEST, DIGEST, DIGEST, WRONG)), _result(DIGEST));
        // Even together with the payer, who is made good for the protocol's share and no more.
        VM.assertEq(_wealthOf(workers[3].at, requester.at), before - PRICE - WORKER_STAKE + SHARE);
        VM.assertEq(_wealthOf(workers[0].at), WEALTH + BOND + REWARDS / 3);

        // What follows brings the liar an honest worker's wage and nothing of what it lost.
        uint256 then = _wealthOf(workers[3].at);
        uint256 burned = hub.burned();
        _contribute(deal, 1, 3, DIGEST);
        _contribute(deal, 1, 2, DIGEST);
        Opening[] memory openings = new Opening[](2);
        for (uint256 i = 0; i < 2; ++i) {
            openings[i] = Opening(workers[2 + i].at, _plain(DIGEST), _saltOf(workers[2 + i].at));
        }
        hub.finalize(deal, 1, openings, _result(DIGEST));
        VM.assertEq(_wealthOf(workers[3].at), then + REWARDS / 2);
        VM.assertEq(hub.burned(), burned + SHARE);
        _assertConserved();
    }

    function test_2_A_penalty_on_the_epoch_path_comes_back_to_nobody() public {
        Deal memory deal = _matchDefault();
        Agreed[] memory tasks = _bag(deal, 1, 7);
        tasks[0].against = 4;
        Batch memory b = _build(1, deal, tasks);
        _run(b);
        uint256 pair = _wealthOf(workers[3].at, requester.at);
        uint256 owner = _wealthOf(poolOwner.at);
        SettledTask memory settled = _proof(b, 0, 0);
        Offence memory offence = _offence(deal, 0, 3, WRONG, NONE);
        VM.prank(workers[3].at); // even if the liar reports itself
        hub.punish(deal, 0, settled, offence);
        VM.assertEq(_wealthOf(workers[3].at, requester.at), pair - WORKER_STAKE + SHARE);
        VM.assertEq(_wealthOf(poolOwner.at), owner);
        VM.assertEq(_wealthOf(stranger.at, scheduler.at), 0);
        _assertConserved();
    }

    /* 3: COPIES */

    function test_3_A_commitment_is_neither_copied_nor_guessed() public {
        Deal memory deal = _matchDefault();
        TaskId id = _taskId(deal, 0);
        bytes32 secret = keccak256(abi.encode(uint256(31_337))); // one of five digits
        _contribute(deal, 0, 0, secret);
        bytes32 seen = hub.contribution(id, workers[0].at).commitment;
        for (uint256 guess = 30_000; guess < 32_000; ++guess) {
            bytes32 resultHash = _plain(keccak256(abi.encode(guess)));
            VM.assertTrue(seen != keccak256(abi.encode(resultHash)));
            VM.assertTrue(seen != keccak256(abi.encode(id, workers[0].at, resultHash)));
            VM.assertTrue(seen != keccak256(abi.encode(id, workers[0].at, resultHash, bytes32(0))));
        }

        // The copier is let in with the same commitment, and learns salt and result once they are revealed: it is wrong.
        bytes memory authorization = _authorization(id, workers[1].at);
        VM.prank(workers[1].at);
        hub.contribute(deal, 0, seen, authorization);
        _openReveal(deal, 0);
        _reveal(deal, 0, 0, secret);
        VM.expectRevert(abi.encodeWithSelector(IPoCo.WrongOpening.selector, id, workers[1].at));
        VM.prank(workers[1].at);
        hub.reveal(deal, 0, secret, NONE, _saltOf(workers[0].at));
        VM.warp(START + DURATION + 1);
        hub.finalize(deal, 0, _openings(_list(secret, 0)), _result(secret));
        VM.assertEq(_wealthOf(workers[1].at), WEALTH + BOND - WORKER_STAKE);
        VM.assertEq(_wealthOf(workers[0].at), WEALTH + BOND + REWARDS);
    }

    /// @dev Under the anchor a copy stands beside the original, and its author's name makes another commitment of it.
    function test_3_A_copy_under_an_anchor_opens_for_nobody_but_its_author() public {
        Deal memory deal = _matchDefault();
        TaskId id = _taskId(deal, 0);
        bytes32 original = _commitment(id, workers[0].at, _plain(DIGEST));
        bytes32 needed = keccak256(abi.encode(id, workers[1].at, _plain(DIGEST), _saltOf(workers[0].at)));
        VM.assertTrue(original != needed);
        // What it signed is no contribution to the agreed result: it cannot even be made out to be another one.
        Agreed[] memory tasks = _one(_agreed(0, DIGEST, 1 | 4 | 8));
        tasks[0].against = 4;
        Batch memory b = _build(1, deal, tasks);
        _run(b);
        bytes memory signature = _sign(workers[1].key, hub.hashContribution(id, original));
        Offence memory offence = Offence(workers[1].at, WRONG, NONE, _saltOf(workers[0].at), signature);
        SettledTask memory settled = _proof(b, 0, 0);
        VM.expectRevert(abi.encodeWithSelector(ITasks.BadSignature.selector, 0));
        hub.punish(deal, 0, settled, offence);
        VM.assertEq(_wealthOf(workers[1].at), WEALTH + BOND); // and it earned nothing
    }

    /* 4: SPONSORS */

    function test_4_A_sponsor_pays_for_what_it_sponsors_and_nobody_else_ever_does() public {
        Orders memory o = _signAll(_orders());
        // A penniless attacker sponsors: neither requester nor pool owner pays in its place.
        VM.expectRevert(abi.encodeWithSelector(ILedger.InsufficientFreeBalance.selector, stranger.at, 0, 5 * PRICE));
        VM.prank(stranger.at);
        hub.sponsorOrders(o.app, o.dataset, o.pool, o.request);
        // A rich one cannot make the requester pay by matching for it what it never signed.
        _fund(stranger.at);
        o.request.order.volume = 6;
        bytes32 hash = hub.hashRequestOrder(o.request.order);
        VM.expectRevert(
            abi.encodeWithSelector(IExchange.InvalidSignature.selector, IExchange.OrderKind.Request, requester.at, hash)
        );
        VM.prank(stranger.at);
        hub.matchOrders(o.app, o.dataset, o.pool, o.request);

        o = _signAll(_orders());
        VM.recordLogs();
        VM.prank(stranger.at);
        hub.sponsorOrders(o.app, o.dataset, o.pool, o.request);
        Deal memory deal = _publishedDeal();
        _contribute(deal, 0, 0, DIGEST);
        hub.finalize(deal, 0, _openings(_list(DIGEST)), _result(DIGEST));
        Agreed[] memory tasks = new Agreed[](4);
        for (uint32 i = 0; i < 4; ++i) {
            tasks[i] = _agreed(i + 1, DIGEST, 1); // the first is on the direct path
        }
        _run(_build(1, deal, tasks));
        VM.assertEq(_wealthOf(requester.at), WEALTH);
        VM.assertEq(_wealthOf(stranger.at), WEALTH - 5 * PRICE);
        _assertConserved();
    }

    /* 5: RESULTS AND DIGESTS */

    function test_5_No_result_but_the_agreed_one_is_stored_settled_or_delivered() public {
        MoodyConsumer consumer = new MoodyConsumer();
        consumer.becomeWilling();
        Orders memory o = _orders();
        o.request.order.callback = address(consumer);
        Deal memory deal = _match(o);
        bytes32 agreed = TaskHash.resultHashOf(DIGEST, keccak256("right"));
        _contributeHash(deal, 0, 0, agreed);
        Opening[] memory openings = _openingsOf(_list(agreed));
        Result[3] memory forged =
            [Result(WRONG, false, "right"), Result(DIGEST, false, "forged"), Result(DIGEST, true, "right")];
        for (uint256 i = 0; i < 3; ++i) {
            VM.expectRevert();
            hub.finalize(deal, 0, openings, forged[i]);
        }
        hub.finalize(deal, 0, openings, Result(DIGEST, false, "right"));
        VM.assertEq(consumer.last(), "right");

        Agreed[] memory tasks = _one(Agreed(0, 1, DIGEST, keccak256("right"), 0, 1));
        Batch memory b = _build(1, deal, tasks);
        _run(b);
        SettledTask memory settled = _proof(b, 0, 1);
        VM.expectRevert(
            abi.encodeWithSelector(ISettledTasks.WrongData.selector, keccak256("right"), keccak256("forged"))
        );
        hub.deliver(deal, 1, settled, "forged");
        settled.page[100] ^= 0x01; // another digest
        VM.expectRevert(ISettledTasks.WrongProof.selector);
        hub.deliver(deal, 1, settled, "right");
        hub.deliver(deal, 1, _proof(b, 0, 1), "right");
    }

    /* 6: WITHHELD FINALISATION */

    /// @dev The scheduler has everything and does nothing: the workers end the task on chain, without it.
    function test_6_Workers_finish_without_their_scheduler() public {
        Deal memory deal = _matchWithTrust(2);
        _contribute(deal, 0, 0, DIGEST); // by its leave; then it is gone
        VM.warp(START + 4 * DURATION + 1);
        TaskId id = _taskId(deal, 0);
        bytes32 commitment = _commitment(id, workers[1].at, _plain(DIGEST));
        VM.prank(workers[1].at);
        hub.contribute(deal, 0, commitment, "");
        VM.warp(START + 8 * DURATION + 1);
        VM.prank(workers[0].at);
        hub.openReveal(deal, 0);
        _reveal(deal, 0, 0, DIGEST);
        _reveal(deal, 0, 1, DIGEST);
        VM.prank(stranger.at);
        hub.finalize(deal, 0, _openings(_list(0, 0)), _result(DIGEST));
        VM.assertEq(_wealthOf(workers[0].at), WEALTH + BOND + REWARDS / 2);
        VM.assertTrue(_status(deal, 0) == TaskStatus.Completed);
    }

    function test_6_Whoever_has_the_signatures_settles() public {
        Deal memory deal = _matchDefault();
        Batch memory b = _build(1, deal, _bag(deal, 5, 1));
        _anchor(b);
        VM.prank(workers[0].at, workers[0].at);
        hub.settle(b.settlement);
        VM.assertEq(_earned(0), 5 * REWARDS);
    }

    /// @dev Anchored, opened, and never settled: what the worker knows is enough for the direct path.
    function test_6_A_settlement_that_never_comes_costs_no_worker_its_wage() public {
        Deal memory deal = _matchDefault();
        bytes memory authorization = _authorization(_taskId(deal, 0), workers[0].at); // came with the assignment
        Batch memory b = _build(1, deal, _bag(deal, 5, 1));
        _anchor(b);
        bytes32 commitment = _commitment(_taskId(deal, 0), workers[0].at, _plain(DIGEST));
        VM.prank(workers[0].at);
        hub.contribute(deal, 0, commitment, authorization);
        VM.prank(workers[0].at);
        hub.finalize(deal, 0, _openings(_list(DIGEST)), _result(DIGEST));
        VM.assertEq(_wealthOf(workers[0].at), WEALTH + BOND + REWARDS);
    }

    /* 7: ESCAPE BY TIME-OUT */

    function test_7_Nobody_escapes_a_penalty_by_letting_time_pass() public {
        Deal memory deal = _matchWithTrust(2);
        for (uint256 i = 0; i < 4; ++i) {
            _contribute(deal, 0, i, i == 3 ? WRONG : DIGEST);
        }
        VM.warp(START + 100 days);
        address[] memory names = _addresses(4);
        VM.expectRevert(abi.encodeWithSelector(IClaims.RevealFirst.selector, _taskId(deal, 0), 4));
        VM.prank(workers[3].at);
        hub.claim(deal, 0, names);
        VM.prank(workers[0].at);
        hub.openReveal(deal, 0);
        for (uint256 i = 0; i < 3; ++i) {
            _reveal(deal, 0, i, DIGEST);
        }
        VM.warp(block.timestamp + 10 days); // the liar stays silent
        VM.expectRevert(abi.encodeWithSelector(IClaims.ConsensusReached.selector, _taskId(deal, 0)));
        VM.prank(workers[3].at);
        hub.claim(deal, 0, names);
        hub.finalize(deal, 0, _openings(_list(0, 0, 0, 0)), _result(DIGEST));
        VM.assertEq(_wealthOf(workers[3].at), WEALTH + BOND - WORKER_STAKE);
    }

    function test_7_Nobody_escapes_a_penalty_by_giving_its_seat_back() public {
        Deal memory deal = _matchDefault();
        Offence memory offence = _offence(deal, 0, 3, WRONG, NONE);
        VM.prank(workers[3].at);
        hub.leaveSeat(poolId);
        VM.warp(START + 1 hours);
        Agreed[] memory tasks = _bag(deal, 1, 7);
        tasks[0].against = 4;
        Batch memory b = _build(1, deal, tasks);
        _run(b);
        hub.punish(deal, 0, _proof(b, 0, 0), offence);
        VM.assertEq(_wealthOf(workers[3].at), WEALTH + BOND - WORKER_STAKE);
    }

    /* 8: LOOPS WITHOUT BOUND */

    /// @dev No function's work grows with what others have put into storage, and what a caller brings is bounded.
    function test_8_Nothing_costs_more_because_others_came_before() public {
        uint256 few = _costOfASeat(5);
        _seatWorkers(120);
        uint256 many = _costOfASeat(121);
        VM.assertLe(many, few + few / 10, "a seat costs more the more there are");

        Deal memory deal = _matchPrivately(1);
        uint256 first = _costOfContributing(deal, 0);
        for (uint256 i = 1; i < 31; ++i) {
            _contribute(deal, 0, i, DIGEST);
        }
        uint256 last = _costOfContributing(deal, 31);
        VM.assertLe(last, first, "contributing costs more the more have contributed");
        bytes memory authorization = _authorization(_taskId(deal, 0), workers[32].at);
        VM.expectRevert(abi.encodeWithSelector(IPoCo.TooManyContributors.selector, _taskId(deal, 0), 32));
        _contributeRaw(deal, 32, authorization);
    }

    function _costOfASeat(uint256 number) private returns (uint256 cost) {
        Actor memory newcomer = _actor(string.concat("newcomer", VM.toString(number)));
        _fund(newcomer.at);
        VM.prank(newcomer.at);
        cost = gasleft();
        hub.takeSeat(poolId, SEAT_BOND);
        cost -= gasleft();
    }

    function _costOfContributing(Deal memory deal, uint256 worker) private returns (uint256 cost) {
        bytes memory authorization = _authorization(_taskId(deal, 0), workers[worker].at);
        cost = gasleft();
        _contributeRaw(deal, worker, authorization);
        cost -= gasleft();
    }

    function _contributeRaw(Deal memory deal, uint256 worker, bytes memory authorization) private {
        VM.prank(workers[worker].at);
        hub.contribute(deal, 0, keccak256("commitment"), authorization);
    }

    /// @dev As many signers, deals and tasks as a settlement takes: it fits into a block.
    function test_8_The_largest_settlement_of_one_word_fits_into_a_block() public {
        _seatWorkers(100);
        Orders memory o = _privately(_orders(), 1);
        (o.app.order.volume, o.dataset.order.volume, o.pool.order.volume) = (256, 256, 256);
        o.request.order.volume = 256;
        Deal memory deal = _match(o);
        Batch memory b = _build(1, deal, _bag(deal, 256, (1 << 100) - 1)); // 25,600 votes
        for (uint256 w = 0; w < 100; ++w) {
            VM.prank(workers[w].at);
            hub.raiseBond(2000 ether);
        }
        _anchor(b);
        uint256 before = gasleft();
        _settle(b);
        VM.assertLe(before - gasleft(), 5_000_000, "a settlement must fit easily into a block");
    }

    /* 9: A SCHEDULER THAT PICKS */

    /// @dev Ten of thirty seats are the scheduler's own: it cannot have a task done by those that the lot has not fallen on.
    function test_9_A_scheduler_cannot_choose_the_workers() public {
        _seatWorkers(30);
        Deal memory deal = _matchDefault();
        _pastDraw();
        uint256 refused = 0;
        for (uint32 task = 0; task < 5; ++task) {
            for (uint256 own = 0; own < 10; ++own) {
                if (hub.isDrawn(deal, task, workers[own].at)) continue;
                TaskId id = _taskId(deal, task);
                bytes memory authorization = _authorization(id, workers[own].at);
                VM.expectRevert(abi.encodeWithSelector(IDraw.NotDrawn.selector, id, workers[own].at));
                VM.prank(workers[own].at);
                hub.contribute(deal, task, keccak256("commitment"), authorization);
                ++refused;
            }
        }
        VM.assertGe(refused, 25, "the lot fell on nearly everybody");

        uint256 outsider = 0;
        while (hub.isDrawn(deal, 0, workers[outsider].at)) ++outsider;
        Batch memory b = _build(1, deal, _one(_agreed(0, WRONG, 1 << outsider)));
        _anchor(b);
        _refuse(b, abi.encodeWithSelector(IEpochs.NotDrawnFor.selector, hub.hashDeal(deal), workers[outsider].at, 0, 1));
    }

    /// @dev The draw is over before anybody could seat workers that suit it, and it cannot be drawn again.
    function test_9_Seats_taken_to_suit_the_lot_come_too_late() public {
        _seatWorkers(30);
        Deal memory deal = _matchDefault();
        _pastDraw();
        hub.draw(hub.hashDeal(deal));
        Actor memory late = _actor("a worker whose address was ground for the task");
        _fund(late.at);
        VM.prank(late.at);
        hub.takeSeat(poolId, SEAT_BOND);
        VM.assertFalse(hub.isDrawn(deal, 0, late.at));
        bytes memory authorization = _authorization(_taskId(deal, 0), late.at);
        VM.expectRevert(abi.encodeWithSelector(IDraw.NotSeated.selector, poolId, late.at));
        VM.prank(late.at);
        hub.contribute(deal, 0, keccak256("commitment"), authorization);
    }
}
