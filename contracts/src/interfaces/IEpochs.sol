// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Deal, DealId} from "../types/Deal.sol";
import {Epoch, SettledTask} from "../types/Epoch.sol";
import {Result, TaskId} from "../types/Task.sol";
import {IDraw} from "./IDraw.sol";

/// @title Proof-of-Contribution, epoch path: consensus off chain, settlement in batches.
/// @notice Workers sign salted commitments, the scheduler signs receipts and anchors the Merkle root of all commitments of
/// the epoch; only then do workers open; everybody who is to be paid signs the same settlement; one transaction checks the
/// signatures, who was drawn, the evidence and the stakes behind every result, and pays. See docs/protocol.md.
interface IEpochs is IDraw {
    /// @notice One batch of results of one scheduler and one pool.
    struct Settlement {
        uint64 epoch;
        bytes32 anchor; // Merkle root of the epoch's commitments
        uint32 count; // tasks in `tasks`
        Deal[] deals;
        /// Packed records, one for each task:
        /// uint8 position in `deals` | uint32 index | uint8 flags | uint8 bits against | n × uint8 position of who agreed,
        /// ascending, among the signers | bytes32 digest | bytes32 data hash, with FLAG_DATA only.
        /// flags: n in the low five bits, FLAG_APP_FAILED (0x20), FLAG_DATA (0x40).
        bytes tasks;
        bytes signatures; // 64 bytes each (EIP-2098), of workers in ascending order of address
    }

    event EpochAnchored(address indexed scheduler, uint64 indexed epoch, bytes32 root);
    /// @notice `tasks` as in Settlement; `root` is the Merkle root of EpochHash.resultLeaf of each, in that order.
    event EpochSettled(address indexed scheduler, uint64 indexed epoch, bytes32 root, uint32 count, bytes tasks);
    /// @notice Tasks of the deal were settled; EpochSettled of the same transaction has the results.
    event DealSettled(DealId indexed deal, address indexed scheduler, uint64 indexed epoch, uint256 tasks);
    /// @notice What the deal's payer paid to the workers of the settled tasks together; it gathers in their seats.
    event WorkersPaid(DealId indexed deal, uint256 amount);
    /// @notice The worker signed a commitment to another result than the settled one.
    event ContributionPunished(TaskId indexed task, address indexed worker, bytes32 resultHash, uint256 penalty);

    error WrongEpochStatus(address scheduler, uint64 epoch);
    error WrongAnchor(bytes26 expected, bytes32 given);
    error NoDeals();
    error TooMany(uint256 given, uint256 max);
    /// @notice Deals of one settlement have one scheduler and one pool, and none demands the direct path.
    error DealDoesNotFit(DealId id);
    error MalformedSettlement();
    error BadSignature(uint256 position);
    error UnsortedSigners(address previous, address next);
    /// @notice The task is settled, over, or on the direct path already.
    error TaskTaken(DealId deal, uint32 index);
    error TooLittleEvidence(DealId deal, uint32 index, uint256 agreeingBits, uint256 againstBits);
    error TooLittleStake(DealId deal, uint32 index, uint256 stake, uint256 value);
    /// @notice The worker's bond does not cover what it has at stake in this settlement.
    error BondTooLow(address worker, uint256 bond, uint256 needed);
    error WrongProof();
    error SameResult(TaskId task, bytes32 resultHash);
    /// @notice A worker is punished once for a task.
    error AlreadyPunished(bytes32 offence);
    error NoConsumer(TaskId task);
    error AlreadyDelivered(TaskId task);
    error WrongData(bytes32 expected, bytes32 actual);

    /// @notice The caller, a scheduler, publishes the root of the epoch's commitments and fixes the draws of `deals`.
    /// @param root Merkle root over EpochHash.commitmentLeaf, leaves in ascending order, pairs sorted.
    function anchor(uint64 epoch, bytes32 root, DealId[] calldata deals) external;
    /// @notice Fixes the deal's draw, by anybody; sets another deciding block if the first one's hash is gone.
    function draw(DealId deal) external;
    /// @notice Anchored → Settled, by anybody who has the signatures.
    function settle(Settlement calldata settlement) external;

    /// @notice Slashes a worker who signed a contribution to a settled task with another result. By anybody, while the
    /// worker's bond is at stake. The payer gets back what the protocol took for the task; the rest is burned.
    /// @param signature Of the worker, over Contribution(bytes32 task,bytes32 commitment).
    function punish(
        Deal calldata deal,
        uint32 index,
        SettledTask calldata settled,
        address worker,
        bytes32 resultHash,
        bytes32 salt,
        bytes calldata signature
    ) external;

    /// @notice Hands the result of a settled task to the deal's consumer. By anybody, as often as it takes until it succeeds;
    /// a consumer is called successfully once.
    function deliver(Deal calldata deal, uint32 index, SettledTask calldata settled, bytes calldata data) external;

    /// @notice Whether the result was settled: for contracts that pull.
    function isSettled(Deal calldata deal, uint32 index, SettledTask calldata settled) external view returns (bool);
    /// @notice Whether the task is settled by an epoch, on the direct path, or over.
    function isTaken(Deal calldata deal, uint32 index) external view returns (bool);
    function epochOf(address scheduler, uint64 number) external view returns (Epoch memory);
    function dealRecord(DealId deal) external view returns (uint48 drawBlock, uint208 seed);
    function hashContribution(TaskId task, bytes32 commitment) external view returns (bytes32);
    function hashReceipt(uint64 epoch, TaskId task, address worker, bytes32 commitment) external view returns (bytes32);
    /// @notice What workers sign: `deals` is keccak256 of the deal ids in a row, `tasks` of the packed records.
    function hashSettlement(address scheduler, uint64 epoch, bytes32 anchor, bytes32 deals, bytes32 tasks)
        external
        view
        returns (bytes32);
}
