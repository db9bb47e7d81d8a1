// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Deal} from "../types/Deal.sol";
import {OpenedReceipt, SettledTask} from "../types/Epoch.sol";
import {TaskId} from "../types/Task.sol";
import {ISettledTasks} from "./ISettledTasks.sol";

/// @title What a receipt is worth to a worker whom a settlement left out.
interface IReceipts is ISettledTasks {
    event ReceiptHonoured(TaskId indexed task, address indexed worker, uint256 wage);

    /// @notice The receipt is for a later epoch than the one that settled the task.
    error ReceiptTooLate(TaskId task, uint64 receipt, uint64 settled);
    /// @notice The worker was paid for the task, by the settlement or by this receipt.
    error AlreadyPaid(TaskId task, address worker);
    /// @notice As many receipts as a task draws workers at first have been honoured for it.
    error TooManyReceipts(TaskId task, uint256 most);

    /// @notice Pays a worker who committed to the settled result in time and was left out: as much as each of those who were
    /// paid got, from the pool owner's free balance and, if that is too little, from the bond of a seat that the owner has.
    /// By anybody, within RECEIPT_PERIOD of the settlement, while the worker has the seat that it had before the deal started.
    /// @param crew Addresses of the settlement's signers, in their order.
    function claimReceipt(
        Deal calldata deal,
        uint32 index,
        SettledTask calldata settled,
        address[] calldata crew,
        OpenedReceipt calldata receipt
    ) external;
}
