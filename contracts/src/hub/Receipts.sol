// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IReceipts} from "../interfaces/IReceipts.sol";
import {BitCount} from "../libraries/BitCount.sol";
import {Outcome} from "../libraries/Pages.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Deal, DealId} from "../types/Deal.sol";
import {OpenedReceipt, SettledTask} from "../types/Epoch.sol";
import {Gwei} from "../types/Seat.sol";
import {TaskHash, TaskId} from "../types/Task.sol";
import {SettledTasks} from "./SettledTasks.sol";

/// @title A worker who was right and was left out is paid by who left it out.
abstract contract Receipts is SettledTasks, IReceipts {
    /// @notice Seconds after a settlement within which a receipt is honoured.
    uint256 public constant RECEIPT_PERIOD = 1 days;
    bytes32 private constant RECEIPT = bytes32(uint256(1));

    /// @inheritdoc IReceipts
    function claimReceipt(
        Deal calldata deal,
        uint32 index,
        SettledTask calldata settled,
        address[] calldata crew,
        OpenedReceipt calldata receipt
    ) external nonReentrant {
        (DealId dealId, TaskId id) = _identify(deal, index);
        _checkReceipt(deal, id, receipt, _proven(deal, dealId, index, settled));
        _checkInTime(deal, id, settled.epoch, receipt.epoch);
        _checkBounded(deal, dealId, id, receipt.worker);
        _checkCrew(settled.crew, crew);
        uint256 voters = _votersOf(deal, index, settled);
        if (_isAmong(crew, voters, receipt.worker) || !_judge(id, receipt.worker, RECEIPT)) {
            revert AlreadyPaid(id, receipt.worker);
        }

        (, uint96 rest) = _split(deal, 1);
        uint256 wage = Gwei.down(rest) / BitCount.ones(voters) * Gwei.UNIT;
        _charge(deal.poolOwner, wage);
        _accounts[receipt.worker].free += uint96(wage);
        emit ReceiptHonoured(id, receipt.worker, wage);
    }

    function _checkInTime(Deal calldata deal, TaskId id, uint64 settled, uint64 promised) private view {
        uint256 deadline = _epochs[deal.scheduler][settled].at + RECEIPT_PERIOD;
        if (block.timestamp > deadline) revert DeadlinePassed(deadline);
        if (promised > settled) revert ReceiptTooLate(id, promised, settled);
    }

    /// @dev A scheduler that signs receipts for anybody must not empty its pool owner's account: they are for seated workers, and for
    /// no more than a task draws at first.
    function _checkBounded(Deal calldata deal, DealId dealId, TaskId id, address worker) private {
        if (!_isSeated(deal, _deals[dealId], _seats[worker])) revert NotSeated(deal.pool, worker);
        uint256 most = _width(deal, deal.start);
        if (++_honoured[id] > most) revert TooManyReceipts(id, most);
    }

    function _isAmong(address[] calldata crew, uint256 positions, address worker) private pure returns (bool) {
        for (uint256 i = 0; i < crew.length; ++i) {
            if (crew[i] == worker) return positions & (1 << i) != 0;
        }
        return false;
    }

    /// @dev The commitment is made of what was settled: another one has no receipt.
    function _checkReceipt(Deal calldata deal, TaskId id, OpenedReceipt calldata receipt, Outcome memory outcome)
        private
        view
    {
        bytes32 resultHash = TaskHash.resultHashOf(outcome.digest, outcome.dataHash);
        bytes32 commitment = TaskHash.commitmentOf(id, receipt.worker, resultHash, receipt.salt);
        bytes32 digest = hashReceipt(receipt.epoch, id, receipt.worker, commitment);
        if (!Signatures.isValid(receipt.signature, deal.scheduler, digest)) revert BadSignature(0);
    }
}
