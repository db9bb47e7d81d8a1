// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Which of a word's 256 tasks draw a worker.
/// @dev Bit-sliced: the random number of a task is its lane in a row of hashes, the first hash its most significant digit; the
/// task draws the worker if that number is below a threshold. What is drawn at one width stays drawn at any greater one.
library Sortition {
    /// @notice At least 2^PRECISION steps up to the threshold: at most a quarter more than the width is drawn.
    uint256 internal constant PRECISION = 2;

    /// @notice The chance of width / seats as threshold / 2^digits, rounded up; no digits: everybody is drawn.
    function scale(uint256 width, uint256 seats) internal pure returns (uint256 digits, uint256 threshold) {
        if (seats <= width) return (0, 1);
        uint256 wanted = seats << PRECISION;
        while (width << digits < wanted) ++digits;
        threshold = Math.ceilDiv(width << digits, seats);
        if (threshold >> digits != 0) return (0, 1);
    }

    /// @notice Bit i is set if task 256 × word + i of the deal draws the worker.
    function lanes(uint256 seed, address worker, uint256 word, uint256 digits, uint256 threshold)
        internal
        pure
        returns (uint256 drawn)
    {
        if (digits == 0) return type(uint256).max;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, seed)
            mstore(add(free, 32), worker)
            mstore(add(free, 64), word)
            // From the least significant digit up: the last one that differs decides.
            for {} digits {} {
                digits := sub(digits, 1)
                mstore(add(free, 96), digits)
                let zeros := not(keccak256(free, 128))
                switch and(threshold, 1)
                case 1 { drawn := or(zeros, drawn) }
                default { drawn := and(zeros, drawn) }
                threshold := shr(1, threshold)
            }
        }
    }
}
