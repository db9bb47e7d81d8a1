// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice How a deal is to be worked and settled: bits of the `mode` of pool orders, request orders and deals.
/// @dev Bits 8 to 15 of a request name its verification: how a result is known to be right. Quorum (zero) is the only one
/// so far; attestation and dispute are reserved, and refused until a hub knows them.
library Mode {
    /// @notice In a request and a deal: settled on the direct path only, task by task on chain.
    uint16 internal constant DIRECT = 1;
    /// @notice In a pool order: the scheduler picks the workers and nothing is drawn. In a request: such a pool will do.
    /// In a deal: its tasks are not drawn.
    uint16 internal constant PRIVATE = 2;
    uint16 internal constant VERIFICATION = 0xff00;

    function isDirect(uint16 mode) internal pure returns (bool) {
        return mode & DIRECT != 0;
    }

    function isPrivate(uint16 mode) internal pure returns (bool) {
        return mode & PRIVATE != 0;
    }

    /// @notice The deal's mode: what the request demands and what the pool is.
    function joined(uint16 pool, uint16 request) internal pure returns (uint16) {
        return (request & (DIRECT | VERIFICATION)) | (pool & PRIVATE);
    }
}
