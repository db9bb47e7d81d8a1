// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAvailability} from "../interfaces/IAvailability.sol";
import {DagPb} from "../libraries/DagPb.sol";
import {BlockChallenge, Step} from "../types/BlockChallenge.sol";
import {Deal, DealId} from "../types/Deal.sol";
import {SettledTask} from "../types/Epoch.sol";
import {TaskId} from "../types/Task.sol";
import {SettledTasks} from "./SettledTasks.sol";

/// @title Challenges of a result's availability.
/// @dev Both periods together are shorter than a bond stays at stake after its seat was given back.
abstract contract Availability is SettledTasks, IAvailability {
    /// @notice Seconds after a settlement within which its results may be challenged.
    uint256 public constant CHALLENGE_PERIOD = 12 hours;
    /// @notice Seconds within which a challenged block must be published.
    uint256 public constant ANSWER_PERIOD = 6 hours;

    uint40 private constant PUBLISHED = type(uint40).max;
    bytes32 private constant UNAVAILABLE = bytes32(uint256(2));

    /// @inheritdoc IAvailability
    function challengeResult(Deal calldata deal, uint32 index, SettledTask calldata settled, Step[] calldata path)
        external
        nonReentrant
    {
        (DealId dealId, TaskId id) = _identify(deal, index);
        bytes32 digest = _descend(_proven(deal, dealId, index, settled).digest, path);
        uint256 last = _epochs[deal.scheduler][settled.epoch].at + CHALLENGE_PERIOD;
        if (block.timestamp > last) revert DeadlinePassed(last);
        BlockChallenge storage challenge = _challengeOf(id, digest);
        if (challenge.deadline != 0) revert AlreadyChallenged(id, digest);

        uint40 deadline = uint40(block.timestamp + ANSWER_PERIOD);
        (challenge.challenger, challenge.deadline) = (msg.sender, deadline);
        _lock(msg.sender, TaskId.unwrap(id), challengeBond(deal));
        emit ResultChallenged(dealId, id, msg.sender, index, digest, deadline);
    }

    /// @inheritdoc IAvailability
    function withdrawChallenge(Deal calldata deal, uint32 index, bytes32 blockDigest) external nonReentrant {
        (, TaskId id) = _identify(deal, index);
        BlockChallenge memory challenge = _openChallenge(id, blockDigest);
        if (msg.sender != challenge.challenger) revert NotChallenger(msg.sender, challenge.challenger);
        uint256 last = challenge.deadline - ANSWER_PERIOD / 2;
        if (block.timestamp > last) revert DeadlinePassed(last);

        delete _challenges[_keyOf(id, blockDigest)];
        _unlock(msg.sender, TaskId.unwrap(id), challengeBond(deal));
        emit ChallengeWithdrawn(id, blockDigest);
    }

    /// @inheritdoc IAvailability
    function publishBlock(Deal calldata deal, uint32 index, bytes calldata data) external nonReentrant {
        (, TaskId id) = _identify(deal, index);
        bytes32 digest = sha256(data);
        BlockChallenge memory challenge = _openChallenge(id, digest);
        if (block.timestamp > challenge.deadline) revert DeadlinePassed(challenge.deadline);

        _challenges[_keyOf(id, digest)] = BlockChallenge(address(0), PUBLISHED);
        _pay(challenge.challenger, msg.sender, TaskId.unwrap(id), challengeBond(deal));
        emit BlockPublished(id, digest, msg.sender);
        if (msg.sender != tx.origin || msg.sender.code.length != 0) emit BlockData(digest, data);
    }

    /// @inheritdoc IAvailability
    function failResult(
        Deal calldata deal,
        uint32 index,
        SettledTask calldata settled,
        address[] calldata crew,
        bytes32 blockDigest
    ) external nonReentrant {
        TaskId id = _endChallenge(deal, index, blockDigest);
        _checkCrew(settled.crew, crew);
        uint256 voters = _votersOf(deal, index, settled);
        if (_judge(id, address(0), UNAVAILABLE)) _slashVoters(deal, id, crew, voters);
    }

    /// @dev Nobody has answered.
    function _endChallenge(Deal calldata deal, uint32 index, bytes32 blockDigest) private returns (TaskId id) {
        (, id) = _identify(deal, index);
        BlockChallenge memory challenge = _openChallenge(id, blockDigest);
        if (block.timestamp <= challenge.deadline) revert DeadlineNotReached(challenge.deadline);
        delete _challenges[_keyOf(id, blockDigest)];
        _unlock(challenge.challenger, TaskId.unwrap(id), challengeBond(deal));
    }

    function _slashVoters(Deal calldata deal, TaskId id, address[] calldata crew, uint256 voters) private {
        uint256 penalty = 0;
        for (uint256 i = 0; i < crew.length; ++i) {
            if (voters & (1 << i) != 0) penalty += _slashBond(crew[i], deal.workerStake);
        }
        uint256 price = _priceOf(deal);
        uint256 refund = penalty < price ? penalty : price;
        _accounts[deal.payer].free += uint96(refund);
        burned += penalty - refund;
        emit ResultFailed(id, penalty, refund);
    }

    /* VIEWS */

    /// @inheritdoc IAvailability
    function challengeOf(TaskId id, bytes32 blockDigest) external view returns (BlockChallenge memory) {
        return _challengeOf(id, blockDigest);
    }

    /// @inheritdoc IAvailability
    function challengeBond(Deal calldata deal) public pure returns (uint96) {
        return uint96(_priceOf(deal) + deal.workerStake);
    }

    function _priceOf(Deal calldata deal) private pure returns (uint256) {
        return uint256(deal.appPrice) + deal.datasetPrice + deal.poolPrice;
    }

    /// @dev sha2-256 of the block at the end of the path.
    function _descend(bytes32 root, Step[] calldata path) private pure returns (bytes32 digest) {
        digest = root;
        bool isNode = true; // the root of a result is a folder
        for (uint256 i = 0; i < path.length; ++i) {
            bytes32 actual = sha256(path[i].node);
            if (!isNode || actual != digest) revert WrongStep(i, digest, actual);
            (digest, isNode) = DagPb.follow(path[i].node, path[i].link);
        }
    }

    function _openChallenge(TaskId id, bytes32 digest) private view returns (BlockChallenge memory challenge) {
        challenge = _challengeOf(id, digest);
        if (challenge.challenger == address(0)) revert NoChallenge(id, digest);
    }

    function _challengeOf(TaskId id, bytes32 digest) private view returns (BlockChallenge storage) {
        return _challenges[_keyOf(id, digest)];
    }

    function _keyOf(TaskId id, bytes32 digest) private pure returns (bytes32) {
        return keccak256(abi.encode(id, digest));
    }
}
