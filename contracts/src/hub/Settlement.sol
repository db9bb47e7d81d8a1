// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IProofOfContribution} from "../interfaces/IProofOfContribution.sol";
import {IResultConsumer} from "../interfaces/IResultConsumer.sol";
import {Trust} from "../libraries/Trust.sol";
import {Deal, DealId} from "../types/Deal.sol";
import {Contribution, Opening, Result, Task, TaskHash, TaskId, TaskStatus} from "../types/Task.sol";
import {ProofOfContribution} from "./ProofOfContribution.sol";

/// @title The end of a task: who was right, who is paid, who is told.
/// @dev Contributors are not listed in storage: the caller names them all, in ascending order, and the hub checks
/// each against its commitment and their number against the task's.
abstract contract Settlement is ProofOfContribution {
    /// @notice Gas that a consumer's callback may use.
    uint256 public constant CALLBACK_GAS = 200_000;
    /// @dev What must be left so that the consumer is sure to get CALLBACK_GAS (EIP-150 keeps a 64th) and that the
    /// outcome can be written down.
    uint256 internal constant CALLBACK_GAS_NEEDED = (CALLBACK_GAS * 64) / 63 + 20_000;

    /* FINALIZE */

    /// @inheritdoc IProofOfContribution
    function finalize(Deal calldata deal, uint32 index, Opening[] calldata openings, Result calldata result)
        external
        nonReentrant
    {
        (DealId dealId, TaskId id) = _identify(deal, index);
        if (result.digest == bytes32(0)) revert ZeroResult();
        bool calls = deal.callback != address(0) && !result.appFailed;
        bytes32 resultHash = TaskHash.resultHashOf(result.digest, TaskHash.dataHashOf(result, calls));

        _complete(deal, id, openings, resultHash, result.appFailed);
        emit TaskCompleted(dealId, id, result.digest, resultHash, result.appFailed);

        if (calls) {
            _tasks[id].callbackPending = true;
            _deliver(id, deal.callback, result.callbackData);
        }
    }

    /// @inheritdoc IProofOfContribution
    function retryCallback(Deal calldata deal, uint32 index, Result calldata result) external nonReentrant {
        (, TaskId id) = _identify(deal, index);
        Task storage state = _tasks[id];
        if (!state.callbackPending) revert NoCallbackPending(id);
        bytes32 resultHash = TaskHash.resultHashOf(result.digest, TaskHash.dataHashOf(result, true));
        if (resultHash != state.resultHash) revert ResultMismatch(state.resultHash, resultHash);

        _deliver(id, deal.callback, result.callbackData);
    }

    function _complete(Deal calldata deal, TaskId id, Opening[] calldata openings, bytes32 resultHash, bool appFailed)
        private
    {
        Task storage state = _tasks[id];
        if (state.status != TaskStatus.Active && state.status != TaskStatus.Revealing) {
            revert WrongTaskStatus(id, state.status);
        }
        bytes32[] memory votes = _verify(id, state, openings);
        uint96 reward = _rewardOf(deal, _countAgreeing(id, votes, resultHash, deal.trust));

        state.status = TaskStatus.Completed;
        state.resultHash = resultHash;
        uint96 paid = _settleWorkers(deal, id, openings, votes, resultHash, reward);
        _payOwners(deal, id, deal.poolPrice - paid, appFailed);
    }

    /* CLAIM */

    /// @inheritdoc IProofOfContribution
    function claim(Deal calldata deal, uint32 index, address[] calldata workers) external nonReentrant {
        (DealId dealId, TaskId id) = _identify(deal, index);
        Task storage state = _tasks[id];
        TaskStatus status = state.status;
        if (status == TaskStatus.Completed || status == TaskStatus.Failed) revert WrongTaskStatus(id, status);
        _checkCount(workers.length, state.contributors);
        bytes32[] memory votes = _storedVotes(id, workers);
        if (status == TaskStatus.Revealing) _checkRevealFailed(deal, id, state.revealDeadline, votes);
        else if (block.timestamp <= _finalDeadline(deal)) revert DeadlineNotReached(_finalDeadline(deal));

        state.status = TaskStatus.Failed;
        bytes32 cause = TaskId.unwrap(id);
        _unlock(deal.requester, cause, deal.appPrice + deal.datasetPrice + deal.poolPrice);
        // Burned, not paid to the requester: who asks for what nobody can compute must not live on the stakes.
        _burn(deal.poolOwner, cause, deal.schedulerStake);
        for (uint256 i = 0; i < workers.length; ++i) {
            if (status == TaskStatus.Revealing && votes[i] == bytes32(0)) {
                _burn(workers[i], cause, deal.workerStake);
                _accounts[workers[i]].score = 0;
                emit ContributionRejected(id, workers[i], bytes32(0), deal.workerStake);
            } else {
                _unlock(workers[i], cause, deal.workerStake);
                emit ContributionReleased(id, workers[i]);
            }
        }
        emit TaskFailed(dealId, id);
    }

    /// @dev A reveal phase failed if it is over without a consensus, and a further period has passed in which whoever
    /// knows openings that are not on chain could finalise with them: a claim must not race that. A consensus on chain
    /// is for `finalize`, which needs no more than what is on chain, unless there is a callback: its data may be
    /// withheld by those who agreed, and money must not stay locked for that.
    function _checkRevealFailed(Deal calldata deal, TaskId id, uint256 revealDeadline, bytes32[] memory votes)
        private
        view
    {
        uint256 deadline = revealDeadline + _revealPeriod(deal);
        if (block.timestamp <= deadline) revert DeadlineNotReached(deadline);
        (uint256 agreeing, uint256 revealed) = Trust.count(votes, Trust.majority(votes));
        if (!Trust.isReached(agreeing, revealed, deal.trust)) return;
        bool withheld = deal.callback != address(0) && block.timestamp > _finalDeadline(deal);
        if (!withheld) revert ConsensusReached(id);
    }

    /* VOTES */

    /// @dev One vote for each opening, zero for the silent.
    function _verify(TaskId id, Task storage state, Opening[] calldata openings)
        private
        view
        returns (bytes32[] memory votes)
    {
        _checkCount(openings.length, state.contributors);
        bool mayBeSilent = state.status == TaskStatus.Revealing && block.timestamp > state.revealDeadline;
        votes = new bytes32[](openings.length);
        address previous = address(0);
        for (uint256 i = 0; i < openings.length; ++i) {
            Opening calldata opening = openings[i];
            address worker = opening.worker;
            _checkAscending(previous, worker);
            previous = worker;

            Contribution storage part = _contributions[id][worker];
            if (opening.resultHash != bytes32(0)) {
                _checkOpening(id, part.commitment, worker, opening.resultHash, opening.salt);
                votes[i] = opening.resultHash;
                continue;
            }
            if (part.commitment == bytes32(0)) revert NotContributed(id, worker);
            votes[i] = part.resultHash;
            if (votes[i] == bytes32(0) && !mayBeSilent) revert RevealStillOpen(id, worker, state.revealDeadline);
        }
    }

    /// @dev The votes that were revealed on chain.
    function _storedVotes(TaskId id, address[] calldata workers) private view returns (bytes32[] memory votes) {
        votes = new bytes32[](workers.length);
        address previous = address(0);
        for (uint256 i = 0; i < workers.length; ++i) {
            address worker = workers[i];
            _checkAscending(previous, worker);
            previous = worker;

            Contribution storage part = _contributions[id][worker];
            if (part.commitment == bytes32(0)) revert NotContributed(id, worker);
            votes[i] = part.resultHash;
        }
    }

    function _countAgreeing(TaskId id, bytes32[] memory votes, bytes32 resultHash, uint256 trust)
        private
        pure
        returns (uint256 agreeing)
    {
        uint256 revealed;
        (agreeing, revealed) = Trust.count(votes, resultHash);
        if (!Trust.isReached(agreeing, revealed, trust)) revert NoConsensus(id, agreeing, revealed, trust);
    }

    function _checkCount(uint256 given, uint256 contributors) private pure {
        if (given != contributors) revert IncompleteOpenings(given, contributors);
    }

    function _checkAscending(address previous, address next) private pure {
        if (next <= previous) revert UnsortedOpenings(previous, next);
    }

    /* MONEY */

    /// @dev The pool price less the scheduler's fee, in equal parts for those who agreed.
    function _rewardOf(Deal calldata deal, uint256 agreeing) private pure returns (uint96) {
        uint256 fee = (uint256(deal.poolPrice) * deal.schedulerFee) / BPS;
        return uint96((deal.poolPrice - fee) / agreeing);
    }

    /// @dev The pool owner has its stake back, and its fee with what does not divide. Who sold an application that fails
    /// has sold nothing; the data for it was delivered, and what the application printed of it is in the result: were it
    /// free, an application that prints and then fails would be a way to it.
    function _payOwners(Deal calldata deal, TaskId id, uint96 poolOwnerShare, bool appFailed) private {
        bytes32 cause = TaskId.unwrap(id);
        if (appFailed) _unlock(deal.requester, cause, deal.appPrice);
        else _pay(deal.requester, deal.appOwner, cause, deal.appPrice);
        _pay(deal.requester, deal.datasetOwner, cause, deal.datasetPrice);
        _pay(deal.requester, deal.poolOwner, cause, poolOwnerShare);
        _unlock(deal.poolOwner, cause, deal.schedulerStake);
    }

    function _settleWorkers(
        Deal calldata deal,
        TaskId id,
        Opening[] calldata openings,
        bytes32[] memory votes,
        bytes32 resultHash,
        uint96 reward
    ) private returns (uint96 paid) {
        bytes32 cause = TaskId.unwrap(id);
        for (uint256 i = 0; i < openings.length; ++i) {
            address worker = openings[i].worker;
            if (votes[i] == resultHash) {
                _unlock(worker, cause, deal.workerStake);
                _pay(deal.requester, worker, cause, reward);
                paid += reward;
                // A free task proves nothing: a score that costs nothing could be farmed.
                if (reward > 0) ++_accounts[worker].score;
                emit ContributionAccepted(id, worker, reward);
            } else {
                _burn(worker, cause, deal.workerStake);
                _accounts[worker].score = 0;
                emit ContributionRejected(id, worker, votes[i], deal.workerStake);
            }
        }
    }

    /* CALLBACK */

    /// @dev Last of all: the consumer can spend its gas, not undo the payment. What it returns is not even copied.
    function _deliver(TaskId id, address consumer, bytes calldata data) private {
        bytes memory message = abi.encodeCall(IResultConsumer.receiveResult, (TaskId.unwrap(id), data));
        if (gasleft() < CALLBACK_GAS_NEEDED) revert TooLittleGasForCallback(gasleft(), CALLBACK_GAS_NEEDED);
        uint256 gasLimit = CALLBACK_GAS;
        bool delivered = consumer.code.length > 0;
        if (delivered) {
            assembly ("memory-safe") {
                delivered := call(gasLimit, consumer, 0, add(message, 0x20), mload(message), 0, 0)
            }
        }

        if (delivered) {
            _tasks[id].callbackPending = false;
            emit CallbackDelivered(id, consumer);
        } else {
            emit CallbackFailed(id, consumer);
        }
    }
}
