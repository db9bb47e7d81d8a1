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

    /// @notice Memory for the hashes of a deal's word of tasks, so that they are laid out once for all workers.
    function prepare(uint256 seed, uint256 word) internal pure returns (uint256 lots) {
        uint256[4] memory preimage = [seed, 0, word, 0]; // seed, worker, word, digit
        assembly ("memory-safe") {
            lots := preimage
        }
    }

    /// @notice Bit i is set if task 256 × word + i of the deal draws the worker, an address.
    function lanes(uint256 lots, uint256 worker, uint256 digits, uint256 threshold)
        internal
        pure
        returns (uint256 drawn)
    {
        if (digits == 0) return type(uint256).max;
        assembly ("memory-safe") {
            mstore(add(lots, 32), worker)
            // From the least significant digit up: the last one that differs decides. Where the threshold has a one, a zero
            // is below it; where it has a zero, a one is above.
            for {} digits {} {
                digits := sub(digits, 1)
                mstore(add(lots, 96), digits)
                let zeros := not(keccak256(lots, 128))
                let ones := sub(0, and(threshold, 1))
                drawn := or(and(zeros, or(drawn, ones)), and(drawn, ones))
                threshold := shr(1, threshold)
            }
        }
    }
}
