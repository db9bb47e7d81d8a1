// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trust} from "../../src/libraries/Trust.sol";
import {VM} from "../Vm.sol";

contract TrustTest {
    /// @dev So many equal newcomers against so many equal others.
    function _reached(uint256 votes, uint256 others, uint256 trust) private pure returns (bool) {
        return Trust.isReached(votes, 2 * votes, others == 0 ? 0 : Trust.odds(2 * others), trust);
    }

    function test_As_many_newcomers_as_the_trust_suffice_if_nobody_disagrees() public pure {
        for (uint256 trust = 1; trust <= 16; ++trust) {
            VM.assertTrue(_reached(trust, 0, trust));
            VM.assertFalse(_reached(trust - 1, 0, trust));
        }
        VM.assertFalse(_reached(0, 0, 0));
    }

    function test_Newcomers_must_be_two_more_than_those_who_disagree() public pure {
        for (uint256 others = 1; others < 10; ++others) {
            VM.assertFalse(_reached(others + 1, others, 1));
            VM.assertTrue(_reached(others + 2, others, 1));
        }
    }

    /// @dev However much reputations weigh, a lone worker never decides where more than two votes are asked for.
    function test_Half_of_the_trust_in_votes_is_always_needed() public pure {
        VM.assertTrue(Trust.isReached(1, 6, 0, 2));
        VM.assertFalse(Trust.isReached(1, 6, 0, 3));
        VM.assertTrue(Trust.isReached(2, 6, 0, 3));
        VM.assertFalse(Trust.isReached(7, 42, 0, 16));
        VM.assertTrue(Trust.isReached(8, 32, 0, 16));
    }

    function test_Nothing_overflows_however_much_there_is() public pure {
        VM.assertTrue(Trust.isReached(255, 255 * 6, 0, 16));
        VM.assertEq(Trust.odds(type(uint256).max), 1 << 200);
        VM.assertFalse(Trust.isReached(32, 32 * 6, 32 * Trust.odds(500), 16));
    }

    function testFuzz_The_needed_bits_are_the_least_that_fulfil_the_definition(uint32 others, uint8 trust) public pure {
        uint256 needed = Trust.neededBits(others, trust % 17);
        VM.assertTrue(needed >= 2 * (trust % 17));
        VM.assertTrue(2 ** needed >= 4 * (1 + uint256(others)));
        bool lessWouldDo =
            needed > 0 && needed - 1 >= 2 * (trust % 17) && 2 ** (needed - 1) >= 4 * (1 + uint256(others));
        VM.assertFalse(lessWouldDo);
    }

    /// @dev Against the definition: each group's bits summed by counting every pair.
    function testFuzz_Groups_are_weighed_as_defined(uint16[] calldata raw, uint8 trust) public pure {
        bytes32[] memory votes = new bytes32[](raw.length > 32 ? 32 : raw.length);
        uint256[] memory bits = new uint256[](votes.length);
        uint256[4] memory weight;
        uint256[4] memory count;
        for (uint256 i = 0; i < votes.length; ++i) {
            votes[i] = bytes32(uint256(raw[i] % 4)); // zero is silence
            bits[i] = 2 + (raw[i] >> 8) % 5;
            weight[raw[i] % 4] += bits[i];
            ++count[raw[i] % 4];
        }
        uint256 best = 0;
        for (uint256 v = 1; v < 4; ++v) {
            uint256 against = 0;
            for (uint256 u = 1; u < 4; ++u) {
                if (u != v && count[u] > 0) against += 2 ** weight[u];
            }
            (uint256 agreeing, uint256 agreeingBits, uint256 others) = Trust.count(votes, bits, bytes32(v));
            VM.assertEq(agreeing, count[v]);
            VM.assertEq(agreeingBits, weight[v]);
            VM.assertEq(others, against);
            uint256 asked = 1 + trust % 16;
            bool expected = 2 * count[v] >= asked && weight[v] >= 2 * asked && 2 ** weight[v] >= 4 * (1 + against);
            VM.assertTrue(Trust.isReached(agreeing, agreeingBits, others, asked) == expected);
            if (expected) {
                VM.assertEq(best, 0); // at most one result can be agreed on
                best = v;
                VM.assertEq(Trust.strongest(votes, bits), bytes32(v));
            }
        }
    }
}
