// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Merkle trees written a second time: pairs sorted, and a node without a sibling moves up as it is.
library Trees {
    function rootOf(bytes32[] memory leaves) internal pure returns (bytes32) {
        while (leaves.length > 1) leaves = _above(leaves);
        return leaves[0];
    }

    function proofOf(bytes32[] memory leaves, uint256 at) internal pure returns (bytes32[] memory proof) {
        bytes32[] memory siblings = new bytes32[](64);
        uint256 count = 0;
        while (leaves.length > 1) {
            if (at ^ 1 < leaves.length) siblings[count++] = leaves[at ^ 1];
            leaves = _above(leaves);
            at /= 2;
        }
        proof = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            proof[i] = siblings[i];
        }
    }

    function sort(bytes32[] memory list) internal pure returns (bytes32[] memory) {
        if (list.length > 1) _sort(list, 0, list.length - 1);
        return list;
    }

    function _above(bytes32[] memory nodes) private pure returns (bytes32[] memory above) {
        above = new bytes32[]((nodes.length + 1) / 2);
        for (uint256 i = 0; i < above.length; ++i) {
            above[i] = 2 * i + 1 < nodes.length ? _pair(nodes[2 * i], nodes[2 * i + 1]) : nodes[2 * i];
        }
    }

    function _pair(bytes32 a, bytes32 b) private pure returns (bytes32) {
        return a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
    }

    function _sort(bytes32[] memory list, uint256 low, uint256 high) private pure {
        bytes32 pivot = list[(low + high) / 2];
        (uint256 i, uint256 j) = (low, high);
        while (i <= j) {
            while (list[i] < pivot) ++i;
            while (list[j] > pivot) --j;
            if (i > j) break;
            (list[i], list[j]) = (list[j], list[i]);
            ++i;
            if (j == 0) break;
            --j;
        }
        if (low < j) _sort(list, low, j);
        if (i < high) _sort(list, i, high);
    }
}
