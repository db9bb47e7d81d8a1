// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Deal, DealId} from "../types/Deal.sol";
import {Epoch} from "../types/Epoch.sol";
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
        bytes32 crew; // keccak256 of the signers' addresses, each in a word: pages name them by their position
        Deal[] deals;
        bytes pages; // see Pages; ascending by deal
        bytes signatures; // 64 bytes each (EIP-2098), of workers in ascending order of address
    }

    event EpochAnchored(address indexed scheduler, uint64 indexed epoch, bytes32 root);
    /// @notice `root` is the Merkle root over EpochHash.pageLeaf of each page, in their order. The pages are in the
    /// transaction's input, or in EpochPages.
    event EpochSettled(address indexed scheduler, uint64 indexed epoch, bytes32 root);
    /// @notice The settlement came from a contract, so that no transaction has it as its input.
    event EpochPages(address indexed scheduler, uint64 indexed epoch, address[] crew, bytes pages);
    /// @notice Tasks of the deal were settled, of which the application failed in `failed`; the payer paid `rewards` to
    /// workers, which gather in their seats.
    event DealSettled(
        DealId indexed deal,
        address indexed scheduler,
        uint64 indexed epoch,
        uint256 tasks,
        uint256 failed,
        uint256 rewards
    );
    error WrongEpochStatus(address scheduler, uint64 epoch);
    error WrongAnchor(bytes26 expected, bytes32 given);
    error TooMany(uint256 given, uint256 max);
    /// @notice Deals of one settlement have one scheduler and one pool, none demands the direct path, and their workers' stake
    /// is below 2^58 gwei.
    error DealDoesNotFit(DealId id);
    /// @notice No deals, no pages, pages that do not ascend by deal, or signatures that are not 64 bytes each.
    error MalformedSettlement();
    error UnsortedSigners(address previous, address next);
    /// @notice Tasks of the deal's word are settled, over, on the direct path, or beyond the deal.
    error TasksTaken(DealId deal, uint256 word, uint256 lanes);
    /// @notice The deal did not draw the worker for these tasks of its word.
    error NotDrawnFor(DealId deal, address worker, uint256 word, uint256 lanes);
    /// @notice These tasks have another number of votes than their page says.
    error WrongVotes(DealId deal, uint256 word, uint256 lanes);
    error TooFewVotes(DealId deal, uint256 votes, uint256 fewest);
    /// @notice The votes for these tasks carry fewer bits than needed.
    error TooLittleEvidence(DealId deal, uint256 word, uint256 lanes, uint256 neededBits);
    error TooLittleStake(DealId deal, uint256 stake, uint256 value);
    /// @notice Results come with data for a consumer exactly if the deal has one and the application did its work.
    error WrongFlags(DealId deal, uint256 flags);
    /// @notice The worker's bond does not cover what it has at stake in this settlement.
    error BondTooLow(address worker, uint256 bond, uint256 needed);
    /// @notice The caller, a scheduler, publishes the root of the epoch's commitments.
    /// @param root Merkle root over EpochHash.commitmentLeaf, leaves in ascending order, pairs sorted.
    function anchor(uint64 epoch, bytes32 root) external;
    /// @notice Anchored → Settled, by anybody who has the signatures.
    function settle(Settlement calldata settlement) external;

    /// @notice Whether the task is settled by an epoch, on the direct path, or over.
    function isTaken(Deal calldata deal, uint32 index) external view returns (bool);
    function epochOf(address scheduler, uint64 number) external view returns (Epoch memory);
    /// @notice What workers sign: `deals` is keccak256 of the deal ids in a row, `pages` of the pages.
    function hashSettlement(address scheduler, uint64 epoch, bytes32 anchor, bytes32 crew, bytes32 deals, bytes32 pages)
        external
        view
        returns (bytes32);
}
