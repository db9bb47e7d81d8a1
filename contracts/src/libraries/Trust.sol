// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReputationLibrary} from "../types/Reputation.sol";

/// @title When a result is agreed on: enough evidence for it, and little against it.
/// @dev Sarmenta's credibility of groups of equal results, with a worker's odds of being right a power of two (its bits):
/// the odds of a group are 2^(sum of its bits), the odds that it is right are that over 1 + the odds of all other groups.
/// A vote of zero is silence and counts for nobody.
library Trust {
    /// @notice Odds that an accepted result must keep against all others together: those of one newcomer alone.
    uint256 internal constant LEAST_ODDS_BITS = ReputationLibrary.NEWCOMER_BITS;
    /// @dev Groups of more bits than this count as having just as many: 2^MOST_BITS times the groups stays in a word.
    uint256 internal constant MOST_BITS = 200;

    /// @param votes For the result.
    /// @param bits Of those votes together.
    /// @param others Odds of all other groups together.
    /// @param trust Newcomers whose agreement would do.
    function isReached(uint256 votes, uint256 bits, uint256 others, uint256 trust) internal pure returns (bool) {
        return votes >= fewestVotes(trust) && bits >= neededBits(others, trust);
    }

    /// @notice However much the workers' reputations weigh, half of the trust in votes: a lone worker never decides where more
    /// than two are asked for.
    function fewestVotes(uint256 trust) internal pure returns (uint256) {
        return (trust + 1) / 2;
    }

    /// @notice The evidence of `trust` newcomers; and odds of at least 2^LEAST_ODDS_BITS × (1 + others).
    function neededBits(uint256 others, uint256 trust) internal pure returns (uint256) {
        uint256 odds_ = others + 1;
        uint256 against = LEAST_ODDS_BITS + Math.log2(odds_, Math.Rounding.Ceil);
        return Math.max(trust * ReputationLibrary.NEWCOMER_BITS, against);
    }

    function odds(uint256 groupBits) internal pure returns (uint256) {
        return 1 << (groupBits > MOST_BITS ? MOST_BITS : groupBits);
    }

    /// @notice Votes and bits for the candidate, and the odds of all other groups together.
    function count(bytes32[] memory votes, uint256[] memory bits, bytes32 candidate)
        internal
        pure
        returns (uint256 agreeing, uint256 agreeingBits, uint256 others)
    {
        for (uint256 i = 0; i < votes.length; ++i) {
            bytes32 vote = votes[i];
            if (vote == bytes32(0)) continue;
            if (vote == candidate) {
                ++agreeing;
                agreeingBits += bits[i];
            } else if (_isFirst(votes, i)) {
                others += odds(_bitsOf(votes, bits, i));
            }
        }
    }

    /// @notice The result with most evidence; whether it suffices, `isReached` tells. At most one result can reach.
    function strongest(bytes32[] memory votes, uint256[] memory bits) internal pure returns (bytes32 candidate) {
        uint256 most = 0;
        for (uint256 i = 0; i < votes.length; ++i) {
            if (votes[i] == bytes32(0) || !_isFirst(votes, i)) continue;
            uint256 own = _bitsOf(votes, bits, i);
            if (own > most) (most, candidate) = (own, votes[i]);
        }
    }

    function _isFirst(bytes32[] memory votes, uint256 i) private pure returns (bool) {
        for (uint256 j = 0; j < i; ++j) {
            if (votes[j] == votes[i]) return false;
        }
        return true;
    }

    function _bitsOf(bytes32[] memory votes, uint256[] memory bits, uint256 first) private pure returns (uint256 sum) {
        for (uint256 j = first; j < votes.length; ++j) {
            if (votes[j] == votes[first]) sum += bits[j];
        }
    }
}
