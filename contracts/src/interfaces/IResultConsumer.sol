// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Consumer of results, as ERC-1154 defines it.
interface IResultConsumer {
    /// @param id The task.
    /// @param result The data that the application produced for contracts.
    function receiveResult(bytes32 id, bytes calldata result) external;
}
