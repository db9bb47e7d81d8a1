// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IDraw} from "../interfaces/IDraw.sol";
import {Sortition} from "../libraries/Sortition.sol";
import {Deal, DealId, DealDraw} from "../types/Deal.sol";
import {Mode} from "../types/Mode.sol";
import {Reputation} from "../types/Reputation.sol";
import {Seat} from "../types/Seat.sol";
import {TaskId} from "../types/Task.sol";
import {Tasks} from "./Tasks.sol";

/// @title Sortition: which seated workers may contribute to a task.
/// @dev A task draws about `width` of the pool's seats. Which ones follows from the hash of a block after the match and from
/// the workers' addresses, which had to be seated before it: neither the scheduler nor anybody else picks. The width
/// doubles twice, late, so that a task whose drawn workers are away is not stuck.
abstract contract Draw is Tasks, IDraw {
    /// @notice Durations after a deal's start from which a drawn worker needs no authorisation of the scheduler. The width
    /// doubles one and two durations later.
    uint256 public constant SELF_ASSIGN_PERIODS = 4;
    /// @notice How often the width doubles.
    uint256 public constant MAX_WIDENINGS = 2;

    /// @inheritdoc IDraw
    function draw(DealId id) external nonReentrant {
        DealDraw storage record = _deals[id];
        if (record.drawBlock == 0) revert UnknownDeal(id);
        if (record.seed != 0) return;
        uint256 number = record.drawBlock;
        if (block.number <= number) revert DrawNotReady(id, number);
        uint256 seed = _seedFrom(id, number);
        if (seed == 0) {
            record.drawBlock = uint40(block.number + 1);
            emit DrawPostponed(id, block.number + 1);
        } else {
            record.seed = uint152(seed);
            emit Drawn(id, uint152(seed));
        }
    }

    /// @inheritdoc IDraw
    function isDrawn(Deal calldata deal, uint32 index, address worker) external view returns (bool) {
        (DealId dealId,) = _identify(deal, index);
        DealDraw memory record = _deals[dealId];
        return _isSeated(deal, record, _seats[worker]) && _isDrawnBy(deal, dealId, index, worker, record);
    }

    /// @inheritdoc IDraw
    function drawOf(DealId id) external view returns (DealDraw memory) {
        return _deals[id];
    }

    /// @dev The deal's seed: as somebody fixed it, or from the block's hash while that is to be had, for 256 blocks.
    function _seedOf(DealId id, DealDraw memory record) internal view returns (uint256 seed) {
        if (record.seed != 0) return record.seed;
        if (block.number <= record.drawBlock) revert DrawNotReady(id, record.drawBlock);
        seed = _seedFrom(id, record.drawBlock);
        if (seed == 0) revert DrawMissed(id);
    }

    function _seedFrom(DealId id, uint256 number) private view returns (uint256) {
        bytes32 decider = blockhash(number);
        return decider == bytes32(0) ? 0 : uint256(keccak256(abi.encode(decider, id))) >> 104;
    }

    /// @dev Seats that a task draws on average.
    function _width(Deal calldata deal, uint256 at) internal pure returns (uint256) {
        uint256 passed = at > deal.start ? (at - deal.start) / deal.duration : 0;
        uint256 widenings = passed > SELF_ASSIGN_PERIODS ? passed - SELF_ASSIGN_PERIODS : 0;
        return (2 * uint256(deal.trust) + 2) << (widenings > MAX_WIDENINGS ? MAX_WIDENINGS : widenings);
    }

    /// @dev Whether a seat belongs to the deal's roster and was taken before the deal started.
    function _isSeated(Deal calldata deal, DealDraw memory record, Seat memory seat) internal pure returns (bool) {
        return record.roster != 0 && seat.roster == record.roster && seat.since < deal.start;
    }

    function _checkDrawn(Deal calldata deal, DealId dealId, TaskId id, uint32 index, address worker) internal view {
        DealDraw memory record = _deals[dealId];
        if (!_isSeated(deal, record, _seats[worker])) revert NotSeated(deal.pool, worker);
        if (!_isDrawnBy(deal, dealId, index, worker, record)) revert NotDrawn(id, worker);
    }

    function _isDrawnBy(Deal calldata deal, DealId dealId, uint32 index, address worker, DealDraw memory record)
        private
        view
        returns (bool)
    {
        if (Mode.isPrivate(deal.mode)) return true;
        (uint256 digits, uint256 threshold) = Sortition.scale(_width(deal, block.timestamp), record.seats);
        if (digits == 0) return true;
        uint256 bit = index - deal.first;
        uint256 lots = Sortition.prepare(_seedOf(dealId, record), bit >> 8);
        uint256 lanes = Sortition.lanes(lots, uint160(worker), digits, threshold);
        return lanes & (1 << (bit & 255)) != 0;
    }

    /// @dev A worker's reputation is one, wherever its parts lie.
    function _reputationOf(address worker) internal view returns (Reputation) {
        return _accounts[worker].reputation.merge(_seats[worker].reputation);
    }

    /// @dev What a fault leaves of it.
    function _forfeitReputation(address worker) internal {
        _accounts[worker].reputation = Reputation.wrap(0);
        if (Reputation.unwrap(_seats[worker].reputation) != 0) _seats[worker].reputation = Reputation.wrap(0);
    }
}
