// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Deal} from "../types/Deal.sol";
import {Offence, SettledTask} from "../types/Epoch.sol";
import {TaskId} from "../types/Task.sol";
import {IDraw} from "./IDraw.sol";

/// @title What follows from a result that an epoch settled.
interface ISettledTasks is IDraw {
    /// @notice The worker signed a commitment to another result than the settled one.
    event ContributionPunished(TaskId indexed task, address indexed worker, bytes32 resultHash, uint256 penalty);

    /// @notice The page and the proof do not lead to a settled result of the task.
    error WrongProof();
    error SameResult(TaskId task, bytes32 resultHash);
    /// @notice A worker is punished once for a task.
    error AlreadyPunished(TaskId task, address worker);
    /// @notice The settlement was accepted against dissent of odds `declared`; those punished would now have `odds`.
    error NotDeclared(TaskId task, uint256 odds, uint256 declared);
    error NoConsumer(TaskId task);
    error AlreadyDelivered(TaskId task);
    error WrongData(bytes32 expected, bytes32 actual);

    /// @notice Slashes a worker who signed a contribution to a settled task with another result. By anybody, while the
    /// worker's bond is at stake. The payer gets back what the protocol took for the task, once; the rest is burned.
    /// @dev Only dissent that the settlement was accepted against can be punished, each worker counted as a newcomer: those
    /// who agree cannot hide others and then have them slashed.
    function punish(Deal calldata deal, uint32 index, SettledTask calldata settled, Offence calldata offence) external;

    /// @notice Hands the result of a settled task to the deal's consumer. By anybody, as often as it takes until it succeeds;
    /// a consumer is called successfully once.
    function deliver(Deal calldata deal, uint32 index, SettledTask calldata settled, bytes calldata data) external;

    /// @notice Whether the result was settled by an epoch.
    function isSettled(Deal calldata deal, uint32 index, SettledTask calldata settled) external view returns (bool);
    /// @notice The settled result, for contracts that pull; reverts with WrongProof if there is none.
    function provenResult(Deal calldata deal, uint32 index, SettledTask calldata settled)
        external
        view
        returns (bytes32 digest, bytes32 dataHash);
    function hashContribution(TaskId task, bytes32 commitment) external view returns (bytes32);
    function hashReceipt(uint64 epoch, TaskId task, address worker, bytes32 commitment) external view returns (bytes32);
}
