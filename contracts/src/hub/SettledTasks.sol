// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISettledTasks} from "../interfaces/ISettledTasks.sol";
import {Merkle} from "../libraries/Merkle.sol";
import {Outcome, Pages} from "../libraries/Pages.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Trust} from "../libraries/Trust.sol";
import {Deal, DealHash, DealId} from "../types/Deal.sol";
import {Epoch, EpochHash, EpochStatus, Offence, SettledTask} from "../types/Epoch.sol";
import {ReputationLibrary} from "../types/Reputation.sol";
import {TaskHash, TaskId} from "../types/Task.sol";
import {Bonds} from "./Bonds.sol";
import {Callbacks} from "./Callbacks.sol";

/// @title What follows from a settled result: a wrong contributor is slashed, a consumer is told, anybody can prove it.
abstract contract SettledTasks is Bonds, Callbacks, ISettledTasks {
    bytes32 private constant OFFENCE = 0;

    /// @inheritdoc ISettledTasks
    function punish(Deal calldata deal, uint32 index, SettledTask calldata settled, Offence calldata offence)
        external
        nonReentrant
    {
        (DealId dealId, TaskId id) = _identify(deal, index);
        Outcome memory outcome = _proven(deal, dealId, index, settled);
        bytes32 resultHash = TaskHash.resultHashOf(offence.digest, offence.dataHash);
        if (resultHash == TaskHash.resultHashOf(outcome.digest, outcome.dataHash)) revert SameResult(id, resultHash);
        bytes32 commitment = TaskHash.commitmentOf(id, offence.worker, resultHash, offence.salt);
        if (!Signatures.isValid(offence.signature, offence.worker, hashContribution(id, commitment))) {
            revert BadSignature(0);
        }
        if (!_judge(id, offence.worker, OFFENCE)) revert AlreadyPunished(id, offence.worker);
        bool isFirst = _noteDissent(id, resultHash, outcome.against);
        emit ContributionPunished(id, offence.worker, resultHash, _penalise(deal, offence.worker, isFirst));
    }

    /// @dev Whether this is the first time.
    function _judge(TaskId id, address worker, bytes32 matter) internal returns (bool isFirst) {
        bytes32 key = keccak256(abi.encode(id, worker, matter));
        isFirst = !_judged[key];
        _judged[key] = true;
    }

    /// @dev The harmed party first: the first penalty makes good what the protocol took of the payer for a task that had a
    /// fault. What is left belongs to nobody.
    function _penalise(Deal calldata deal, address worker, bool isFirst) private returns (uint256 penalty) {
        penalty = _slashBond(worker, deal.workerStake);
        (uint96 share,) = _split(deal, 1);
        uint256 refund = !isFirst ? 0 : penalty < share ? penalty : share;
        _accounts[deal.payer].free += uint96(refund);
        burned += penalty - refund;
    }

    /// @dev One more vote for a wrong result. All of them counted as newcomers, who weigh least, must not come to more than the
    /// settlement admits to have been against it.
    function _noteDissent(TaskId id, bytes32 resultHash, uint256 declared) private returns (bool isFirst) {
        bytes32 group = keccak256(abi.encode(id, resultHash));
        uint256 votes = ++_votesPunished[group];
        uint256 odds = _oddsPunished[id];
        isFirst = odds == 0;
        odds += Trust.odds(votes * ReputationLibrary.NEWCOMER_BITS);
        if (votes > 1) odds -= Trust.odds((votes - 1) * ReputationLibrary.NEWCOMER_BITS);
        if (odds > declared) revert NotDeclared(id, odds, declared);
        _oddsPunished[id] = odds;
    }

    /// @inheritdoc ISettledTasks
    function deliver(Deal calldata deal, uint32 index, SettledTask calldata settled, bytes calldata data)
        external
        nonReentrant
    {
        (DealId dealId, TaskId id) = _identify(deal, index);
        Outcome memory outcome = _proven(deal, dealId, index, settled);
        if (deal.callback == address(0) || outcome.dataHash == TaskHash.APP_FAILED) revert NoConsumer(id);
        if (keccak256(data) != outcome.dataHash) revert WrongData(outcome.dataHash, keccak256(data));
        if (_tasks[id].resultHash != 0) revert AlreadyDelivered(id);

        if (_deliver(id, deal.callback, data)) {
            _tasks[id].resultHash = bytes24(TaskHash.resultHashOf(outcome.digest, outcome.dataHash));
        }
    }

    /* VIEWS */

    /// @inheritdoc ISettledTasks
    function isSettled(Deal calldata deal, uint32 index, SettledTask calldata settled) external view returns (bool) {
        (DealId dealId,) = _identify(deal, index);
        return _find(deal, dealId, index, settled).digest != 0;
    }

    /// @inheritdoc ISettledTasks
    function provenResult(Deal calldata deal, uint32 index, SettledTask calldata settled)
        external
        view
        returns (bytes32 digest, bytes32 dataHash)
    {
        (DealId dealId,) = _identify(deal, index);
        Outcome memory outcome = _proven(deal, dealId, index, settled);
        return (outcome.digest, outcome.dataHash);
    }

    /// @inheritdoc ISettledTasks
    function hashContribution(TaskId task, bytes32 commitment) public view returns (bytes32) {
        return _hashTypedDataV4(EpochHash.contributionStruct(TaskId.unwrap(task), commitment));
    }

    /// @inheritdoc ISettledTasks
    function hashReceipt(uint64 epoch, TaskId task, address worker, bytes32 commitment) public view returns (bytes32) {
        return _hashTypedDataV4(EpochHash.receiptStruct(epoch, TaskId.unwrap(task), worker, commitment));
    }

    /// @dev Positions in the crew of those who agreed on the task's settled result.
    function _votersOf(Deal calldata deal, uint32 index, SettledTask calldata settled)
        internal
        view
        returns (uint256 positions)
    {
        _proven(deal, DealHash.idOf(deal), index, settled);
        return Pages.voters(settled.page, index - deal.first);
    }

    /// @dev Addresses of a settlement's signers are believed if they are those that its pages were signed for.
    function _checkCrew(bytes32 expected, address[] calldata crew) internal pure {
        bytes32 actual = keccak256(abi.encodePacked(crew)); // each in a word
        if (actual != expected) revert WrongCrew(expected, actual);
    }

    function _proven(Deal calldata deal, DealId dealId, uint32 index, SettledTask calldata settled)
        internal
        view
        returns (Outcome memory outcome)
    {
        outcome = _find(deal, dealId, index, settled);
        if (outcome.digest == 0) revert WrongProof();
    }

    /// @dev A zero digest: the settlement says nothing of the task.
    function _find(Deal calldata deal, DealId dealId, uint32 index, SettledTask calldata settled)
        private
        view
        returns (Outcome memory outcome)
    {
        Epoch memory epoch = _epochs[deal.scheduler][settled.epoch];
        bytes32 leaf = EpochHash.pageLeaf(dealId, settled.crew, keccak256(settled.page));
        if (epoch.status != EpochStatus.Settled || epoch.root != bytes26(Merkle.rootOf(leaf, settled.proof))) {
            return outcome;
        }
        return Pages.find(settled.page, index - deal.first);
    }
}
