// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IClaims} from "../interfaces/IClaims.sol";
import {Trust} from "../libraries/Trust.sol";
import {Deal, DealId} from "../types/Deal.sol";
import {Task, TaskId, TaskStatus} from "../types/Task.sol";
import {Votes} from "./Votes.sol";

/// @title A task without a result: the requester is refunded, and who is to blame pays for it.
abstract contract Claims is Votes, IClaims {
    /// @notice What declining a task costs: one part in so many of the scheduler's stake.
    uint96 public constant DECLINE_PENALTY_DIVISOR = 10;

    /// @inheritdoc IClaims
    function claim(Deal calldata deal, uint32 index, address[] calldata workers) external nonReentrant {
        (DealId dealId, TaskId id) = _identify(deal, index);
        Task storage state = _tasks[id];
        TaskStatus status = state.status;
        if (status == TaskStatus.Completed || status == TaskStatus.Failed) revert WrongTaskStatus(id, status);
        _checkCount(workers.length, state.contributors);

        state.status = TaskStatus.Failed;
        if (status != TaskStatus.Revealing) _leaveUntouched(deal, dealId, id, index, workers.length);
        bytes32 cause = TaskId.unwrap(id);
        _unlock(deal.payer, cause, deal.appPrice + deal.datasetPrice + deal.poolPrice);
        if (status == TaskStatus.Revealing) {
            bytes32[] memory votes = _storedVotes(id, workers);
            _checkRevealFailed(deal, id, state.revealDeadline, votes, _bitsOf(deal, workers));
            // Burned, not paid to the requester: who asks for what workers cannot agree on must not live on the stakes.
            _burn(deal.poolOwner, cause, deal.schedulerStake);
            _judgeSilence(deal, id, workers, votes);
        } else {
            _pay(deal.poolOwner, deal.payer, cause, deal.schedulerStake);
        }
        emit TaskFailed(dealId, id);
    }

    /// @dev Nobody has contributed to it, no epoch has settled it, and it is too late for either.
    function _leaveUntouched(Deal calldata deal, DealId dealId, TaskId id, uint32 index, uint256 contributors) private {
        if (contributors > 0) revert RevealFirst(id, contributors);
        if (block.timestamp <= _finalDeadline(deal)) revert DeadlineNotReached(_finalDeadline(deal));
        _take(dealId, id, deal, index);
    }

    /// @dev Who revealed has its stake back, who did not loses it.
    function _judgeSilence(Deal calldata deal, TaskId id, address[] calldata workers, bytes32[] memory votes) private {
        bytes32 cause = TaskId.unwrap(id);
        for (uint256 i = 0; i < workers.length; ++i) {
            if (votes[i] == bytes32(0)) {
                _burn(workers[i], cause, deal.workerStake);
                _forfeitReputation(workers[i]);
                emit ContributionRejected(id, workers[i], bytes32(0), deal.workerStake);
            } else {
                _unlock(workers[i], cause, deal.workerStake);
                emit ContributionReleased(id, workers[i]);
            }
        }
    }

    /// @dev A reveal phase failed if it is over without a consensus, and a further period has passed in which whoever
    /// knows openings that are not on chain could finalise with them: a claim must not race that. A consensus on chain
    /// is for `finalize`, which needs no more than what is on chain, unless there is a callback: its data may be
    /// withheld by those who agreed, and money must not stay locked for that.
    function _checkRevealFailed(
        Deal calldata deal,
        TaskId id,
        uint256 revealDeadline,
        bytes32[] memory votes,
        uint256[] memory bits
    ) private view {
        uint256 deadline = revealDeadline + _revealPeriod(deal);
        if (block.timestamp <= deadline) revert DeadlineNotReached(deadline);
        (uint256 agreeing, uint256 agreeingBits, uint256 others) =
            Trust.count(votes, bits, Trust.strongest(votes, bits));
        bool isReached = Trust.isReached(agreeing, agreeingBits, others, deal.trust);
        if (!isReached || agreeing * deal.workerStake < deal.value) return;
        bool withheld = deal.callback != address(0) && block.timestamp > _finalDeadline(deal);
        if (!withheld) revert ConsensusReached(id);
    }

    /* DECLINE */

    /// @inheritdoc IClaims
    function decline(Deal calldata deal, uint32 index) external nonReentrant {
        (DealId dealId, TaskId id) = _identify(deal, index);
        if (msg.sender != deal.scheduler) revert NotScheduler(msg.sender, deal.scheduler);
        Task storage state = _tasks[id];
        TaskStatus status = state.status;
        bool isOpen = status == TaskStatus.Unset || status == TaskStatus.Active;
        if (!isOpen || state.contributors != 0) revert WrongTaskStatus(id, status);
        uint256 deadline = _contributionDeadline(deal);
        if (block.timestamp <= deadline) revert DeadlineNotReached(deadline);

        _take(dealId, id, deal, index);
        state.status = TaskStatus.Failed;
        bytes32 cause = TaskId.unwrap(id);
        uint96 penalty = deal.schedulerStake / DECLINE_PENALTY_DIVISOR;
        _unlock(deal.payer, cause, deal.appPrice + deal.datasetPrice + deal.poolPrice);
        _burn(deal.poolOwner, cause, penalty);
        _unlock(deal.poolOwner, cause, deal.schedulerStake - penalty);
        emit TaskFailed(dealId, id);
    }
}
