// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DealId} from "./Deal.sol";

enum EpochStatus {
    Unset,
    Anchored, // the commitments' root is on chain: workers may open
    Settled // results agreed on and paid
}

/// @notice What the chain keeps of an epoch: one storage slot.
struct Epoch {
    EpochStatus status;
    uint40 at; // Unix time of the anchor, then of the settlement
    bytes26 root; // of the commitments, then of the results: the first 26 bytes of a Merkle root
}

/// @notice Where a settlement says what became of a task.
struct SettledTask {
    uint64 epoch; // of the deal's scheduler
    bytes32 crew; // keccak256 of the signers' addresses, each in a word
    bytes page; // the page that has the task, see Pages
    bytes32[] proof; // siblings from the page's leaf to the root, see Merkle
}

/// @notice A wrong contribution: signed by the worker, opened by its salt.
struct Offence {
    address worker;
    bytes32 digest;
    bytes32 dataHash;
    bytes32 salt;
    bytes signature; // over Contribution(bytes32 task,bytes32 commitment)
}

/// @notice A scheduler's promise to a worker that it left out of a settlement: its commitment to the settled result had come.
struct OpenedReceipt {
    uint64 epoch;
    address worker;
    bytes32 salt; // opens the commitment
    bytes signature; // of the scheduler, over Receipt(uint64 epoch,bytes32 task,address worker,bytes32 commitment)
}

/// @notice EIP-712 hashes of what workers and schedulers sign off chain.
library EpochHash {
    /// @notice Signed by a worker: this is my contribution to the task. Proves a wrong one later.
    bytes32 internal constant CONTRIBUTION_TYPEHASH = keccak256("Contribution(bytes32 task,bytes32 commitment)");
    /// @notice Signed by a scheduler: the contribution has come in time and belongs into the epoch.
    bytes32 internal constant RECEIPT_TYPEHASH =
        keccak256("Receipt(uint64 epoch,bytes32 task,address worker,bytes32 commitment)");
    /// @notice Signed by every worker whose contributions it pays.
    bytes32 internal constant SETTLEMENT_TYPEHASH =
        keccak256("Settlement(address scheduler,uint64 epoch,bytes32 anchor,bytes32 crew,bytes32 deals,bytes32 pages)");

    function contributionStruct(bytes32 task, bytes32 commitment) internal pure returns (bytes32) {
        return keccak256(abi.encode(CONTRIBUTION_TYPEHASH, task, commitment));
    }

    function receiptStruct(uint64 epoch, bytes32 task, address worker, bytes32 commitment)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(RECEIPT_TYPEHASH, epoch, task, worker, commitment));
    }

    function settlementStruct(
        address scheduler,
        uint64 epoch,
        bytes32 anchor,
        bytes32 crew,
        bytes32 deals,
        bytes32 pages
    ) internal pure returns (bytes32) {
        return keccak256(
            bytes.concat(abi.encode(SETTLEMENT_TYPEHASH, scheduler, epoch, anchor), abi.encode(crew, deals, pages))
        );
    }

    /// @notice Leaf of the anchor's tree.
    function commitmentLeaf(bytes32 task, address worker, bytes32 commitment) internal pure returns (bytes32) {
        return keccak256(abi.encode(task, worker, commitment));
    }

    /// @notice Leaf of the results' tree.
    function pageLeaf(DealId deal, bytes32 crew, bytes32 pageHash) internal pure returns (bytes32) {
        return keccak256(abi.encode(deal, crew, pageHash));
    }
}
