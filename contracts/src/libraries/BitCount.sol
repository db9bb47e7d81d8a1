// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title 256 counters side by side: bit i of plane j is bit j of counter i.
/// @dev Adding to all of them takes a few instructions for each plane that changes.
library BitCount {
    /// @notice Counters up to 4,095: 255 votes of six bits each are far below.
    uint256 internal constant PLANES = 12; // an array type cannot name it

    /// @notice Adds one to each counter whose bit is set in `which`.
    function add(uint256[12] memory planes, uint256 which) internal pure {
        _add(planes, which, 0);
    }

    /// @notice Adds `amount` to each counter whose bit is set in `which`.
    function addTimes(uint256[12] memory planes, uint256 which, uint256 amount) internal pure {
        for (uint256 shift = 0; amount >> shift != 0; ++shift) {
            if ((amount >> shift) & 1 != 0) _add(planes, which, shift);
        }
    }

    /// @notice Counters that are not `count`, where `which` has a bit, or not zero, where it has none.
    function differing(uint256[12] memory planes, uint256 which, uint256 count) internal pure returns (uint256 wrong) {
        for (uint256 i = 0; i < PLANES; ++i) {
            wrong |= planes[i] ^ ((count >> i) & 1 == 0 ? 0 : which);
        }
    }

    /// @notice Counters of at least `least`, which is below 2^PLANES.
    function reaching(uint256[12] memory planes, uint256 least) internal pure returns (uint256 reached) {
        reached = type(uint256).max;
        for (uint256 i = 0; i < PLANES; ++i) {
            reached = (least >> i) & 1 == 0 ? reached | planes[i] : reached & planes[i];
        }
    }

    /// @notice Number of bits set.
    function ones(uint256 x) internal pure returns (uint256 count) {
        unchecked {
            x -= (x >> 1) & 0x5555555555555555555555555555555555555555555555555555555555555555;
            x = (x & 0x3333333333333333333333333333333333333333333333333333333333333333)
                + ((x >> 2) & 0x3333333333333333333333333333333333333333333333333333333333333333);
            x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f;
            x += x >> 8; // bytes of at most 16: no carry into a neighbour
            x = (x & 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff)
                * 0x0001000100010001000100010001000100010001000100010001000100010001;
            count = x >> 240;
        }
    }

    function _add(uint256[12] memory planes, uint256 which, uint256 shift) private pure {
        assembly ("memory-safe") {
            for { let at := add(planes, shl(5, shift)) } which { at := add(at, 32) } {
                let plane := mload(at)
                mstore(at, xor(plane, which))
                which := and(plane, which)
            }
        }
    }
}
