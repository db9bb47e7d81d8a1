// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IProofOfContribution} from "../interfaces/IProofOfContribution.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Deal, DealHash, DealId} from "../types/Deal.sol";
import {Mode} from "../types/Mode.sol";
import {Contribution, Task, TaskHash, TaskId, TaskStatus} from "../types/Task.sol";
import {Exchange} from "./Exchange.sol";
import {Votes} from "./Votes.sol";

/// @title Workers commit to results and reveal them. What follows from it is in Settlement.
abstract contract ProofOfContribution is Exchange, Votes, IProofOfContribution {
    /// @notice Most contributors of one task: bounds the work of settling it.
    uint256 public constant MAX_CONTRIBUTORS = 32;

    /* COMMIT AND REVEAL */

    /// @inheritdoc IProofOfContribution
    function initialize(Deal calldata deal, uint32 index) external nonReentrant returns (TaskId id) {
        DealId dealId;
        (dealId, id) = _identify(deal, index);
        Task storage state = _tasks[id];
        if (state.status != TaskStatus.Unset) revert WrongTaskStatus(id, state.status);
        if (_isTaken(dealId, deal, index)) revert WrongTaskStatus(id, TaskStatus.Completed);
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
        _checkAdmitted(deal, dealId, id, index, authorization);

        if (state.contributors == 0) _take(dealId, id, deal, index);
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

    /* WHO MAY CONTRIBUTE, AND WHEN */

    /// @dev The scheduler of a private pool picks. In any other pool the draw does: the scheduler says whose turn it is, and
    /// if it lets a task lie, whoever was drawn may go ahead without it.
    function _checkAdmitted(Deal calldata deal, DealId dealId, TaskId id, uint32 index, bytes calldata authorization)
        private
        view
    {
        bool isDrawn = !Mode.isPrivate(deal.mode);
        if (isDrawn) _checkDrawn(deal, dealId, id, index, msg.sender);
        if (isDrawn && block.timestamp > deal.start + SELF_ASSIGN_PERIODS * deal.duration) return;
        if (!Signatures.isValid(authorization, deal.scheduler, hashAuthorization(id, msg.sender))) {
            revert UnauthorizedWorker(id, msg.sender);
        }
    }

    /* SHARED WITH SETTLEMENT */

    function _checkOpening(TaskId id, bytes32 commitment, address worker, bytes32 resultHash, bytes32 salt)
        internal
        pure
    {
        if (commitment == bytes32(0)) revert NotContributed(id, worker);
        if (commitment != TaskHash.commitmentOf(id, worker, resultHash, salt)) revert WrongOpening(id, worker);
    }

    function _checkContributionDeadline(Deal calldata deal) private view {
        uint256 deadline = _contributionDeadline(deal);
        if (block.timestamp > deadline) revert DeadlinePassed(deadline);
    }
}
