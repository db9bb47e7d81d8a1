// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Merkle trees with sorted pairs: a proof needs no directions. A node without a sibling moves up as it is.
library Merkle {
    /// @notice The root over `nodes`, whose contents are lost.
    function rootInPlace(bytes32[] memory nodes) internal pure returns (bytes32 root) {
        assembly ("memory-safe") {
            let base := add(nodes, 32)
            for { let count := mload(nodes) } gt(count, 1) {} {
                let half := shr(1, count)
                let from := base
                let to := base
                for { let i := 0 } lt(i, half) { i := add(i, 1) } {
                    let a := mload(from)
                    let b := mload(add(from, 32))
                    switch lt(a, b)
                    case 1 {
                        mstore(0, a)
                        mstore(32, b)
                    }
                    default {
                        mstore(0, b)
                        mstore(32, a)
                    }
                    mstore(to, keccak256(0, 64))
                    from := add(from, 64)
                    to := add(to, 32)
                }
                if and(count, 1) { mstore(to, mload(from)) }
                count := shr(1, add(count, 1))
            }
            root := mload(base)
        }
    }

    /// @notice The root that the siblings lead to from the leaf.
    function rootOf(bytes32 leaf, bytes32[] calldata proof) internal pure returns (bytes32 root) {
        root = leaf;
        for (uint256 i = 0; i < proof.length; ++i) {
            bytes32 sibling = proof[i];
            root = root < sibling ? keccak256(abi.encode(root, sibling)) : keccak256(abi.encode(sibling, root));
        }
    }
}
