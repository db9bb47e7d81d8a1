// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ITasks} from "../interfaces/ITasks.sol";
import {Deal, DealHash, DealId} from "../types/Deal.sol";
import {Mode} from "../types/Mode.sol";
import {TaskHash, TaskId, TaskStatus} from "../types/Task.sol";
import {Ledger} from "./Ledger.sol";

/// @title What both settlement paths need to know of a task.
abstract contract Tasks is Ledger, ITasks {
    /// @notice Share of the pool price that nobody gets, in basis points: what reputation costs.
    uint256 public constant PROTOCOL_FEE_BPS = 200;
    /// @notice Durations after a deal's start until which workers may contribute on chain.
    uint256 public constant CONTRIBUTION_PERIODS = 8;
    /// @notice Durations after a deal's start from which an unfinished task may be claimed.
    uint256 public constant FINAL_PERIODS = 10;

    /// @dev The ids of a matched deal's task. Everything that follows may rely on the deal's terms.
    function _identify(Deal calldata deal, uint32 index) internal view returns (DealId dealId, TaskId id) {
        dealId = DealHash.idOf(deal);
        if (_deals[dealId].drawBlock == 0) revert UnknownDeal(dealId);
        if (index < deal.first || index - deal.first >= deal.size) {
            revert TaskIndexOutOfRange(index, deal.first, deal.size);
        }
        id = TaskHash.idOf(dealId, index);
    }

    function _finalDeadline(Deal calldata deal) internal pure returns (uint256) {
        return deal.start + FINAL_PERIODS * deal.duration;
    }

    /// @dev A result may cost its value if it is wrong; if none was declared, at least what was paid for it.
    function _valueOf(Deal calldata deal) internal pure returns (uint256) {
        return deal.value == 0 ? deal.poolPrice : deal.value;
    }

    function _contributionDeadline(Deal calldata deal) internal pure returns (uint256) {
        return deal.start + CONTRIBUTION_PERIODS * deal.duration;
    }

    function _isTaken(DealId id, Deal calldata deal, uint32 index) internal view returns (bool) {
        uint256 bit = index - deal.first;
        return _taken[id][bit >> 8] & (1 << (bit & 255)) != 0;
    }

    /// @dev The task leaves the epoch path, if no settlement has it: it is on the direct path, or over.
    function _take(DealId dealId, TaskId id, Deal calldata deal, uint32 index) internal {
        if (Mode.isDirect(deal.mode)) return; // no epoch can settle it
        if (_isTaken(dealId, deal, index)) revert WrongTaskStatus(id, TaskStatus.Completed);
        uint256 bit = index - deal.first;
        _taken[dealId][bit >> 8] |= 1 << (bit & 255);
    }

    /// @dev Of the pool price: what is burned, what the pool owner is due, and what each of those who agreed gets. What does
    /// not divide is the pool owner's too.
    function _split(Deal calldata deal, uint256 agreeing) internal pure returns (uint96 share, uint96 reward) {
        share = uint96(uint256(deal.poolPrice) * PROTOCOL_FEE_BPS / BPS);
        uint256 rest = deal.poolPrice - share;
        reward = uint96((rest - rest * deal.schedulerFee / BPS) / agreeing);
    }
}
