// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IEctHub} from "../interfaces/IEctHub.sol";
import {IStandingOrders} from "../standing/IStandingOrders.sol";
import {TaskRequester} from "../standing/TaskRequester.sol";
import {Deal} from "../types/Deal.sol";
import {TaskId, TaskStatus} from "../types/Task.sol";

/// @title Sample: a contract that has something computed when somebody asks it to, and keeps the answer for all.
/// @notice Who asks pays for it; if the task fails, who asked has the refund.
contract MonteCarloOracle is TaskRequester {
    using SafeERC20 for IERC20;

    event Answered(TaskId indexed task, bytes answer);

    error NoAnswer(TaskId task);
    /// @notice Nobody has asked for the task here, its answer has come, or its refund was taken.
    error NothingToRefund(TaskId task);

    mapping(TaskId task => bytes) private _answers;
    mapping(TaskId task => address) public askedBy;
    mapping(TaskId task => uint256) public paid;

    constructor(IEctHub hub, IStandingOrders offers) TaskRequester(hub, offers) {}

    /// @notice Buys the computation with the caller's tokens, which it has allowed this contract to take.
    function ask(Purchase calldata purchase) external returns (TaskId task) {
        uint256 price = uint256(offers.appOffer(purchase.app).price) + offers.poolOffer(purchase.pool).price;
        if (purchase.dataset != 0) price += offers.datasetOffer(purchase.dataset).price;
        hub.token().safeTransferFrom(msg.sender, address(this), price);
        task = _requestTask(purchase);
        askedBy[task] = msg.sender;
        paid[task] = price;
    }

    /// @notice Claims the task that has failed, and gives what comes of it to who asked: the price, and what the scheduler owes.
    /// If somebody has claimed it already, the price.
    function refund(Deal calldata deal, uint32 index, address[] calldata workers) external {
        TaskId task = hub.taskIdOf(hub.hashDeal(deal), index);
        uint256 amount = paid[task];
        if (amount == 0 || requestStatus[task] != RequestStatus.Waiting) revert NothingToRefund(task);
        delete paid[task];
        if (hub.task(task).status != TaskStatus.Failed) {
            uint256 before = hub.accountOf(address(this)).free;
            hub.claim(deal, index, workers);
            amount = hub.accountOf(address(this)).free - before;
        }
        collectRefunds();
        hub.token().safeTransfer(askedBy[task], amount);
    }

    /// @notice What the application wrote for contracts.
    function answerOf(TaskId task) external view returns (bytes memory answer) {
        answer = _answers[task];
        if (answer.length == 0) revert NoAnswer(task);
    }

    function _onResult(TaskId task, bytes calldata result) internal override {
        _answers[task] = result;
        emit Answered(task, result);
    }
}
