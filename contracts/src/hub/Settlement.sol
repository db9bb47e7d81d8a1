// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IProofOfContribution} from "../interfaces/IProofOfContribution.sol";
import {Trust} from "../libraries/Trust.sol";
import {Account} from "../types/Account.sol";
import {Deal, DealId} from "../types/Deal.sol";
import {ReputationLibrary} from "../types/Reputation.sol";
import {Contribution, Opening, Result, Task, TaskHash, TaskId, TaskStatus} from "../types/Task.sol";
import {Callbacks} from "./Callbacks.sol";
import {ProofOfContribution} from "./ProofOfContribution.sol";

/// @title The end of a task: who was right, who is paid, who is told.
/// @dev Contributors are not listed in storage: the caller names them all, in ascending order, and the hub checks
/// each against its commitment and their number against the task's.
abstract contract Settlement is ProofOfContribution, Callbacks {
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
            _tasks[id].callbackPending = !_deliver(id, deal.callback, result.callbackData);
        }
    }

    /// @inheritdoc IProofOfContribution
    function retryCallback(Deal calldata deal, uint32 index, Result calldata result) external nonReentrant {
        (, TaskId id) = _identify(deal, index);
        Task storage state = _tasks[id];
        if (!state.callbackPending) revert NoCallbackPending(id);
        bytes32 resultHash = TaskHash.resultHashOf(result.digest, TaskHash.dataHashOf(result, true));
        if (bytes24(resultHash) != state.resultHash) revert ResultMismatch(state.resultHash, resultHash);

        state.callbackPending = !_deliver(id, deal.callback, result.callbackData);
    }

    function _complete(Deal calldata deal, TaskId id, Opening[] calldata openings, bytes32 resultHash, bool appFailed)
        private
    {
        Task storage state = _tasks[id];
        if (state.status != TaskStatus.Active && state.status != TaskStatus.Revealing) {
            revert WrongTaskStatus(id, state.status);
        }
        bytes32[] memory votes = _verify(id, state, openings);
        uint256 agreeing = _checkAgreed(deal, id, openings, votes, resultHash);

        state.status = TaskStatus.Completed;
        state.resultHash = bytes24(resultHash);
        (uint96 share, uint96 reward) = _split(deal, agreeing);
        _settleWorkers(deal, id, openings, votes, resultHash, agreeing);
        _burn(deal.payer, TaskId.unwrap(id), share);
        _payOwners(deal, id, uint96(deal.poolPrice - share - reward * agreeing), appFailed);
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
            _checkAscending(previous, openings[i].worker);
            previous = openings[i].worker;
            votes[i] = _voteOf(id, openings[i]);
            if (votes[i] == bytes32(0) && !mayBeSilent) revert RevealStillOpen(id, previous, state.revealDeadline);
        }
    }

    function _voteOf(TaskId id, Opening calldata opening) private view returns (bytes32) {
        Contribution storage part = _contributions[id][opening.worker];
        if (opening.resultHash != bytes32(0)) {
            _checkOpening(id, part.commitment, opening.worker, opening.resultHash, opening.salt);
            return opening.resultHash;
        }
        if (part.commitment == bytes32(0)) revert NotContributed(id, opening.worker);
        return part.resultHash;
    }

    /// @dev Enough evidence, and enough at stake behind it: a lone worker never decides more than its stake.
    function _checkAgreed(
        Deal calldata deal,
        TaskId id,
        Opening[] calldata openings,
        bytes32[] memory votes,
        bytes32 resultHash
    ) private view returns (uint256 agreeing) {
        uint256 silent = 0;
        for (uint256 i = 0; i < votes.length; ++i) {
            if (votes[i] == resultHash) ++agreeing;
            else if (votes[i] == bytes32(0)) ++silent;
        }
        // As many as the trust asks for and nobody against them: newcomers would do, so reputations need not be looked up.
        if (agreeing < deal.trust || agreeing + silent != votes.length) {
            _checkEvidence(deal, id, openings, votes, resultHash);
        }
        uint256 stake = agreeing * deal.workerStake;
        if (stake < deal.value) revert TooLittleAtStake(id, stake, deal.value);
    }

    function _checkEvidence(
        Deal calldata deal,
        TaskId id,
        Opening[] calldata openings,
        bytes32[] memory votes,
        bytes32 resultHash
    ) private view {
        (uint256 count, uint256 agreeingBits, uint256 others) = Trust.count(votes, _bitsOf(deal, openings), resultHash);
        if (!Trust.isReached(count, agreeingBits, others, deal.trust)) {
            revert NoConsensus(id, count, agreeingBits, others, deal.trust);
        }
    }

    function _bitsOf(Deal calldata deal, Opening[] calldata openings) private view returns (uint256[] memory bits) {
        bits = new uint256[](openings.length);
        for (uint256 i = 0; i < openings.length; ++i) {
            bits[i] = _reputationOf(openings[i].worker).bits(_valueOf(deal));
        }
    }

    /* MONEY */

    /// @dev The pool owner has its stake back, and its fee with what does not divide. Who sold an application that fails
    /// has sold nothing; the data for it was delivered, and what the application printed of it is in the result: were it
    /// free, an application that prints and then fails would be a way to it.
    function _payOwners(Deal calldata deal, TaskId id, uint96 poolOwnerShare, bool appFailed) private {
        bytes32 cause = TaskId.unwrap(id);
        if (appFailed) _unlock(deal.payer, cause, deal.appPrice);
        else _pay(deal.payer, deal.appOwner, cause, deal.appPrice);
        _pay(deal.payer, deal.datasetOwner, cause, deal.datasetPrice);
        _pay(deal.payer, deal.poolOwner, cause, poolOwnerShare);
        _unlock(deal.poolOwner, cause, deal.schedulerStake);
    }

    /// @dev A penalty first makes good what the protocol took of the payer for a task that had a fault; the rest is burned.
    function _settleWorkers(
        Deal calldata deal,
        TaskId id,
        Opening[] calldata openings,
        bytes32[] memory votes,
        bytes32 resultHash,
        uint256 agreeing
    ) private {
        (uint96 owed,) = _split(deal, 1);
        for (uint256 i = 0; i < openings.length; ++i) {
            if (votes[i] == resultHash) {
                _reward(deal, id, openings[i].worker, agreeing);
            } else {
                owed -= _slash(deal, id, openings[i].worker, owed);
                emit ContributionRejected(id, openings[i].worker, votes[i], deal.workerStake);
            }
        }
    }

    function _reward(Deal calldata deal, TaskId id, address worker, uint256 agreeing) private {
        bytes32 cause = TaskId.unwrap(id);
        (uint96 share, uint96 reward) = _split(deal, agreeing);
        _unlock(worker, cause, deal.workerStake);
        _pay(deal.payer, worker, cause, reward);
        _recordFees(worker, share / agreeing, deal.payer);
        emit ContributionAccepted(id, worker, reward);
    }

    /// @return refund What the payer gets of it.
    function _slash(Deal calldata deal, TaskId id, address worker, uint96 owed) private returns (uint96 refund) {
        bytes32 cause = TaskId.unwrap(id);
        refund = owed < deal.workerStake ? owed : deal.workerStake;
        _pay(worker, deal.payer, cause, refund);
        _burn(worker, cause, deal.workerStake - refund);
        _forfeitReputation(worker);
    }

    /// @dev A free task proves nothing: a reputation that costs nothing could be farmed.
    function _recordFees(address worker, uint256 fees, address payer) private {
        fees /= ReputationLibrary.UNIT;
        if (fees == 0) return;
        Account storage account = _accounts[worker];
        account.reputation = account.reputation.add(fees, ReputationLibrary.payerBit(payer));
    }
}
