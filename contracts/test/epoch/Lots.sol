// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Deal, DealId} from "../../src/types/Deal.sol";

/// @notice Sortition written a second time, one task and one worker at a time, as docs/protocol.md defines it.
library Lots {
    function seedOf(bytes32 blockHash, DealId id) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(blockHash, id))) >> 104;
    }

    function widthOf(Deal memory deal, uint256 at) internal pure returns (uint256 width) {
        width = 2 * uint256(deal.trust) + 2;
        if (at >= deal.start + 5 * uint256(deal.duration)) width *= 2;
        if (at >= deal.start + 6 * uint256(deal.duration)) width *= 2;
    }

    /// @dev Zero digits mean that everybody is drawn.
    function scaleOf(uint256 width, uint256 seats) internal pure returns (uint256 digits, uint256 threshold) {
        if (seats <= width) return (0, 1);
        while (width * 2 ** digits < 4 * seats) ++digits;
        threshold = (width * 2 ** digits + seats - 1) / seats;
        if (threshold >= 2 ** digits) return (0, 1);
    }

    /// @dev The task's number for this worker, most significant digit first.
    function numberOf(uint256 seed, address worker, uint256 bit, uint256 digits) internal pure returns (uint256 r) {
        for (uint256 j = 0; j < digits; ++j) {
            uint256 word = uint256(keccak256(abi.encode(seed, worker, bit / 256, j)));
            r = 2 * r + (word >> (bit % 256)) % 2;
        }
    }

    function isDrawn(uint256 seed, address worker, uint256 bit, uint256 width, uint256 seats)
        internal
        pure
        returns (bool)
    {
        (uint256 digits, uint256 threshold) = scaleOf(width, seats);
        return numberOf(seed, worker, bit, digits) < threshold;
    }
}
