// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Somebody says that a block of a settled result is nowhere to be had: one storage slot.
struct BlockChallenge {
    address challenger; // zero: there is none, or the block was published
    uint40 deadline; // Unix time until which the block must be published; the greatest: it was
}

/// @notice A step from the root of a result tree down to one of its blocks.
struct Step {
    bytes node; // a block, as dag-pb
    uint32 link; // which of its links to follow, from zero
}
