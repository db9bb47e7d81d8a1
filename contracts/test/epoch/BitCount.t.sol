// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {BitCount} from "../../src/libraries/BitCount.sol";
import {VM} from "../Vm.sol";

/// @notice 256 counters side by side count as one counter after another does. Each run looks at every 16th of them, from a
/// random one on.
contract BitCountTest {
    function testFuzz_Votes_are_counted_as_one_by_one(uint256[] calldata lanes) public pure {
        uint256[12] memory planes;
        uint256[256] memory naive;
        uint256 from = lanes.length % 16;
        for (uint256 i = 0; i < lanes.length && i < 40; ++i) {
            BitCount.add(planes, lanes[i]);
            _addNaively(naive, lanes[i], 1, from);
        }
        _assertSame(planes, naive, from);
    }

    function testFuzz_Bits_are_weighed_as_one_by_one(uint256 seed, uint8 count) public pure {
        uint256[12] memory planes;
        uint256[256] memory naive;
        for (uint256 i = 0; i < count % 40; ++i) {
            uint256 lanes = uint256(keccak256(abi.encode(seed, i)));
            uint256 weight = (seed >> (i % 200)) % 8;
            BitCount.addTimes(planes, lanes, weight);
            _addNaively(naive, lanes, weight, seed % 16);
        }
        _assertSame(planes, naive, seed % 16);
        uint256 least = seed % 300;
        uint256 reached = BitCount.reaching(planes, least);
        for (uint256 i = seed % 16; i < 256; i += 16) {
            VM.assertTrue((reached >> i) & 1 == (naive[i] >= least ? 1 : 0));
        }
    }

    function testFuzz_Lanes_with_another_count_are_told(uint256 seed, uint256 which, uint8 count) public pure {
        uint256[12] memory planes;
        uint256[256] memory naive;
        for (uint256 i = 0; i < 4; ++i) {
            uint256 lanes = uint256(keccak256(abi.encode(seed, i)));
            if (seed % 2 == 0) lanes &= which;
            BitCount.add(planes, lanes);
            _addNaively(naive, lanes, 1, seed % 16);
        }
        uint256 wanted = count % 6;
        uint256 wrong = BitCount.differing(planes, which, wanted);
        for (uint256 i = seed % 16; i < 256; i += 16) {
            uint256 expected = (which >> i) & 1 == 1 ? wanted : 0;
            VM.assertTrue((wrong >> i) & 1 == (naive[i] == expected ? 0 : 1));
        }
    }

    /// @dev As much as a settlement can hold: 255 signers of six bits each.
    function test_The_counters_hold_the_most_that_can_come() public pure {
        uint256[12] memory planes;
        for (uint256 i = 0; i < 255; ++i) {
            BitCount.addTimes(planes, type(uint256).max, 6);
        }
        VM.assertEq(BitCount.reaching(planes, 255 * 6), type(uint256).max);
        VM.assertEq(BitCount.reaching(planes, 255 * 6 + 1), 0);
        VM.assertEq(BitCount.differing(planes, type(uint256).max, 255 * 6), 0);
    }

    function testFuzz_Bits_set_are_counted(uint256 x) public pure {
        uint256 count = 0;
        for (uint256 i = 0; i < 256; ++i) {
            count += (x >> i) & 1;
        }
        VM.assertEq(BitCount.ones(x), count);
    }

    function test_No_bits_and_all_bits_are_counted() public pure {
        VM.assertEq(BitCount.ones(0), 0);
        VM.assertEq(BitCount.ones(type(uint256).max), 256);
        for (uint256 i = 0; i < 256; ++i) {
            VM.assertEq(BitCount.ones(1 << i), 1);
            VM.assertEq(BitCount.ones((1 << i) - 1), i);
        }
    }

    function _addNaively(uint256[256] memory naive, uint256 lanes, uint256 amount, uint256 from) private pure {
        for (uint256 i = from; i < 256; i += 16) {
            naive[i] += ((lanes >> i) & 1) * amount;
        }
    }

    function _assertSame(uint256[12] memory planes, uint256[256] memory naive, uint256 from) private pure {
        for (uint256 i = from; i < 256; i += 16) {
            uint256 value = 0;
            for (uint256 j = 0; j < 12; ++j) {
                value |= ((planes[j] >> i) & 1) << j;
            }
            VM.assertEq(value, naive[i]);
        }
    }
}
