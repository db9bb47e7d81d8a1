// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEctHub} from "../../src/interfaces/IEctHub.sol";
import {IExchange} from "../../src/interfaces/IExchange.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {MonteCarloOracle} from "../../src/samples/MonteCarloOracle.sol";
import {Oracle} from "../../src/samples/Oracle.sol";
import {IStandingOrders} from "../../src/standing/IStandingOrders.sol";
import {ITaskRequester} from "../../src/standing/ITaskRequester.sol";
import {StandingOrders} from "../../src/standing/StandingOrders.sol";
import {Deal} from "../../src/types/Deal.sol";
import {SettledTask} from "../../src/types/Epoch.sol";
import {Opening, Result, TaskHash, TaskId} from "../../src/types/Task.sol";
import {EpochBase} from "../epoch/EpochBase.sol";
import {VM} from "../Vm.sol";
import {PiFeed} from "./PiFeed.sol";

/// @notice A contract buys work against offers that stand on chain, and has the answer, or its money back.
contract TaskRequesterTest is EpochBase {
    bytes private constant ANSWER = '{"pi":3.14159}';
    uint96 private constant COST = APP_PRICE + POOL_PRICE;

    StandingOrders private _offers;
    MonteCarloOracle private _oracle;

    function setUp() public override {
        super.setUp();
        _offers = new StandingOrders(hub);
        _oracle = new MonteCarloOracle(hub, _offers);
        token.transfer(stranger.at, 10 * uint256(COST));
        VM.prank(stranger.at);
        token.approve(address(_oracle), 10 * uint256(COST));
    }

    function _offerAll() private returns (Orders memory o) {
        o = _orders();
        bytes32 hash = hub.hashAppOrder(o.app.order);
        VM.startPrank(appOwner.at);
        hub.preSign(hash);
        _offers.offerApp(o.app.order);
        VM.stopPrank();
        hash = hub.hashPoolOrder(o.pool.order);
        VM.startPrank(poolOwner.at);
        hub.preSign(hash);
        _offers.offerPool(o.pool.order);
        VM.stopPrank();
    }

    function _purchase() private view returns (ITaskRequester.Purchase memory) {
        return ITaskRequester.Purchase(appId, 0, poolId, COST, 0, 1, 0, '{"args":["1000"]}');
    }

    /// @dev The stranger asks; nobody signs anything.
    function _ask() private returns (TaskId task, Deal memory deal) {
        _offerAll();
        VM.recordLogs();
        VM.prank(stranger.at);
        task = _oracle.ask(_purchase());
        deal = _publishedDeal();
    }

    function _settledTask(Deal memory deal) private returns (SettledTask memory) {
        return _settledTask(deal, keccak256(ANSWER));
    }

    function _settledTask(Deal memory deal, bytes32 dataHash) private returns (SettledTask memory) {
        Agreed[] memory tasks = _one(Agreed(0, 0, DIGEST, dataHash, 0, 1));
        Batch memory b = _build(1, deal, tasks);
        _run(b);
        return _proof(b, 0, 0);
    }

    /// @dev The most that an application may hand to contracts, and more than the callback's gas can store.
    function _large() private pure returns (bytes memory large) {
        large = new bytes(4096);
        for (uint256 i = 0; i < large.length; ++i) {
            large[i] = 0x01;
        }
    }

    function test_A_contract_buys_a_task_without_any_signature() public {
        uint256 before = token.balanceOf(stranger.at);
        (TaskId task, Deal memory deal) = _ask();
        VM.assertEq(deal.requester, address(_oracle));
        VM.assertEq(deal.payer, address(_oracle));
        VM.assertEq(uint256(deal.size), 1);
        VM.assertEq(before - token.balanceOf(stranger.at), COST);
        VM.assertEq(_locked(address(_oracle)), COST);
        VM.assertTrue(_oracle.requestStatus(task) == ITaskRequester.RequestStatus.Waiting);
    }

    function test_The_answer_of_a_settled_task_is_delivered() public {
        (TaskId task, Deal memory deal) = _ask();
        SettledTask memory settled = _settledTask(deal);
        hub.deliver(deal, 0, settled, ANSWER);
        VM.assertEq(_oracle.answerOf(task), ANSWER);
    }

    function test_The_answer_of_a_task_on_the_direct_path_is_called_back() public {
        (TaskId task, Deal memory deal) = _ask();
        bytes32 resultHash = TaskHash.resultHashOf(DIGEST, keccak256(ANSWER));
        _contributeHash(deal, 0, 0, resultHash);
        bytes32[] memory hashes = new bytes32[](1);
        hashes[0] = resultHash;
        Opening[] memory openings = _openingsOf(hashes);
        hub.finalize(deal, 0, openings, Result(DIGEST, false, ANSWER));
        VM.assertEq(_oracle.answerOf(task), ANSWER);
    }

    function test_Anybody_brings_the_answer_along_with_its_proof() public {
        (TaskId task, Deal memory deal) = _ask();
        SettledTask memory settled = _settledTask(deal);
        _oracle.pull(deal, 0, settled, ANSWER);
        VM.assertEq(_oracle.answerOf(task), ANSWER);
    }

    function test_An_answer_comes_once() public {
        (TaskId task, Deal memory deal) = _ask();
        SettledTask memory settled = _settledTask(deal);
        _oracle.pull(deal, 0, settled, ANSWER);
        VM.expectRevert(abi.encodeWithSelector(ITaskRequester.NotWaiting.selector, task));
        _oracle.pull(deal, 0, settled, ANSWER);
        hub.deliver(deal, 0, settled, ANSWER); // fails inside, harms nobody
        VM.assertEq(_oracle.answerOf(task), ANSWER);
    }

    function test_Other_data_than_what_was_settled_is_refused() public {
        (, Deal memory deal) = _ask();
        SettledTask memory settled = _settledTask(deal);
        VM.expectRevert(
            abi.encodeWithSelector(ITaskRequester.WrongResultData.selector, keccak256(ANSWER), keccak256("3.2"))
        );
        _oracle.pull(deal, 0, settled, "3.2");
    }

    function test_Nobody_but_the_hub_hands_over_an_answer() public {
        (TaskId task,) = _ask();
        VM.prank(stranger.at);
        VM.expectRevert(abi.encodeWithSelector(ITaskRequester.NotHub.selector, stranger.at));
        _oracle.receiveResult(TaskId.unwrap(task), ANSWER);
    }

    function test_The_answer_of_a_task_that_somebody_else_bought_is_refused() public {
        _ask();
        Orders memory o = _orders();
        o.request.order.callback = address(_oracle);
        o.request.order.volume = 1;
        Deal memory deal = _match(o);
        SettledTask memory settled = _settledTask(deal);
        VM.expectRevert(abi.encodeWithSelector(ITaskRequester.NotWaiting.selector, _taskId(deal, 0)));
        _oracle.pull(deal, 0, settled, ANSWER);
    }

    function test_A_task_that_nobody_did_refunds_who_asked_with_what_the_scheduler_owes() public {
        (, Deal memory deal) = _ask();
        uint256 before = token.balanceOf(stranger.at);
        VM.warp(START + 10 * DURATION + 1);
        _oracle.refund(deal, 0, new address[](0));
        VM.assertEq(token.balanceOf(stranger.at) - before, uint256(COST) + SCHEDULER_STAKE);
        VM.assertEq(token.balanceOf(address(_oracle)), 0);
    }

    function test_A_task_that_somebody_else_claimed_refunds_its_price_once() public {
        (TaskId task, Deal memory deal) = _ask();
        uint256 before = token.balanceOf(stranger.at);
        VM.warp(START + 10 * DURATION + 1);
        hub.claim(deal, 0, new address[](0));
        _oracle.refund(deal, 0, new address[](0));
        VM.assertEq(token.balanceOf(stranger.at) - before, COST);
        VM.expectRevert(abi.encodeWithSelector(ITaskRequester.NotWaiting.selector, task));
        _oracle.refund(deal, 0, new address[](0));
    }

    function test_A_task_with_an_answer_refunds_nothing() public {
        (TaskId task, Deal memory deal) = _ask();
        _oracle.pull(deal, 0, _settledTask(deal), ANSWER);
        VM.expectRevert(abi.encodeWithSelector(ITaskRequester.NotWaiting.selector, task));
        _oracle.refund(deal, 0, new address[](0));
    }

    function test_An_application_that_failed_refunds_its_price_on_the_epoch_path() public {
        (TaskId task, Deal memory deal) = _ask();
        uint256 before = token.balanceOf(stranger.at);
        SettledTask memory settled = _settledTask(deal, TaskHash.APP_FAILED);
        _oracle.pull(deal, 0, settled, "");
        VM.assertEq(token.balanceOf(stranger.at) - before, APP_PRICE);
        VM.assertTrue(_oracle.requestStatus(task) == ITaskRequester.RequestStatus.Failed);
        VM.expectRevert(abi.encodeWithSelector(ITaskRequester.NotWaiting.selector, task));
        _oracle.pull(deal, 0, settled, "");
        VM.expectRevert(abi.encodeWithSelector(Oracle.NoAnswer.selector, task));
        _oracle.answerOf(task);
    }

    function test_An_application_that_failed_refunds_its_price_on_the_direct_path() public {
        (, Deal memory deal) = _ask();
        uint256 before = token.balanceOf(stranger.at);
        bytes32 resultHash = TaskHash.resultHashOf(DIGEST, TaskHash.APP_FAILED);
        _contributeHash(deal, 0, 0, resultHash);
        hub.finalize(deal, 0, _openingsOf(_list(resultHash)), Result(DIGEST, true, ""));
        _oracle.refund(deal, 0, new address[](0));
        VM.assertEq(token.balanceOf(stranger.at) - before, APP_PRICE);
        VM.assertEq(token.balanceOf(address(_oracle)), 0);
    }

    function test_A_settled_task_is_not_refunded_before_its_answer_has_come() public {
        (TaskId task, Deal memory deal) = _ask();
        _settledTask(deal);
        VM.warp(START + 10 * DURATION + 1);
        VM.expectRevert(abi.encodeWithSelector(ITaskRequester.HasResult.selector, task));
        _oracle.refund(deal, 0, new address[](0));
        VM.assertTrue(_oracle.requestStatus(task) == ITaskRequester.RequestStatus.Waiting);
    }

    function test_A_task_of_the_direct_path_whose_callback_failed_is_pulled_and_not_refunded() public {
        (TaskId task, Deal memory deal) = _ask();
        bytes memory large = _large();
        bytes32 resultHash = TaskHash.resultHashOf(DIGEST, keccak256(large));
        _contributeHash(deal, 0, 0, resultHash);
        VM.expectRevert(abi.encodeWithSelector(ITaskRequester.NotFinalized.selector, task, resultHash));
        _oracle.pullFinalized(deal, 0, DIGEST, large);
        hub.finalize(deal, 0, _openingsOf(_list(resultHash)), Result(DIGEST, false, large));
        VM.expectRevert(abi.encodeWithSelector(ITaskRequester.HasResult.selector, task));
        _oracle.refund(deal, 0, new address[](0));
        bytes32 other = TaskHash.resultHashOf(DIGEST, keccak256(ANSWER));
        VM.expectRevert(abi.encodeWithSelector(ITaskRequester.NotFinalized.selector, task, other));
        _oracle.pullFinalized(deal, 0, DIGEST, ANSWER);
        _oracle.pullFinalized(deal, 0, DIGEST, large);
        VM.assertEq(_oracle.answerOf(task), large);
    }

    function test_A_task_that_nobody_agreed_on_is_refunded_with_its_workers_named() public {
        (, Deal memory deal) = _ask();
        uint256 before = token.balanceOf(stranger.at);
        _contribute(deal, 0, 0, DIGEST);
        VM.warp(START + 8 * DURATION + 1);
        _openReveal(deal, 0);
        VM.warp(block.timestamp + 3 * DURATION);
        _oracle.refund(deal, 0, _addresses(1));
        VM.assertEq(token.balanceOf(stranger.at) - before, COST);
    }

    function test_A_task_is_refunded_after_its_deadline_and_no_earlier() public {
        (TaskId task, Deal memory deal) = _ask();
        VM.warp(START + 10 * DURATION);
        VM.expectRevert(abi.encodeWithSelector(ITasks.DeadlineNotReached.selector, START + 10 * DURATION));
        _oracle.refund(deal, 0, new address[](0));
        VM.warp(START + 10 * DURATION + 1);
        VM.expectEmit(address(_oracle));
        emit ITaskRequester.TaskRefunded(task, uint256(COST) + SCHEDULER_STAKE);
        _oracle.refund(deal, 0, new address[](0));
        VM.assertTrue(_oracle.requestStatus(task) == ITaskRequester.RequestStatus.Failed);
    }

    function test_An_answer_too_large_for_the_callback_is_pulled() public {
        (TaskId task, Deal memory deal) = _ask();
        bytes memory large = _large();
        SettledTask memory settled = _settledTask(deal, keccak256(large));
        hub.deliver(deal, 0, settled, large); // runs out of gas inside
        VM.assertTrue(_oracle.requestStatus(task) == ITaskRequester.RequestStatus.Waiting);
        _oracle.pull(deal, 0, settled, large);
        VM.assertEq(_oracle.answerOf(task), large);
    }

    function test_The_price_is_that_of_the_offers_that_stand() public {
        _offerAll();
        VM.assertEq(_oracle.priceOf(_purchase()), COST);
    }

    function test_Offers_above_the_limit_are_not_taken() public {
        _offerAll();
        ITaskRequester.Purchase memory purchase = _purchase();
        purchase.mostPrice = COST - 1;
        VM.prank(stranger.at);
        VM.expectRevert(abi.encodeWithSelector(ITaskRequester.TooDear.selector, COST, COST - 1));
        _oracle.ask(purchase);
    }

    function test_An_offer_needs_its_owner_and_its_signature() public {
        Orders memory o = _orders();
        VM.prank(stranger.at);
        VM.expectRevert(abi.encodeWithSelector(IStandingOrders.NotOwner.selector, appId, stranger.at));
        _offers.offerApp(o.app.order);
        bytes32 hash = hub.hashAppOrder(o.app.order);
        VM.prank(appOwner.at);
        VM.expectRevert(abi.encodeWithSelector(IStandingOrders.NotPreSigned.selector, appOwner.at, hash));
        _offers.offerApp(o.app.order);
    }

    function test_Without_an_offer_nothing_is_bought() public {
        VM.expectRevert(abi.encodeWithSelector(IStandingOrders.NothingOffered.selector, appId));
        _offers.appOffer(appId);
        VM.expectRevert(); // whichever it looks for first
        _oracle.ask(_purchase());
    }

    function test_A_cancelled_offer_is_worth_nothing() public {
        Orders memory o = _offerAll();
        bytes32 hash = hub.hashAppOrder(o.app.order);
        VM.prank(appOwner.at);
        hub.cancel(hash);
        VM.prank(stranger.at);
        VM.expectRevert(abi.encodeWithSelector(IExchange.OrderExhausted.selector, IExchange.OrderKind.App, hash));
        _oracle.ask(_purchase());
    }

    function test_A_dataset_is_bought_along() public {
        Orders memory o = _offerAll();
        bytes32 hash = hub.hashDatasetOrder(o.dataset.order);
        VM.startPrank(datasetOwner.at);
        hub.preSign(hash);
        _offers.offerDataset(o.dataset.order);
        VM.stopPrank();
        ITaskRequester.Purchase memory purchase = _purchase();
        (purchase.dataset, purchase.mostPrice) = (datasetId, COST + DATASET_PRICE);
        VM.recordLogs();
        VM.prank(stranger.at);
        _oracle.ask(purchase);
        VM.assertEq(_publishedDeal().dataset, datasetId);
    }

    function test_A_contract_of_a_few_lines_pays_from_its_own_tokens() public {
        _offerAll();
        PiFeed feed = new PiFeed(hub, _offers, appId, poolId);
        token.transfer(address(feed), 2 * uint256(COST));
        VM.recordLogs();
        feed.renew();
        Deal memory deal = _publishedDeal();
        bytes memory answer = abi.encode(uint256(3_141_592_653_589_793_238));
        Agreed[] memory tasks = _one(Agreed(0, 0, DIGEST, keccak256(answer), 0, 3));
        Batch memory b = _build(1, deal, tasks);
        _run(b);
        hub.deliver(deal, 0, _proof(b, 0, 0), answer);
        VM.assertEq(feed.pi(), 3_141_592_653_589_793_238);
        VM.assertEq(token.balanceOf(address(feed)), COST);
        VM.expectRevert(abi.encodeWithSelector(PiFeed.TooSoon.selector, block.timestamp + 1 days));
        feed.renew();
    }

    function test_The_refund_of_a_contract_that_pays_for_itself_stays_with_it() public {
        _offerAll();
        PiFeed feed = new PiFeed(hub, _offers, appId, poolId);
        token.transfer(address(feed), COST);
        VM.recordLogs();
        feed.renew();
        Deal memory deal = _publishedDeal();
        VM.warp(START + 10 * DURATION + 1);
        feed.refund(deal, 0, new address[](0));
        VM.assertEq(token.balanceOf(address(feed)), uint256(COST) + SCHEDULER_STAKE);
    }
}
