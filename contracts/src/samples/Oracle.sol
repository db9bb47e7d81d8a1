// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {TaskRequester} from "../standing/TaskRequester.sol";
import {TaskId} from "../types/Task.sol";

/// @title What the sample oracles share: who asks pays, and has the refund if the task fails; the answer is kept for all.
/// @notice An answer says what the workers of that task agreed on: who relies on it looks at what was bought, or asks itself.
abstract contract Oracle is TaskRequester {
    using SafeERC20 for IERC20;

    event Answered(TaskId indexed task, bytes answer);

    error NoAnswer(TaskId task);

    mapping(TaskId task => bytes) private _answers;
    mapping(TaskId task => address) public askedBy;

    /// @dev Buys with the caller's tokens, which it has allowed this contract to take.
    function _ask(Purchase memory purchase) internal returns (TaskId task) {
        hub.token().safeTransferFrom(msg.sender, address(this), priceOf(purchase));
        task = _requestTask(purchase);
        askedBy[task] = msg.sender;
    }

    /// @notice What the application wrote for contracts.
    function answerOf(TaskId task) external view returns (bytes memory) {
        if (requestStatus[task] != RequestStatus.Done) revert NoAnswer(task);
        return _answers[task];
    }

    function _onResult(TaskId task, bytes calldata result) internal override {
        _answers[task] = result;
        emit Answered(task, result);
    }

    function _onRefund(TaskId task, uint256 amount) internal override {
        hub.token().safeTransfer(askedBy[task], amount);
    }
}
