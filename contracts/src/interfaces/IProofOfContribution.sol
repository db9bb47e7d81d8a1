// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Deal, DealId} from "../types/Deal.sol";
import {IVotes} from "./IVotes.sol";
import {Contribution, Opening, Result, Task, TaskId, TaskStatus} from "../types/Task.sol";

/// @title Proof-of-Contribution, direct path: workers commit and reveal on chain.
/// @notice Deadlines of a deal, in units of its category's `duration` after its `start`: contributions until
/// CONTRIBUTION_PERIODS, claims from FINAL_PERIODS; a reveal phase lasts one duration (at least MIN_REVEAL_PERIOD).
interface IProofOfContribution is IVotes {
    event TaskInitialized(DealId indexed deal, TaskId indexed task, uint32 index);
    event TaskContributed(DealId indexed deal, TaskId indexed task, address indexed worker, bytes32 commitment);
    event RevealOpened(DealId indexed deal, TaskId indexed task, uint40 deadline);
    event TaskRevealed(
        DealId indexed deal, TaskId indexed task, address indexed worker, bytes32 digest, bytes32 dataHash
    );
    /// @notice `digest` is the content root of the result (sha2-256 of the root block). If the application failed, the
    /// workers and the dataset are paid, and the price of the app goes back to the requester.
    event TaskCompleted(DealId indexed deal, TaskId indexed task, bytes32 digest, bytes32 resultHash, bool appFailed);
    event ContributionAccepted(TaskId indexed task, address indexed worker, uint256 reward);

    error UnauthorizedWorker(TaskId task, address worker);
    error ZeroCommitment();
    error ZeroResult();
    error AlreadyContributed(TaskId task, address worker);
    error TooManyContributors(TaskId task, uint256 max);
    error AlreadyRevealed(TaskId task, address worker);
    error WrongOpening(TaskId task, address worker);
    error RevealStillOpen(TaskId task, address silent, uint256 deadline);
    error NoContributors(TaskId task);
    /// @notice The votes for the result carry too little evidence, against `others` (the odds of all other results) or for
    /// the votes of `trust` newcomers. Evidence is in bits: log2 of the odds.
    error NoConsensus(TaskId task, uint256 votes, uint256 agreeingBits, uint256 others, uint256 trust);
    /// @notice The stakes of those who agree do not reach the deal's value.
    error TooLittleAtStake(TaskId task, uint256 stake, uint256 value);
    /// @notice The deal has no consumer, so a result has no data for one.
    error UnexpectedData(TaskId task, bytes32 dataHash);
    error ResultMismatch(bytes24 expected, bytes32 actual);
    error NoCallbackPending(TaskId task);

    /// @notice Unset → Active. `contribute` does the same by itself for the first contributor.
    function initialize(Deal calldata deal, uint32 index) external returns (TaskId);

    /// @notice The caller commits to a result and locks its stake.
    /// @param commitment keccak256(abi.encode(task, caller, resultHash, salt)) with a secret random salt, where
    /// resultHash = keccak256(abi.encode(digest, dataHash)), see TaskHash.
    /// @param authorization The scheduler's signature over Authorization(bytes32 task,address worker), EIP-712.
    function contribute(Deal calldata deal, uint32 index, bytes32 commitment, bytes calldata authorization) external;

    /// @notice Active → Revealing. By the scheduler at any time, by anybody after the contribution deadline;
    /// needs at least one contribution. From the reveal deadline on, a contributor that has not revealed on chain may be
    /// called silent, whatever it told the scheduler in private.
    function openReveal(Deal calldata deal, uint32 index) external;

    /// @notice The caller opens its commitment on chain. Only while the task is Revealing and before its deadline.
    /// @dev In full, so that anybody can finalise from what is on chain.
    /// @param dataHash Zero, or one if the application failed, or the hash of the consumer's data.
    function reveal(Deal calldata deal, uint32 index, bytes32 digest, bytes32 dataHash, bytes32 salt) external;

    /// @notice Active or Revealing → Completed, by anybody: pays, rewards, slashes, calls back.
    /// @dev Needs an opening for every contributor. One may be silent only after the reveal deadline.
    function finalize(Deal calldata deal, uint32 index, Opening[] calldata openings, Result calldata result) external;

    /// @notice Tries a failed callback of a completed task again.
    function retryCallback(Deal calldata deal, uint32 index, Result calldata result) external;

    function taskIdOf(DealId deal, uint32 index) external pure returns (TaskId);
    function task(TaskId id) external view returns (Task memory);
    function contribution(TaskId id, address worker) external view returns (Contribution memory);
    /// @notice The EIP-712 digest that the scheduler signs to let `worker` contribute to `id`.
    function hashAuthorization(TaskId id, address worker) external view returns (bytes32);
}
