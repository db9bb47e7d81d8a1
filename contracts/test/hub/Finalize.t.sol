// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEscrow} from "../../src/interfaces/IEscrow.sol";
import {IProofOfContribution as IPoCo} from "../../src/interfaces/IProofOfContribution.sol";
import {Deal} from "../../src/types/Deal.sol";
import {Opening, Result, TaskHash, TaskId, TaskStatus} from "../../src/types/Task.sol";
import {Base} from "../Base.t.sol";
import {VM} from "../Vm.sol";

contract FinalizeTest is Base {
    bytes32 private constant SILENT = bytes32(0);
    uint96 private constant REWARD = 9.5 ether; // the pool price less 5 %

    Deal private _deal;
    TaskId private _id;

    function _start(uint16 trust, bytes32[] memory results) private {
        _deal = _matchWithTrust(trust);
        _id = _taskId(_deal, 0);
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
        emit IEscrow.Paid(requester.at, workers[0].at, TaskId.unwrap(_id), REWARD);
        VM.expectEmit(address(hub));
        emit IPoCo.ContributionAccepted(_id, workers[0].at, REWARD);
        VM.expectEmit(address(hub));
        emit IPoCo.TaskCompleted(hub.hashDeal(_deal), _id, DIGEST, _plain(DIGEST), false);
        _finalize(_list(DIGEST));

        VM.assertEq(_free(workers[0].at), WEALTH + REWARD);
        VM.assertEq(_locked(workers[0].at), 0);
        VM.assertEq(_score(workers[0].at), 1);
        VM.assertEq(_free(appOwner.at), APP_PRICE);
        VM.assertEq(_free(datasetOwner.at), DATASET_PRICE);
        VM.assertEq(_free(poolOwner.at), WEALTH - 4 * SCHEDULER_STAKE + 0.5 ether);
        VM.assertEq(_locked(poolOwner.at), 4 * SCHEDULER_STAKE);
        VM.assertEq(_locked(requester.at), 4 * 15 ether);
        VM.assertTrue(_status(_deal, 0) == TaskStatus.Completed);
        VM.assertEq(hub.task(_id).resultHash, _plain(DIGEST));
        VM.assertFalse(hub.task(_id).callbackPending);
        _assertConserved();
    }

    function test_The_liar_is_slashed_and_the_right_share_the_reward() public {
        _start(2, _list(DIGEST, WRONG, DIGEST));
        VM.expectEmit(address(hub));
        emit IEscrow.Burned(workers[1].at, TaskId.unwrap(_id), WORKER_STAKE);
        VM.expectEmit(address(hub));
        emit IPoCo.ContributionRejected(_id, workers[1].at, _plain(WRONG), WORKER_STAKE);
        _finalize(_list(DIGEST, WRONG, DIGEST));

        VM.assertEq(_free(workers[0].at), WEALTH + REWARD / 2);
        VM.assertEq(_free(workers[2].at), WEALTH + REWARD / 2);
        VM.assertEq(_free(workers[1].at), WEALTH - WORKER_STAKE);
        VM.assertEq(_locked(workers[1].at), 0);
        VM.assertEq(hub.burned(), WORKER_STAKE);
        _assertConserved();
    }

    function test_What_does_not_divide_goes_to_the_pool_owner() public {
        _start(3, _list(DIGEST, DIGEST, DIGEST));
        _finalize(_list(DIGEST, DIGEST, DIGEST));
        uint256 dust = REWARD - 3 * uint256(REWARD / 3);
        VM.assertGe(dust, 1, "this price should not divide by three");
        VM.assertEq(_free(workers[2].at), WEALTH + REWARD / 3);
        VM.assertEq(_free(poolOwner.at), WEALTH - 4 * SCHEDULER_STAKE + 0.5 ether + dust);
        _assertConserved();
    }

    /// @dev The peer's flaw: a penalty that comes back to who paid it through a shared pot.
    function test_A_penalty_is_nobodys() public {
        _start(2, _list(DIGEST, WRONG, DIGEST));
        _finalize(_list(DIGEST, WRONG, DIGEST));
        _contribute(_deal, 1, 1, DIGEST);
        _contribute(_deal, 1, 0, DIGEST);
        hub.finalize(_deal, 1, _openings(_list(DIGEST, DIGEST)), _result(DIGEST));
        VM.assertEq(_free(workers[1].at), WEALTH - WORKER_STAKE + REWARD / 2);
        VM.assertEq(hub.burned(), WORKER_STAKE);
    }

    /// @dev The peer's flaw: reputation farmed with free tasks among one's own workers.
    function test_Free_work_earns_no_score() public {
        Orders memory o = _orders();
        o.pool.order.price = 0;
        _deal = _match(o);
        _contribute(_deal, 0, 0, DIGEST);
        _finalize(_list(DIGEST));
        VM.assertEq(_score(workers[0].at), 0);
    }

    function test_A_reward_that_the_fee_swallows_earns_no_score() public {
        Orders memory o = _orders();
        o.pool.order.schedulerFee = 10_000;
        _deal = _match(o);
        _contribute(_deal, 0, 0, DIGEST);
        _finalize(_list(DIGEST));
        VM.assertEq(_score(workers[0].at), 0);
        VM.assertEq(_free(workers[0].at), WEALTH);
        VM.assertEq(_free(poolOwner.at), WEALTH - 4 * SCHEDULER_STAKE + POOL_PRICE);
    }

    function test_A_fault_resets_the_score() public {
        _start(2, _list(DIGEST, DIGEST));
        _finalize(_list(DIGEST, DIGEST));
        VM.assertEq(_score(workers[1].at), 1);
        _contribute(_deal, 1, 0, DIGEST);
        _contribute(_deal, 1, 1, WRONG);
        _contribute(_deal, 1, 2, DIGEST);
        hub.finalize(_deal, 1, _openings(_list(DIGEST, WRONG, DIGEST)), _result(DIGEST));
        VM.assertEq(_score(workers[0].at), 2);
        VM.assertEq(_score(workers[1].at), 0);
    }

    function test_A_requester_who_works_for_itself_keeps_the_books_right() public {
        Orders memory o = _orders();
        o.request.order.requester = workers[0].at;
        o.request.order.volume = 1;
        _signAll(o);
        o.request.signature = _sign(workers[0].key, hub.hashRequestOrder(o.request.order));
        _deal = _matchSigned(o);
        _contribute(_deal, 0, 0, DIGEST);
        _finalize(_list(DIGEST));
        VM.assertEq(_free(workers[0].at), WEALTH - 15 ether + REWARD);
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
        Orders memory o = _orders();
        o.pool.order.price = price % 10_000 ether;
        o.request.order.poolMaxPrice = o.pool.order.price;
        o.pool.order.schedulerFee = fee % 10_001;
        o.pool.order.workerStake = stake % 1000 ether;
        o.request.order.volume = 1;
        uint256 winners = 1 + right % 5;
        uint256 losers = wrong % winners;
        if (winners + losers > 8) losers = 8 - winners;
        _deal = _match(o);
        bytes32[] memory results = new bytes32[](winners + losers);
        for (uint256 i = 0; i < results.length; ++i) {
            results[i] = i < winners ? DIGEST : WRONG;
            _contribute(_deal, 0, i, results[i]);
        }
        _finalize(results);

        uint256 reward = (_deal.poolPrice - uint256(_deal.poolPrice) * _deal.schedulerFee / 10_000) / winners;
        for (uint256 i = 0; i < results.length; ++i) {
            VM.assertEq(_free(workers[i].at), i < winners ? WEALTH + reward : WEALTH - _deal.workerStake);
            VM.assertEq(_locked(workers[i].at), 0);
        }
        VM.assertEq(_free(poolOwner.at), WEALTH + _deal.poolPrice - reward * winners);
        VM.assertEq(_locked(poolOwner.at) + _locked(requester.at), 0);
        VM.assertEq(_free(requester.at), WEALTH - _deal.poolPrice - APP_PRICE - DATASET_PRICE);
        VM.assertEq(hub.burned(), _deal.workerStake * losers);
        _assertConserved();
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

        VM.assertEq(_free(workers[0].at), WEALTH + REWARD / 2);
        VM.assertEq(_score(workers[1].at), 1);
        VM.assertEq(_free(appOwner.at), 0);
        VM.assertEq(_free(datasetOwner.at), DATASET_PRICE);
        VM.assertEq(_free(requester.at), WEALTH - 4 * 15 ether - POOL_PRICE - DATASET_PRICE);
        VM.assertEq(_locked(requester.at), 4 * 15 ether);
        VM.assertEq(_free(poolOwner.at), WEALTH - 4 * SCHEDULER_STAKE + 0.5 ether);
        _assertConserved();
    }

    function test_A_failure_cannot_be_passed_off_as_a_result_nor_a_result_as_a_failure() public {
        Opening[] memory openings = _startFailing();
        _refused(abi.encodeWithSelector(IPoCo.NoConsensus.selector, _id, 0, 2, 2), openings);
        _contribute(_deal, 1, 0, DIGEST);
        _contribute(_deal, 1, 1, DIGEST);
        openings = _openings(_list(DIGEST, DIGEST));
        VM.expectRevert(abi.encodeWithSelector(IPoCo.NoConsensus.selector, _taskId(_deal, 1), 0, 2, 2));
        hub.finalize(_deal, 1, openings, Result(DIGEST, true, ""));
    }

    /* CONSENSUS */

    function test_Fewer_votes_than_the_trust_are_no_consensus() public {
        _start(3, _list(DIGEST, DIGEST));
        _refused(abi.encodeWithSelector(IPoCo.NoConsensus.selector, _id, 2, 2, 3), _openings(_list(DIGEST, DIGEST)));
    }

    function test_Half_of_the_votes_are_no_consensus() public {
        _start(1, _list(DIGEST, WRONG));
        _refused(abi.encodeWithSelector(IPoCo.NoConsensus.selector, _id, 1, 2, 1), _openings(_list(DIGEST, WRONG)));
    }

    function test_A_digest_that_nobody_voted_for_is_refused() public {
        _start(1, _list(WRONG));
        _refused(abi.encodeWithSelector(IPoCo.NoConsensus.selector, _id, 0, 1, 1), _openings(_list(WRONG)));
    }

    function test_A_digest_of_zero_is_refused() public {
        _start(1, _list(DIGEST));
        VM.expectRevert(IPoCo.ZeroResult.selector);
        hub.finalize(_deal, 0, _openings(_list(DIGEST)), _result(0));
    }

    /* OPENINGS */

    function test_Every_contributor_must_be_named() public {
        _start(1, _list(DIGEST, WRONG));
        _refused(abi.encodeWithSelector(IPoCo.IncompleteOpenings.selector, 1, 2), _openings(_list(DIGEST)));
        _refused(
            abi.encodeWithSelector(IPoCo.IncompleteOpenings.selector, 3, 2), _openings(_list(DIGEST, DIGEST, DIGEST))
        );
    }

    function test_Nobody_may_be_named_twice_or_out_of_order() public {
        _start(1, _list(DIGEST, DIGEST));
        Opening[] memory openings = _openings(_list(DIGEST, DIGEST));
        openings[1] = openings[0];
        _refused(abi.encodeWithSelector(IPoCo.UnsortedOpenings.selector, workers[0].at, workers[0].at), openings);
        openings = _openings(_list(DIGEST, DIGEST));
        (openings[0], openings[1]) = (openings[1], openings[0]);
        _refused(abi.encodeWithSelector(IPoCo.UnsortedOpenings.selector, workers[1].at, workers[0].at), openings);
    }

    function test_Somebody_who_has_not_contributed_cannot_be_named() public {
        _start(1, _list(DIGEST));
        Opening[] memory openings = _openings(_list(DIGEST));
        openings[0].worker = stranger.at;
        _refused(abi.encodeWithSelector(IPoCo.NotContributed.selector, _id, stranger.at), openings);
        openings[0].resultHash = SILENT;
        _refused(abi.encodeWithSelector(IPoCo.NotContributed.selector, _id, stranger.at), openings);
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
        emit IPoCo.ContributionRejected(_id, workers[1].at, 0, WORKER_STAKE);
        _finalize(_list(DIGEST, SILENT));
        VM.assertEq(_free(workers[0].at), WEALTH + REWARD);
        VM.assertEq(_free(workers[1].at), WEALTH - WORKER_STAKE);
        VM.assertEq(hub.burned(), WORKER_STAKE);
        _assertConserved();
    }

    function test_Who_revealed_on_chain_is_heard_even_if_the_finalizer_calls_it_silent() public {
        _start(2, _list(DIGEST, DIGEST, WRONG));
        _openReveal(_deal, 0);
        for (uint256 i = 0; i < 3; ++i) {
            _reveal(_deal, 0, i, i == 2 ? WRONG : DIGEST);
        }
        _finalize(_list(SILENT, SILENT, SILENT)); // before the deadline: all have spoken
        VM.assertEq(_score(workers[0].at), 1);
        VM.assertEq(_score(workers[1].at), 1);
        VM.assertEq(_free(workers[2].at), WEALTH - WORKER_STAKE);
    }

    function test_Who_did_not_reveal_on_chain_can_still_be_opened_by_the_finalizer() public {
        _start(2, _list(DIGEST, DIGEST));
        _openReveal(_deal, 0);
        _reveal(_deal, 0, 0, DIGEST);
        VM.warp(START + DURATION + 1);
        _finalize(_list(SILENT, DIGEST));
        VM.assertEq(_score(workers[1].at), 1);
    }

    /* STATUS */

    function test_A_task_is_finalized_once() public {
        _start(1, _list(DIGEST));
        _finalize(_list(DIGEST));
        _refused(
            abi.encodeWithSelector(IPoCo.WrongTaskStatus.selector, _id, TaskStatus.Completed), _openings(_list(DIGEST))
        );
    }

    function test_A_task_that_nobody_worked_on_is_not_finalized() public {
        _start(1, new bytes32[](0));
        _refused(abi.encodeWithSelector(IPoCo.WrongTaskStatus.selector, _id, TaskStatus.Unset), new Opening[](0));
        hub.initialize(_deal, 0);
        _refused(abi.encodeWithSelector(IPoCo.NoConsensus.selector, _id, 0, 0, 1), new Opening[](0));
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
            results[i] = i % 2 == 0 || i == 1 ? DIGEST : WRONG;
        }
        _start(5, results);
        uint256 before = gasleft();
        _finalize(results);
        VM.assertLe(before - gasleft(), 2_000_000, "a full task must fit easily in a block");
        _assertConserved();
    }
}
