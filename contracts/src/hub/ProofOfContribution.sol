// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IProofOfContribution} from "../interfaces/IProofOfContribution.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Deal, DealHash, DealId} from "../types/Deal.sol";
import {Contribution, Task, TaskHash, TaskId, TaskStatus} from "../types/Task.sol";
import {Exchange} from "./Exchange.sol";

/// @title Workers commit to results and reveal them. What follows from it is in Settlement.
abstract contract ProofOfContribution is Exchange, IProofOfContribution {
    /// @notice Most contributors of one task: bounds the work of settling it.
    uint256 public constant MAX_CONTRIBUTORS = 32;
    /// @notice Durations after a deal's start until which workers may contribute.
    uint256 public constant CONTRIBUTION_PERIODS = 8;
    /// @notice Durations after a deal's start from which an unfinished task may be claimed.
    uint256 public constant FINAL_PERIODS = 10;
    /// @notice Shortest reveal phase in seconds, whatever the category: a transaction must have time to be mined.
    uint256 public constant MIN_REVEAL_PERIOD = 30;

    mapping(TaskId id => Task) internal _tasks;
    mapping(TaskId id => mapping(address worker => Contribution)) internal _contributions;

    /* COMMIT AND REVEAL */

    /// @inheritdoc IProofOfContribution
    function initialize(Deal calldata deal, uint32 index) external nonReentrant returns (TaskId id) {
        DealId dealId;
        (dealId, id) = _identify(deal, index);
        Task storage state = _tasks[id];
        if (state.status != TaskStatus.Unset) revert WrongTaskStatus(id, state.status);
        _checkContributionDeadline(deal);

        state.status = TaskStatus.Active;
        emit TaskInitialized(dealId, id, index);
    }

    /// @inheritdoc IProofOfContribution
    function contribute(Deal calldata deal, uint32 index, bytes32 commitment, bytes calldata authorization)
        external
        nonReentrant
    {
        (DealId dealId, TaskId id) = _identify(deal, index);
        Task storage state = _tasks[id];
        TaskStatus status = state.status;
        if (status != TaskStatus.Unset && status != TaskStatus.Active) revert WrongTaskStatus(id, status);
        _checkContributionDeadline(deal);
        if (commitment == bytes32(0)) revert ZeroCommitment();
        Contribution storage part = _contributions[id][msg.sender];
        if (part.commitment != bytes32(0)) revert AlreadyContributed(id, msg.sender);
        if (state.contributors == MAX_CONTRIBUTORS) revert TooManyContributors(id, MAX_CONTRIBUTORS);
        if (!Signatures.isValid(authorization, deal.scheduler, hashAuthorization(id, msg.sender))) {
            revert UnauthorizedWorker(id, msg.sender);
        }

        if (status == TaskStatus.Unset) {
            state.status = TaskStatus.Active;
            emit TaskInitialized(dealId, id, index);
        }
        ++state.contributors;
        part.commitment = commitment;
        _lock(msg.sender, TaskId.unwrap(id), deal.workerStake);
        emit TaskContributed(dealId, id, msg.sender, commitment);
    }

    /// @inheritdoc IProofOfContribution
    function openReveal(Deal calldata deal, uint32 index) external nonReentrant {
        (DealId dealId, TaskId id) = _identify(deal, index);
        Task storage state = _tasks[id];
        if (state.status != TaskStatus.Active) revert WrongTaskStatus(id, state.status);
        if (msg.sender != deal.scheduler && block.timestamp <= _contributionDeadline(deal)) {
            revert NotScheduler(msg.sender, deal.scheduler);
        }
        if (state.contributors == 0) revert NoContributors(id);

        uint40 deadline = uint40(block.timestamp + _revealPeriod(deal));
        state.status = TaskStatus.Revealing;
        state.revealDeadline = deadline;
        emit RevealOpened(dealId, id, deadline);
    }

    /// @inheritdoc IProofOfContribution
    function reveal(Deal calldata deal, uint32 index, bytes32 digest, bytes32 dataHash, bytes32 salt)
        external
        nonReentrant
    {
        (DealId dealId, TaskId id) = _identify(deal, index);
        Task storage state = _tasks[id];
        if (state.status != TaskStatus.Revealing) revert WrongTaskStatus(id, state.status);
        if (block.timestamp > state.revealDeadline) revert DeadlinePassed(state.revealDeadline);
        if (digest == bytes32(0)) revert ZeroResult();
        // A consensus on data that no finalisation can bring would lock the task for ever.
        bool isPlain = dataHash == TaskHash.NO_DATA || dataHash == TaskHash.APP_FAILED;
        if (deal.callback == address(0) && !isPlain) revert UnexpectedData(id, dataHash);
        Contribution storage part = _contributions[id][msg.sender];
        if (part.resultHash != bytes32(0)) revert AlreadyRevealed(id, msg.sender);
        bytes32 resultHash = TaskHash.resultHashOf(digest, dataHash);
        _checkOpening(id, part.commitment, msg.sender, resultHash, salt);

        part.resultHash = resultHash;
        emit TaskRevealed(dealId, id, msg.sender, digest, dataHash);
    }

    /* VIEWS */

    /// @inheritdoc IProofOfContribution
    function taskIdOf(DealId deal, uint32 index) external pure returns (TaskId) {
        return TaskHash.idOf(deal, index);
    }

    /// @inheritdoc IProofOfContribution
    function task(TaskId id) external view returns (Task memory) {
        return _tasks[id];
    }

    /// @inheritdoc IProofOfContribution
    function contribution(TaskId id, address worker) external view returns (Contribution memory) {
        return _contributions[id][worker];
    }

    /// @inheritdoc IProofOfContribution
    function hashAuthorization(TaskId id, address worker) public view returns (bytes32) {
        return _hashTypedDataV4(TaskHash.authorizationStruct(id, worker));
    }

    /* SHARED WITH SETTLEMENT */

    /// @dev The ids of a matched deal's task. Everything that follows may rely on the deal's terms.
    function _identify(Deal calldata deal, uint32 index) internal view returns (DealId dealId, TaskId id) {
        dealId = DealHash.idOf(deal);
        if (!isDeal(dealId)) revert UnknownDeal(dealId);
        if (index < deal.first || index - deal.first >= deal.size) {
            revert TaskIndexOutOfRange(index, deal.first, deal.size);
        }
        id = TaskHash.idOf(dealId, index);
    }

    function _checkOpening(TaskId id, bytes32 commitment, address worker, bytes32 resultHash, bytes32 salt)
        internal
        pure
    {
        if (commitment == bytes32(0)) revert NotContributed(id, worker);
        if (commitment != TaskHash.commitmentOf(id, worker, resultHash, salt)) revert WrongOpening(id, worker);
    }

    function _finalDeadline(Deal calldata deal) internal pure returns (uint256) {
        return deal.start + FINAL_PERIODS * deal.duration;
    }

    function _revealPeriod(Deal calldata deal) internal pure returns (uint256) {
        return Math.max(deal.duration, MIN_REVEAL_PERIOD);
    }

    function _checkContributionDeadline(Deal calldata deal) private view {
        uint256 deadline = _contributionDeadline(deal);
        if (block.timestamp > deadline) revert DeadlinePassed(deadline);
    }

    function _contributionDeadline(Deal calldata deal) private pure returns (uint256) {
        return deal.start + CONTRIBUTION_PERIODS * deal.duration;
    }
}
