// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEctHub} from "../../src/interfaces/IEctHub.sol";
import {IExchange} from "../../src/interfaces/IExchange.sol";
import {MonteCarloOracle} from "../../src/samples/MonteCarloOracle.sol";
import {IStandingOrders} from "../../src/standing/IStandingOrders.sol";
import {StandingOrders} from "../../src/standing/StandingOrders.sol";
import {TaskRequester} from "../../src/standing/TaskRequester.sol";
import {Deal} from "../../src/types/Deal.sol";
import {SettledTask} from "../../src/types/Epoch.sol";
import {Opening, Result, TaskHash, TaskId} from "../../src/types/Task.sol";
import {EpochBase} from "../epoch/EpochBase.sol";
import {VM} from "../Vm.sol";

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

    function _purchase() private view returns (TaskRequester.Purchase memory) {
        return TaskRequester.Purchase(appId, 0, poolId, COST, 0, 1, 0, '{"args":["1000"]}');
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
        Agreed[] memory tasks = _one(Agreed(0, 0, DIGEST, keccak256(ANSWER), 0, 1));
        Batch memory b = _build(1, deal, tasks);
        _run(b);
        return _proof(b, 0, 0);
    }

    function test_A_contract_buys_a_task_without_any_signature() public {
        uint256 before = token.balanceOf(stranger.at);
        (TaskId task, Deal memory deal) = _ask();
        VM.assertEq(deal.requester, address(_oracle));
        VM.assertEq(deal.payer, address(_oracle));
        VM.assertEq(uint256(deal.size), 1);
        VM.assertEq(before - token.balanceOf(stranger.at), COST);
        VM.assertEq(_locked(address(_oracle)), COST);
        VM.assertTrue(_oracle.requestStatus(task) == TaskRequester.RequestStatus.Waiting);
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
        VM.expectRevert(abi.encodeWithSelector(TaskRequester.NotWaiting.selector, task));
        _oracle.pull(deal, 0, settled, ANSWER);
        hub.deliver(deal, 0, settled, ANSWER); // fails inside, harms nobody
        VM.assertEq(_oracle.answerOf(task), ANSWER);
    }

    function test_Other_data_than_what_was_settled_is_refused() public {
        (, Deal memory deal) = _ask();
        SettledTask memory settled = _settledTask(deal);
        VM.expectRevert(
            abi.encodeWithSelector(TaskRequester.WrongResultData.selector, keccak256(ANSWER), keccak256("3.2"))
        );
        _oracle.pull(deal, 0, settled, "3.2");
    }

    function test_Nobody_but_the_hub_hands_over_an_answer() public {
        (TaskId task,) = _ask();
        VM.prank(stranger.at);
        VM.expectRevert(abi.encodeWithSelector(TaskRequester.NotHub.selector, stranger.at));
        _oracle.receiveResult(TaskId.unwrap(task), ANSWER);
    }

    function test_The_answer_of_a_task_that_somebody_else_bought_is_refused() public {
        _ask();
        Orders memory o = _orders();
        o.request.order.callback = address(_oracle);
        o.request.order.volume = 1;
        Deal memory deal = _match(o);
        SettledTask memory settled = _settledTask(deal);
        VM.expectRevert(abi.encodeWithSelector(TaskRequester.NotWaiting.selector, _taskId(deal, 0)));
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
        VM.expectRevert(abi.encodeWithSelector(MonteCarloOracle.NothingToRefund.selector, task));
        _oracle.refund(deal, 0, new address[](0));
    }

    function test_A_task_with_an_answer_refunds_nothing() public {
        (TaskId task, Deal memory deal) = _ask();
        _oracle.pull(deal, 0, _settledTask(deal), ANSWER);
        VM.expectRevert(abi.encodeWithSelector(MonteCarloOracle.NothingToRefund.selector, task));
        _oracle.refund(deal, 0, new address[](0));
    }

    function test_Offers_above_the_limit_are_not_taken() public {
        _offerAll();
        TaskRequester.Purchase memory purchase = _purchase();
        purchase.mostPrice = COST - 1;
        VM.prank(stranger.at);
        VM.expectRevert(abi.encodeWithSelector(TaskRequester.TooDear.selector, COST, COST - 1));
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
        TaskRequester.Purchase memory purchase = _purchase();
        (purchase.dataset, purchase.mostPrice) = (datasetId, COST + DATASET_PRICE);
        VM.recordLogs();
        VM.prank(stranger.at);
        _oracle.ask(purchase);
        VM.assertEq(_publishedDeal().dataset, datasetId);
    }
}
