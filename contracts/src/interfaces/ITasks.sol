// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DealId} from "../types/Deal.sol";
import {TaskId, TaskStatus} from "../types/Task.sol";
import {ILedger} from "./ILedger.sol";

/// @title What both settlement paths say of a task.
interface ITasks is ILedger {
    event TaskFailed(DealId indexed deal, TaskId indexed task);
    event CallbackDelivered(TaskId indexed task, address indexed consumer);
    event CallbackFailed(TaskId indexed task, address indexed consumer);

    error UnknownDeal(DealId id);
    error TaskIndexOutOfRange(uint256 index, uint256 first, uint256 size);
    /// @notice A task that an epoch has settled counts as Completed.
    error WrongTaskStatus(TaskId task, TaskStatus status);
    /// @notice The signature at this position, from zero, is not what it should be.
    error BadSignature(uint256 position);
    error NotScheduler(address caller, address scheduler);
    error DeadlinePassed(uint256 deadline);
    error DeadlineNotReached(uint256 deadline);
    /// @notice The transaction leaves too little gas for the consumer's callback.
    error TooLittleGasForCallback(uint256 gasLeft, uint256 needed);
}
