// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IDraw} from "../interfaces/IDraw.sol";
import {Deal, DealId, DealRecord} from "../types/Deal.sol";
import {Reputation} from "../types/Reputation.sol";
import {Roster, Seat} from "../types/Seat.sol";
import {TaskHash, TaskId} from "../types/Task.sol";
import {Tasks} from "./Tasks.sol";

/// @title Sortition: which seated workers may contribute to a task.
/// @dev A task draws about `width` of the pool's seats. Which ones follows from the hash of a block after the match and from
/// the workers' addresses, which had to be seated before it: neither the scheduler nor anybody else picks. The width
/// doubles twice as time passes, so that a task whose drawn workers are away is not stuck.
abstract contract Draw is Tasks, IDraw {
    /// @notice How often the width doubles, once each duration after the deal's start.
    uint256 public constant MAX_WIDENINGS = 2;

    /// @dev Fixes the deal's seed, once the block that decides it is there. A block hash is to be had for 256 blocks: if
    /// nobody fixed it in that time, another block decides.
    function _draw(DealId id) internal returns (uint256 seed) {
        DealRecord storage record = _deals[id];
        seed = record.seed;
        if (seed != 0) return seed;
        uint256 number = record.drawBlock;
        if (block.number <= number) revert DrawNotReady(id, number);
        bytes32 decider = blockhash(number);
        if (decider == bytes32(0)) {
            record.drawBlock = uint48(block.number + 1);
            emit DrawPostponed(id, block.number + 1);
            return 0;
        }
        seed = uint256(keccak256(abi.encode(decider, id))) >> 48;
        record.seed = uint208(seed);
        emit Drawn(id, uint208(seed));
    }

    /// @dev Seats that a task draws on average.
    function _width(Deal calldata deal, uint256 at) internal pure returns (uint256) {
        uint256 rounds = at > deal.start ? (at - deal.start) / deal.duration : 0;
        return (2 * uint256(deal.trust) + 2) << (rounds > MAX_WIDENINGS ? MAX_WIDENINGS : rounds);
    }

    /// @dev Whether a seat belongs to the roster and was taken before the deal started.
    function _isSeated(Deal calldata deal, Roster memory roster, Seat memory seat) internal pure returns (bool) {
        return roster.number != 0 && seat.roster == roster.number && seat.since < deal.start;
    }

    function _checkDrawn(Deal calldata deal, DealId dealId, TaskId id, uint32 index, address worker) internal {
        Roster memory roster = _rosters[deal.pool];
        if (!_isSeated(deal, roster, _seats[worker])) revert NotSeated(deal.pool, worker);
        uint256 width = _width(deal, block.timestamp);
        if (roster.seats <= width) return;
        uint256 seed = _draw(dealId);
        if (seed == 0) revert DrawMissed(dealId);
        if (!TaskHash.isDrawn(TaskHash.seedOf(seed, index), worker, roster.seats, width)) revert NotDrawn(id, worker);
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
