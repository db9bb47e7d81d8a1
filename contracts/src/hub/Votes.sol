// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IVotes} from "../interfaces/IVotes.sol";
import {Deal} from "../types/Deal.sol";
import {Contribution, TaskId} from "../types/Task.sol";
import {Draw} from "./Draw.sol";

/// @title Votes of a task's contributors on chain.
abstract contract Votes is Draw, IVotes {
    /// @notice Shortest reveal phase in seconds, whatever the category: a transaction must have time to be mined.
    uint256 public constant MIN_REVEAL_PERIOD = 30;

    /// @dev The votes that were revealed on chain.
    function _storedVotes(TaskId id, address[] calldata workers) internal view returns (bytes32[] memory votes) {
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

    function _bitsOf(Deal calldata deal, address[] calldata workers) internal view returns (uint256[] memory bits) {
        bits = new uint256[](workers.length);
        for (uint256 i = 0; i < workers.length; ++i) {
            bits[i] = _reputationOf(workers[i]).bits(_valueOf(deal));
        }
    }

    function _checkCount(uint256 given, uint256 contributors) internal pure {
        if (given != contributors) revert IncompleteOpenings(given, contributors);
    }

    function _checkAscending(address previous, address next) internal pure {
        if (next <= previous) revert UnsortedOpenings(previous, next);
    }

    function _revealPeriod(Deal calldata deal) internal pure returns (uint256) {
        return Math.max(deal.duration, MIN_REVEAL_PERIOD);
    }
}
