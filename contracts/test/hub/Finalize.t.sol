// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedger} from "../../src/interfaces/ILedger.sol";
import {IProofOfContribution as IPoCo} from "../../src/interfaces/IProofOfContribution.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {IVotes} from "../../src/interfaces/IVotes.sol";
import {Deal} from "../../src/types/Deal.sol";
import {Opening, Result, TaskHash, TaskId, TaskStatus} from "../../src/types/Task.sol";
import {Base} from "../Base.t.sol";
import {VM} from "../Vm.sol";

contract FinalizeTest is Base {
    bytes32 private constant SILENT = bytes32(0);
    uint256 private constant FEES = SHARE / 1e14; // what a reputation counts of one task, for all who agreed

    Deal private _deal;
    TaskId private _id;

    function _start(uint16 trust, bytes32[] memory results) private {
        _work(_matchWithTrust(trust), results);
    }

    function _work(Deal memory deal, bytes32[] memory results) private {
        _deal = deal;
        _id = _taskId(deal, 0);
        for (uint256 i = 0; i < results.length; ++i) {
            _contribute(_deal, 0, i, results[i] == SILENT ? DIGEST : results[i]);
        }
    }

    function _finalize(bytes32[] memory results) private {
        VM.prank(stranger.at); // anybody may
        hub.finalize(_deal, 0, _openings(results), _result(DIGEST));
    }

    function _refused(bytes memory error, Opening[] memory openings) private {
        VM.expectRevert(error);
        hub.finalize(_deal, 0, openings, _result(DIGEST));
    }

    /* MONEY */

    function test_One_right_worker_and_all_owners_are_paid() public {
        _start(1, _list(DIGEST));
        VM.expectEmit(address(hub));
        emit ILedger.Paid(requester.at, workers[0].at, TaskId.unwrap(_id), REWARDS);
        VM.expectEmit(address(hub));
        emit IPoCo.ContributionAccepted(_id, workers[0].at, REWARDS);
        VM.expectEmit(address(hub));
        emit ILedger.Burned(requester.at, TaskId.unwrap(_id), SHARE);
        VM.expectEmit(address(hub));
        emit IPoCo.TaskCompleted(hub.hashDeal(_deal), _id, DIGEST, _plain(DIGEST), false);
        _finalize(_list(DIGEST));

        VM.assertEq(_free(workers[0].at), WEALTH + REWARDS);
        VM.assertEq(_locked(workers[0].at), 0);
        VM.assertEq(_fees(workers[0].at), FEES);
        VM.assertEq(_free(appOwner.at), APP_PRICE);
        VM.assertEq(_free(datasetOwner.at), DATASET_PRICE);
        VM.assertEq(_free(poolOwner.at), WEALTH - 4 * SCHEDULER_STAKE + POOL_FEE);
        VM.assertEq(_locked(poolOwner.at), 4 * SCHEDULER_STAKE);
        VM.assertEq(_free(requester.at), WEALTH - 5 * PRICE);
        VM.assertEq(_locked(requester.at), 4 * PRICE);
        VM.assertEq(hub.burned(), SHARE);
        VM.assertTrue(_status(_deal, 0) == TaskStatus.Completed);
        VM.assertEq(_keptResult(_id), _kept(_plain(DIGEST)));
        VM.assertFalse(hub.task(_id).callbackPending);
        _assertConserved();
    }

    function test_The_liar_is_slashed_for_the_payer_first_and_the_right_share_the_reward() public {
        _start(2, _list(DIGEST, WRONG, DIGEST, DIGEST));
        VM.expectEmit(address(hub));
        emit ILedger.Paid(workers[1].at, requester.at, TaskId.unwrap(_id), SHARE);
        VM.expectEmit(address(hub));
        emit ILedger.Burned(workers[1].at, TaskId.unwrap(_id), WORKER_STAKE - SHARE);
        VM.expectEmit(address(hub));
        emit IVotes.ContributionRejected(_id, workers[1].at, _plain(WRONG), WORKER_STAKE);
        _finalize(_list(DIGEST, WRONG, DIGEST, DIGEST));

        VM.assertEq(_free(workers[0].at), WEALTH + REWARDS / 3);
        VM.assertEq(_free(workers[2].at), WEALTH + REWARDS / 3);
        VM.assertEq(_free(workers[3].at), WEALTH + REWARDS / 3);
        VM.assertEq(_free(workers[1].at), WEALTH - WORKER_STAKE);
        VM.assertEq(_locked(workers[1].at), 0);
        VM.assertEq(_free(requester.at), WEALTH - 5 * PRICE + SHARE);
        VM.assertEq(hub.burned(), WORKER_STAKE);
        _assertConserved();
    }

    /// @dev Two liars owe the payer one share, not two: what is left of their stakes is burned.
    function test_The_payer_is_made_good_once_however_many_lied() public {
        bytes32[] memory results = new bytes32[](6);
        for (uint256 i = 0; i < 6; ++i) {
            results[i] = i < 2 ? bytes32(uint256(i + 1)) : DIGEST;
        }
        _work(_matchPrivately(2), results);
        _finalize(results);
        VM.assertEq(_free(requester.at), WEALTH - 5 * PRICE + SHARE);
        VM.assertEq(hub.burned(), 2 * WORKER_STAKE);
        _assertConserved();
    }

    function test_What_does_not_divide_goes_to_the_pool_owner() public {
        _start(3, _list(DIGEST, DIGEST, DIGEST));
        _finalize(_list(DIGEST, DIGEST, DIGEST));
        uint256 dust = REWARDS - 3 * uint256(REWARDS / 3);
        VM.assertGe(dust, 1, "this price should not divide by three");
        VM.assertEq(_free(workers[2].at), WEALTH + REWARDS / 3);
        VM.assertEq(_free(poolOwner.at), WEALTH - 4 * SCHEDULER_STAKE + POOL_FEE + dust);
        _assertConserved();
    }

    /* REPUTATION */

    function test_Free_work_earns_no_reputation() public {
        Orders memory o = _orders();
        o.pool.order.price = 0;
        _work(_match(o), _list(DIGEST));
        _finalize(_list(DIGEST));
        VM.assertEq(_fees(workers[0].at), 0);
        VM.assertEq(hub.burned(), 0);
    }

    /// @dev Reputation is what was burned, whoever got the rest.
    function test_A_reward_that_the_fee_swallows_still_burns_and_counts() public {
        Orders memory o = _orders();
        o.pool.order.schedulerFee = 10_000;
        _work(_match(o), _list(DIGEST));
        _finalize(_list(DIGEST));
        VM.assertEq(_fees(workers[0].at), FEES);
        VM.assertEq(_free(workers[0].at), WEALTH);
        VM.assertEq(_free(poolOwner.at), WEALTH - 4 * SCHEDULER_STAKE + POOL_PRICE - SHARE);
        _assertConserved();
    }

    function test_Those_who_agree_share_the_fees_too() public {
        _start(2, _list(DIGEST, DIGEST));
        _finalize(_list(DIGEST, DIGEST));
        VM.assertEq(_fees(workers[0].at), FEES / 2);
        VM.assertEq(_fees(workers[1].at), FEES / 2);
    }

    function test_A_fault_takes_all_reputation() public {
        _start(2, _list(DIGEST, DIGEST));
        _finalize(_list(DIGEST, DIGEST));
        VM.assertEq(_fees(workers[1].at), FEES / 2);
        _contribute(_deal, 1, 0, DIGEST);
        _contribute(_deal, 1, 1, WRONG);
        _contribute(_deal, 1, 2, DIGEST);
        _contribute(_deal, 1, 3, DIGEST);
        hub.finalize(_deal, 1, _openings(_list(DIGEST, WRONG, DIGEST, DIGEST)), _result(DIGEST));
        VM.assertEq(_fees(workers[0].at), FEES / 2 + SHARE / 3 / 1e14);
        VM.assertEq(_fees(workers[1].at), 0);
    }

    function test_A_requester_who_works_for_itself_keeps_the_books_right() public {
        Orders memory o = _orders();
        o.request.order.requester = workers[0].at;
        o.request.order.volume = 1;
        _signAll(o);
        o.request.signature = _sign(workers[0].key, hub.hashRequestOrder(o.request.order));
        _work(_matchSigned(o), _list(DIGEST));
        _finalize(_list(DIGEST));
        VM.assertEq(_free(workers[0].at), WEALTH - PRICE + REWARDS);
        VM.assertEq(_locked(workers[0].at), 0);
        _assertConserved();
    }

    function testFuzz_Every_token_of_a_task_goes_somewhere(
        uint96 price,
        uint16 fee,
        uint96 stake,
        uint8 right,
        uint8 wrong
    ) public {
        Orders memory o = _privately(_orders(), 1);
        o.pool.order.price = price % 10_000 ether;
        o.request.order.poolMaxPrice = o.pool.order.price;
        o.pool.order.schedulerFee = fee % 10_001;
        o.pool.order.workerStake = stake % 1000 ether;
        o.request.order.volume = 1;
        uint256 losers = wrong % 3;
        uint256 winners = 1 + 2 * losers + right % (8 - 3 * losers); // enough against so many equal lies
        if (winners + losers > 8) winners = 8 - losers;
        bytes32[] memory results = new bytes32[](winners + losers);
        for (uint256 i = 0; i < results.length; ++i) {
            results[i] = i < winners ? DIGEST : WRONG;
        }
        _work(_match(o), results);
        _finalize(results);

        uint256 share = uint256(_deal.poolPrice) * 200 / 10_000;
        uint256 rest = _deal.poolPrice - share;
        uint256 reward = (rest - rest * _deal.schedulerFee / 10_000) / winners;
        uint256 penalties = _deal.workerStake * losers;
        uint256 refund = penalties < share ? penalties : share;
        for (uint256 i = 0; i < results.length; ++i) {
            VM.assertEq(_free(workers[i].at), i < winners ? WEALTH + reward : WEALTH - _deal.workerStake);
            VM.assertEq(_locked(workers[i].at), 0);
        }
        VM.assertEq(_free(poolOwner.at), WEALTH + rest - reward * winners);
        VM.assertEq(_locked(poolOwner.at) + _locked(requester.at), 0);
        VM.assertEq(_free(requester.at), WEALTH - _deal.poolPrice - APP_PRICE - DATASET_PRICE + refund);
        VM.assertEq(hub.burned(), share + penalties - refund);
        _assertConserved();
    }

    /* WHAT A WRONG RESULT MAY COST */

    function test_Those_who_agree_must_have_the_value_at_stake() public {
        Orders memory o = _orders();
        o.request.order.value = 2 * WORKER_STAKE;
        _work(_match(o), _list(DIGEST));
        VM.assertEq(_deal.trust, 2);
        _refused(_noConsensus(1, 2, 0), _openings(_list(DIGEST)));
        _contribute(_deal, 0, 1, DIGEST);
        _finalize(_list(DIGEST, DIGEST));
        VM.assertTrue(_status(_deal, 0) == TaskStatus.Completed);
    }

    /* AN APPLICATION THAT FAILS */

    function _startFailing() private returns (Opening[] memory openings) {
        _start(2, new bytes32[](0));
        bytes32 failure = TaskHash.resultHashOf(DIGEST, TaskHash.APP_FAILED);
        _contributeHash(_deal, 0, 0, failure);
        _contributeHash(_deal, 0, 1, failure);
        return _openingsOf(_list(failure, failure));
    }

    /// @dev An application of the requester's own could print the data and then fail.
    function test_Workers_and_data_are_paid_for_in_a_proven_failure_of_the_app_and_the_app_is_not() public {
        Opening[] memory openings = _startFailing();
        VM.expectEmit(address(hub));
        emit IPoCo.TaskCompleted(
            hub.hashDeal(_deal), _id, DIGEST, TaskHash.resultHashOf(DIGEST, TaskHash.APP_FAILED), true
        );
        hub.finalize(_deal, 0, openings, Result(DIGEST, true, ""));

        VM.assertEq(_free(workers[0].at), WEALTH + REWARDS / 2);
        VM.assertEq(_fees(workers[1].at), FEES / 2);
        VM.assertEq(_free(appOwner.at), 0);
        VM.assertEq(_free(datasetOwner.at), DATASET_PRICE);
        VM.assertEq(_free(requester.at), WEALTH - 4 * PRICE - POOL_PRICE - DATASET_PRICE);
        VM.assertEq(_locked(requester.at), 4 * PRICE);
        VM.assertEq(_free(poolOwner.at), WEALTH - 4 * SCHEDULER_STAKE + POOL_FEE);
        _assertConserved();
    }

    function test_A_failure_cannot_be_passed_off_as_a_result_nor_a_result_as_a_failure() public {
        Opening[] memory openings = _startFailing();
        _refused(_noConsensus(0, 0, 16), openings);
        _contribute(_deal, 1, 0, DIGEST);
        _contribute(_deal, 1, 1, DIGEST);
        openings = _openings(_list(DIGEST, DIGEST));
        VM.expectRevert(abi.encodeWithSelector(IPoCo.NoConsensus.selector, _taskId(_deal, 1), 0, 0, 16, 2));
        hub.finalize(_deal, 1, openings, Result(DIGEST, true, ""));
    }

    /* CONSENSUS */

    function _noConsensus(uint256 votes, uint256 bits, uint256 others) private view returns (bytes memory) {
        return abi.encodeWithSelector(IPoCo.NoConsensus.selector, _id, votes, bits, others, _deal.trust);
    }

    function test_Fewer_votes_of_newcomers_than_the_trust_are_no_consensus() public {
        _start(3, _list(DIGEST, DIGEST));
        _refused(_noConsensus(2, 4, 0), _openings(_list(DIGEST, DIGEST)));
    }

    function test_As_much_evidence_against_as_for_a_result_is_no_consensus() public {
        _start(1, _list(DIGEST, WRONG));
        _refused(_noConsensus(1, 2, 4), _openings(_list(DIGEST, WRONG)));
    }

    /// @dev Against one lie, a result must be as credible as a newcomer that nobody contradicts: it takes three.
    function test_One_lie_takes_three_right_votes() public {
        _start(1, _list(DIGEST, WRONG, DIGEST));
        _refused(_noConsensus(2, 4, 4), _openings(_list(DIGEST, WRONG, DIGEST)));
        _contribute(_deal, 0, 3, DIGEST);
        _finalize(_list(DIGEST, WRONG, DIGEST, DIGEST));
        VM.assertTrue(_status(_deal, 0) == TaskStatus.Completed);
    }

    function test_Equal_lies_weigh_more_than_different_ones() public {
        bytes32[] memory results = new bytes32[](5);
        (results[0], results[1]) = (WRONG, WRONG);
        for (uint256 i = 2; i < 5; ++i) {
            results[i] = DIGEST;
        }
        _work(_matchPrivately(1), results);
        _refused(_noConsensus(3, 6, 16), _openings(results));

        Deal memory deal = _deal;
        results[1] = keccak256("another lie");
        for (uint256 i = 0; i < 5; ++i) {
            _contribute(deal, 1, i, results[i]);
        }
        hub.finalize(deal, 1, _openings(results), _result(DIGEST));
        VM.assertTrue(_status(deal, 1) == TaskStatus.Completed);
    }

    function test_A_digest_that_nobody_voted_for_is_refused() public {
        _start(1, _list(WRONG));
        _refused(_noConsensus(0, 0, 4), _openings(_list(WRONG)));
    }

    function test_A_digest_of_zero_is_refused() public {
        _start(1, _list(DIGEST));
        VM.expectRevert(IPoCo.ZeroResult.selector);
        hub.finalize(_deal, 0, _openings(_list(DIGEST)), _result(0));
    }

    /* OPENINGS */

    function test_Every_contributor_must_be_named() public {
        _start(1, _list(DIGEST, WRONG));
        _refused(abi.encodeWithSelector(IVotes.IncompleteOpenings.selector, 1, 2), _openings(_list(DIGEST)));
        _refused(
            abi.encodeWithSelector(IVotes.IncompleteOpenings.selector, 3, 2), _openings(_list(DIGEST, DIGEST, DIGEST))
        );
    }

    function test_Nobody_may_be_named_twice_or_out_of_order() public {
        _start(1, _list(DIGEST, DIGEST));
        Opening[] memory openings = _openings(_list(DIGEST, DIGEST));
        openings[1] = openings[0];
        _refused(abi.encodeWithSelector(IVotes.UnsortedOpenings.selector, workers[0].at, workers[0].at), openings);
        openings = _openings(_list(DIGEST, DIGEST));
        (openings[0], openings[1]) = (openings[1], openings[0]);
        _refused(abi.encodeWithSelector(IVotes.UnsortedOpenings.selector, workers[1].at, workers[0].at), openings);
    }

    function test_Somebody_who_has_not_contributed_cannot_be_named() public {
        _start(1, _list(DIGEST));
        Opening[] memory openings = _openings(_list(DIGEST));
        openings[0].worker = stranger.at;
        _refused(abi.encodeWithSelector(IVotes.NotContributed.selector, _id, stranger.at), openings);
        openings[0].resultHash = SILENT;
        _refused(abi.encodeWithSelector(IVotes.NotContributed.selector, _id, stranger.at), openings);
    }

    function test_An_opening_that_does_not_fit_its_commitment_is_refused() public {
        _start(1, _list(WRONG));
        _refused(abi.encodeWithSelector(IPoCo.WrongOpening.selector, _id, workers[0].at), _openings(_list(DIGEST)));
    }

    /* SILENCE */

    function test_Nobody_may_be_called_silent_before_the_reveal_deadline() public {
        _start(1, _list(DIGEST, SILENT));
        _refused(
            abi.encodeWithSelector(IPoCo.RevealStillOpen.selector, _id, workers[1].at, 0),
            _openings(_list(DIGEST, SILENT))
        );
        _openReveal(_deal, 0);
        VM.warp(START + DURATION);
        _refused(
            abi.encodeWithSelector(IPoCo.RevealStillOpen.selector, _id, workers[1].at, START + DURATION),
            _openings(_list(DIGEST, SILENT))
        );
    }

    function test_The_silent_are_slashed_after_the_reveal_deadline() public {
        _start(1, _list(DIGEST, SILENT));
        _openReveal(_deal, 0);
        VM.warp(START + DURATION + 1);
        VM.expectEmit(address(hub));
        emit IVotes.ContributionRejected(_id, workers[1].at, 0, WORKER_STAKE);
        _finalize(_list(DIGEST, SILENT));
        VM.assertEq(_free(workers[0].at), WEALTH + REWARDS);
        VM.assertEq(_free(workers[1].at), WEALTH - WORKER_STAKE);
        VM.assertEq(_free(requester.at), WEALTH - 5 * PRICE + SHARE);
        VM.assertEq(hub.burned(), WORKER_STAKE);
        _assertConserved();
    }

    function test_Who_revealed_on_chain_is_heard_even_if_the_finalizer_calls_it_silent() public {
        _start(2, _list(DIGEST, DIGEST, WRONG, DIGEST));
        _openReveal(_deal, 0);
        for (uint256 i = 0; i < 4; ++i) {
            _reveal(_deal, 0, i, i == 2 ? WRONG : DIGEST);
        }
        _finalize(_list(SILENT, SILENT, SILENT, SILENT)); // before the deadline: all have spoken
        VM.assertEq(_free(workers[0].at), WEALTH + REWARDS / 3);
        VM.assertEq(_free(workers[1].at), WEALTH + REWARDS / 3);
        VM.assertEq(_free(workers[2].at), WEALTH - WORKER_STAKE);
    }

    function test_Who_did_not_reveal_on_chain_can_still_be_opened_by_the_finalizer() public {
        _start(2, _list(DIGEST, DIGEST));
        _openReveal(_deal, 0);
        _reveal(_deal, 0, 0, DIGEST);
        VM.warp(START + DURATION + 1);
        _finalize(_list(SILENT, DIGEST));
        VM.assertEq(_free(workers[1].at), WEALTH + REWARDS / 2);
    }

    /* STATUS */

    function test_A_task_is_finalized_once() public {
        _start(1, _list(DIGEST));
        _finalize(_list(DIGEST));
        _refused(
            abi.encodeWithSelector(ITasks.WrongTaskStatus.selector, _id, TaskStatus.Completed), _openings(_list(DIGEST))
        );
    }

    function test_A_task_that_nobody_worked_on_is_not_finalized() public {
        _start(1, new bytes32[](0));
        _refused(abi.encodeWithSelector(ITasks.WrongTaskStatus.selector, _id, TaskStatus.Unset), new Opening[](0));
        hub.initialize(_deal, 0);
        _refused(_noConsensus(0, 0, 0), new Opening[](0));
    }

    /// @dev The peer's flaw: one party can withhold the finalisation until the task is claimed.
    function test_A_task_is_finalized_by_anybody_even_after_the_final_deadline() public {
        _start(1, _list(DIGEST));
        VM.warp(START + 30 days);
        _finalize(_list(DIGEST));
        VM.assertTrue(_status(_deal, 0) == TaskStatus.Completed);
    }

    function test_Thirty_two_contributors_fit_in_one_transaction() public {
        for (uint256 i = 8; i < 32; ++i) {
            _addWorker(i);
        }
        bytes32[] memory results = new bytes32[](32);
        for (uint256 i = 0; i < 32; ++i) {
            results[i] = i < 18 ? DIGEST : i < 30 ? WRONG : bytes32(i);
        }
        _work(_matchPrivately(16), results);
        uint256 before = gasleft();
        _finalize(results);
        VM.assertLe(before - gasleft(), 2_500_000, "a full task must fit easily in a block");
        VM.assertTrue(_status(_deal, 0) == TaskStatus.Completed);
        _assertConserved();
    }
}
