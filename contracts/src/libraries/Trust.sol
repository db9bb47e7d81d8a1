// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title When a result is agreed on: enough votes, and more of them than all other votes together.
/// @dev A vote of zero is silence and counts for nobody.
library Trust {
    /// @param agreeing Votes for the result.
    /// @param revealed Votes for any result.
    /// @param trust Votes that the requester asked for.
    function isReached(uint256 agreeing, uint256 revealed, uint256 trust) internal pure returns (bool) {
        return agreeing >= trust && 2 * agreeing > revealed;
    }

    function count(bytes32[] memory votes, bytes32 candidate)
        internal
        pure
        returns (uint256 agreeing, uint256 revealed)
    {
        for (uint256 i = 0; i < votes.length; ++i) {
            if (votes[i] == bytes32(0)) continue;
            ++revealed;
            if (votes[i] == candidate) ++agreeing;
        }
    }

    /// @notice The only result that can have more than half of the votes (Boyer and Moore); whether it has, `count` tells.
    function majority(bytes32[] memory votes) internal pure returns (bytes32 candidate) {
        uint256 lead = 0;
        for (uint256 i = 0; i < votes.length; ++i) {
            bytes32 vote = votes[i];
            if (vote == bytes32(0)) continue;
            if (lead == 0) candidate = vote;
            lead = vote == candidate ? lead + 1 : lead - 1;
        }
    }
}
