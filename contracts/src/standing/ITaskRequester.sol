// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEctHub} from "../interfaces/IEctHub.sol";
import {IResultConsumer} from "../interfaces/IResultConsumer.sol";
import {Deal, DealId} from "../types/Deal.sol";
import {SettledTask} from "../types/Epoch.sol";
import {TaskId} from "../types/Task.sol";
import {IStandingOrders} from "./IStandingOrders.sol";

/// @title What anybody can see of a contract that buys, and do for it.
interface ITaskRequester is IResultConsumer {
    /// @notice What to buy, and at most for how much.
    struct Purchase {
        uint256 app;
        uint256 dataset; // zero: none
        uint256 pool;
        uint96 mostPrice; // of app, dataset and pool together
        uint96 value; // what a wrong result may cost
        uint16 trust;
        uint16 mode; // see Mode
        string params;
    }

    /// @notice How far a task is for who bought it.
    enum RequestStatus {
        Unknown, // not bought here
        Waiting, // bought, no result yet
        Done, // its result has come
        Failed // its money has come back
    }

    event TaskRequested(DealId indexed deal, TaskId indexed task);
    /// @notice The task came to nothing: `amount` came back for it.
    event TaskRefunded(TaskId indexed task, uint256 amount);

    error NotHub(address caller);
    error TooDear(uint256 price, uint256 mostPrice);
    /// @notice The task is not this contract's, its result has come already, or its money has.
    error NotWaiting(TaskId task);
    /// @notice The task has a result, which has yet to come: `pull` it, or call the hub's `deliver` or `retryCallback`.
    error HasResult(TaskId task);
    error WrongResultData(bytes32 expected, bytes32 actual);
    /// @notice The task was not finalised with this result.
    error NotFinalized(TaskId task, bytes32 resultHash);

    /// @notice Brings along what an epoch settled of a task: its result, or that the application failed, which refunds the
    /// application's price. A result that is too large for the hub's callback comes this way, whoever sends it.
    /// @param data What the application produced for contracts; empty if it failed.
    function pull(Deal calldata deal, uint32 index, SettledTask calldata settled, bytes calldata data) external;

    /// @notice As `pull`, of a task that was finalised on the direct path.
    /// @param digest Content root of the agreed result.
    function pullFinalized(Deal calldata deal, uint32 index, bytes32 digest, bytes calldata data) external;

    /// @notice Brings the money for a task that failed home: claims the task, which pays its price and what the scheduler owes
    /// for one that it left untouched. If the task has failed already, the price; if only the application did, its price.
    /// @param workers Who contributed on chain, ascending; none if nobody did.
    function refund(Deal calldata deal, uint32 index, address[] calldata workers) external;

    /// @notice Brings this contract's free balance in the hub home.
    function collectRefunds() external returns (uint256 amount);

    /// @notice What the purchase costs by the offers that stand now, however much it may cost.
    function priceOf(Purchase calldata purchase) external view returns (uint256 price);

    function requestStatus(TaskId task) external view returns (RequestStatus);
    function hub() external view returns (IEctHub);
    function offers() external view returns (IStandingOrders);
}
