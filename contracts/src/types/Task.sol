// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DealId} from "./Deal.sol";

/// @notice keccak256(abi.encode(DealId, index)).
type TaskId is bytes32;

/// @notice Life of a task; docs/protocol.md draws the transitions.
enum TaskStatus {
    Unset, // bought, nobody has acted on it
    Active, // workers contribute commitments
    Revealing, // no more commitments; workers reveal on chain
    Completed, // a result was agreed on and paid
    Failed // claimed: the requester is refunded
}

/// @notice What the chain keeps of a task: one storage slot.
struct Task {
    TaskStatus status;
    uint8 contributors; // commitments received
    uint40 revealDeadline; // Unix time, zero before the reveal phase
    bool callbackPending; // the consumer's callback failed and may be tried again
    bytes24 resultHash; // first 24 bytes of TaskHash.resultHashOf the agreed result, zero until completed
}

/// @notice What the chain keeps of one worker's part in a task.
struct Contribution {
    bytes32 commitment; // keccak256(abi.encode(TaskId, worker, resultHash, salt))
    bytes32 resultHash; // zero until revealed on chain by itself
}

/// @notice Opening of a commitment, brought along by whoever finalises or claims a task. One for every contributor,
/// in ascending order of `worker`. A silent worker's has a zero `resultHash`.
struct Opening {
    address worker;
    bytes32 resultHash;
    bytes32 salt;
}

/// @notice A result in full, as `finalize` and `retryCallback` take it.
struct Result {
    bytes32 digest; // content root of the result tree: sha2-256 of the root block
    bool appFailed; // the tree describes a deterministic failure of the application
    bytes callbackData; // for the deal's consumer; empty if there is none or the application failed
}

library TaskHash {
    /// @dev Stands in the place of a data hash: no data hashes to either.
    bytes32 internal constant NO_DATA = bytes32(0);
    bytes32 internal constant APP_FAILED = bytes32(uint256(1));

    function idOf(DealId deal, uint32 index) internal pure returns (TaskId) {
        return TaskId.wrap(keccak256(abi.encode(deal, index)));
    }

    /// @notice What a worker commits to. The salt keeps a result of few possible values from being guessed, the
    /// worker's address keeps the commitment from being copied.
    function commitmentOf(TaskId task, address worker, bytes32 resultHash, bytes32 salt)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(task, worker, resultHash, salt));
    }

    /// @notice What the votes are counted on: the digest and what goes with it. Never zero, which means silence.
    /// @param dataHash NO_DATA, APP_FAILED, or the hash of the consumer's data: an outcome of one kind cannot be passed
    /// off as one of another.
    function resultHashOf(bytes32 digest, bytes32 dataHash) internal pure returns (bytes32) {
        return keccak256(abi.encode(digest, dataHash));
    }

    function dataHashOf(Result calldata result, bool hasCallback) internal pure returns (bytes32) {
        if (result.appFailed) return APP_FAILED;
        return hasCallback ? keccak256(result.callbackData) : NO_DATA;
    }

    bytes32 internal constant AUTHORIZATION_TYPEHASH = keccak256("Authorization(bytes32 task,address worker)");

    function authorizationStruct(TaskId task, address worker) internal pure returns (bytes32) {
        return keccak256(abi.encode(AUTHORIZATION_TYPEHASH, task, worker));
    }
}
