// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trust} from "../../src/libraries/Trust.sol";
import {VM} from "../Vm.sol";

contract TrustTest {
    function test_A_result_needs_enough_votes_and_more_than_half_of_those_revealed() public pure {
        VM.assertTrue(Trust.isReached(1, 1, 1));
        VM.assertFalse(Trust.isReached(1, 2, 1));
        VM.assertTrue(Trust.isReached(2, 3, 2));
        VM.assertFalse(Trust.isReached(2, 3, 3));
        VM.assertTrue(Trust.isReached(3, 5, 3));
        VM.assertFalse(Trust.isReached(3, 6, 3));
        VM.assertFalse(Trust.isReached(0, 0, 1));
    }

    /// @dev Against the definition: the largest group, found by counting every pair.
    function testFuzz_The_majority_is_found_if_there_is_one(uint8[] calldata raw, uint8 trust) public pure {
        bytes32[] memory votes = new bytes32[](raw.length > 32 ? 32 : raw.length);
        uint256 revealed = 0;
        for (uint256 i = 0; i < votes.length; ++i) {
            votes[i] = bytes32(uint256(raw[i] % 4)); // zero is silence
            if (votes[i] != 0) ++revealed;
        }
        uint256 largest = 0;
        for (uint256 i = 0; i < votes.length; ++i) {
            uint256 same = 0;
            for (uint256 k = 0; k < votes.length; ++k) {
                if (votes[i] != 0 && votes[k] == votes[i]) ++same;
            }
            if (same > largest) largest = same;
        }
        uint256 needed = 1 + trust % 16;
        bool expected = largest >= needed && largest * 2 > revealed;

        (uint256 agreeing, uint256 counted) = Trust.count(votes, Trust.majority(votes));
        VM.assertEq(counted, revealed);
        VM.assertTrue(Trust.isReached(agreeing, counted, needed) == expected);
    }
}
