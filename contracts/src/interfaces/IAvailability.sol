// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {BlockChallenge, Step} from "../types/BlockChallenge.sol";
import {Deal, DealId} from "../types/Deal.sol";
import {SettledTask} from "../types/Epoch.sol";
import {TaskId} from "../types/Task.sol";
import {ISettledTasks} from "./ISettledTasks.sol";

/// @title A settled result must be to be had: who finds a block of it nowhere challenges, and those who agreed on the result, or
/// anybody, must publish the block or lose their stakes.
/// @notice In the first half of the period they bring the block back to where results are fetched, and the challenger
/// withdraws; in the second half it is too late for that, so that nobody publishes in vain.
interface IAvailability is ISettledTasks {
    /// @notice The block, by its sha2-256, must be published until the deadline.
    event ResultChallenged(
        DealId indexed deal,
        TaskId indexed task,
        address indexed challenger,
        uint32 index,
        bytes32 blockDigest,
        uint40 deadline
    );
    event ChallengeWithdrawn(TaskId indexed task, bytes32 blockDigest);
    /// @notice The block is in the transaction's input, or in BlockData.
    event BlockPublished(TaskId indexed task, bytes32 indexed blockDigest, address publisher);
    /// @notice A contract published, so that no transaction has the block as its input.
    event BlockData(bytes32 indexed blockDigest, bytes data);
    /// @notice Nobody published the block: `penalty` was taken of those who agreed, of which the payer has `refund`.
    event ResultFailed(TaskId indexed task, uint256 penalty, uint256 refund);

    /// @notice There is a challenge of the block already, or it was published.
    error AlreadyChallenged(TaskId task, bytes32 blockDigest);
    error NoChallenge(TaskId task, bytes32 blockDigest);
    error NotChallenger(address caller, address challenger);
    /// @notice Step number `step` is not the block that the one above leads to, or that block has no links.
    error WrongStep(uint256 step, bytes32 expected, bytes32 actual);

    /// @notice The caller puts `challengeBond` at stake on that a block of the result cannot be had. Within CHALLENGE_PERIOD of
    /// the settlement.
    /// @param path From the result's root down to the parent of the block; empty for the root itself.
    function challengeResult(Deal calldata deal, uint32 index, SettledTask calldata settled, Step[] calldata path)
        external;
    /// @notice The challenger has found the block and has its bond back; in the first half of ANSWER_PERIOD.
    function withdrawChallenge(Deal calldata deal, uint32 index, bytes32 blockDigest) external;
    /// @notice Publishes a challenged block, by anybody, who has the challenger's bond for it.
    function publishBlock(Deal calldata deal, uint32 index, bytes calldata data) external;
    /// @notice By anybody, after the deadline of a challenge that nobody answered: the challenger has its bond back; everybody
    /// who agreed on the result loses a stake as for a wrong one, once for a task; the payer has its price back from that,
    /// and the rest is burned.
    /// @param crew Addresses of the settlement's signers, in their order.
    function failResult(
        Deal calldata deal,
        uint32 index,
        SettledTask calldata settled,
        address[] calldata crew,
        bytes32 blockDigest
    ) external;

    function challengeOf(TaskId task, bytes32 blockDigest) external view returns (BlockChallenge memory);
    /// @notice What a challenge puts at stake: the task's price and a worker's stake.
    function challengeBond(Deal calldata deal) external pure returns (uint96);
}
