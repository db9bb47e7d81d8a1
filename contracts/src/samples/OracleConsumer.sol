// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IResultConsumer} from "../interfaces/IResultConsumer.sol";

/// @title Sample: keeps the results that the hub delivers, for other contracts to read.
/// @notice Anybody can buy a task that calls this contract, so a result says "the workers of task `id` agreed on it",
/// not "somebody I trust asked for it": a reader looks up the task ids of its own deals.
contract OracleConsumer is IResultConsumer {
    event ResultReceived(bytes32 indexed id, bytes result);

    error NotHub(address caller, address hub);
    error UnknownResult(bytes32 id);

    address public immutable hub;
    mapping(bytes32 id => bytes) private _results;
    mapping(bytes32 id => bool) public hasResult;

    constructor(address hub_) {
        hub = hub_;
    }

    /// @inheritdoc IResultConsumer
    function receiveResult(bytes32 id, bytes calldata result) external {
        if (msg.sender != hub) revert NotHub(msg.sender, hub);
        _results[id] = result;
        hasResult[id] = true;
        emit ResultReceived(id, result);
    }

    /// @notice The data that the task's application produced for contracts.
    function resultOf(bytes32 id) external view returns (bytes memory) {
        if (!hasResult[id]) revert UnknownResult(id);
        return _results[id];
    }
}
