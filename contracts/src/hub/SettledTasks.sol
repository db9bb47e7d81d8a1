// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEpochs} from "../interfaces/IEpochs.sol";
import {Merkle} from "../libraries/Merkle.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Deal, DealId} from "../types/Deal.sol";
import {Epoch, EpochHash, EpochStatus, SettledTask} from "../types/Epoch.sol";
import {TaskHash, TaskId} from "../types/Task.sol";
import {Callbacks} from "./Callbacks.sol";
import {Epochs} from "./Epochs.sol";
import {Rosters} from "./Rosters.sol";

/// @title What follows from a settled result: a wrong contributor is slashed, a consumer is told, anybody can prove it.
abstract contract SettledTasks is Epochs, Rosters, Callbacks {
    /// @inheritdoc IEpochs
    function punish(
        Deal calldata deal,
        uint32 index,
        SettledTask calldata settled,
        address worker,
        bytes32 resultHash,
        bytes32 salt,
        bytes calldata signature
    ) external nonReentrant {
        (DealId dealId, TaskId id) = _identify(deal, index);
        if (!_isSettled(deal, dealId, index, settled)) revert WrongProof();
        if (resultHash == TaskHash.resultHashOf(settled.digest, settled.dataHash)) revert SameResult(id, resultHash);
        bytes32 commitment = TaskHash.commitmentOf(id, worker, resultHash, salt);
        if (!Signatures.isValid(signature, worker, hashContribution(id, commitment))) revert BadSignature(0);
        bytes32 offence = keccak256(abi.encode(id, worker));
        if (_punished[offence]) revert AlreadyPunished(offence);

        _punished[offence] = true;
        uint256 penalty = _slashBond(worker, deal.workerStake);
        // The harmed party first: the protocol's share of a task that had a fault. What is left belongs to nobody.
        (uint96 share,) = _split(deal, 1);
        uint256 refund = penalty < share ? penalty : share;
        _accounts[deal.payer].free += uint96(refund);
        burned += penalty - refund;
        emit ContributionPunished(id, worker, resultHash, penalty);
    }

    /// @inheritdoc IEpochs
    function deliver(Deal calldata deal, uint32 index, SettledTask calldata settled, bytes calldata data)
        external
        nonReentrant
    {
        (DealId dealId, TaskId id) = _identify(deal, index);
        if (deal.callback == address(0) || settled.dataHash == TaskHash.APP_FAILED) revert NoConsumer(id);
        if (!_isSettled(deal, dealId, index, settled)) revert WrongProof();
        if (keccak256(data) != settled.dataHash) revert WrongData(settled.dataHash, keccak256(data));
        if (_tasks[id].resultHash != bytes32(0)) revert AlreadyDelivered(id);

        _tasks[id].resultHash = TaskHash.resultHashOf(settled.digest, settled.dataHash);
        if (!_deliver(id, deal.callback, data)) _tasks[id].resultHash = bytes32(0);
    }

    /* VIEWS */

    /// @inheritdoc IEpochs
    function isSettled(Deal calldata deal, uint32 index, SettledTask calldata settled) external view returns (bool) {
        (DealId dealId,) = _identify(deal, index);
        return _isSettled(deal, dealId, index, settled);
    }

    /// @inheritdoc IEpochs
    function isTaken(Deal calldata deal, uint32 index) external view returns (bool) {
        (DealId dealId,) = _identify(deal, index);
        return _isTaken(dealId, deal, index);
    }

    /// @inheritdoc IEpochs
    function epochOf(address scheduler, uint64 number) external view returns (Epoch memory) {
        return _epochs[scheduler][number];
    }

    /// @inheritdoc IEpochs
    function dealRecord(DealId deal) external view returns (uint48 drawBlock, uint208 seed) {
        return (_deals[deal].drawBlock, _deals[deal].seed);
    }

    /// @inheritdoc IEpochs
    function hashContribution(TaskId task, bytes32 commitment) public view returns (bytes32) {
        return _hashTypedDataV4(EpochHash.contributionStruct(TaskId.unwrap(task), commitment));
    }

    /// @inheritdoc IEpochs
    function hashReceipt(uint64 epoch, TaskId task, address worker, bytes32 commitment)
        external
        view
        returns (bytes32)
    {
        return _hashTypedDataV4(EpochHash.receiptStruct(epoch, TaskId.unwrap(task), worker, commitment));
    }

    /// @inheritdoc IEpochs
    function hashSettlement(address scheduler, uint64 epoch, bytes32 anchor_, bytes32 deals, bytes32 tasks)
        external
        view
        returns (bytes32)
    {
        return _hashTypedDataV4(EpochHash.settlementStruct(scheduler, epoch, anchor_, deals, tasks));
    }

    function _isSettled(Deal calldata deal, DealId dealId, uint32 index, SettledTask calldata settled)
        private
        view
        returns (bool)
    {
        Epoch storage epoch = _epochs[deal.scheduler][settled.epoch];
        bytes32 leaf = EpochHash.resultLeaf(dealId, index, settled.digest, settled.dataHash);
        return epoch.status == EpochStatus.Settled && epoch.root == bytes26(Merkle.rootOf(leaf, settled.proof));
    }
}
