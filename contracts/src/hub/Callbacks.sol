// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IResultConsumer} from "../interfaces/IResultConsumer.sol";
import {TaskId} from "../types/Task.sol";
import {Tasks} from "./Tasks.sol";

/// @title How a consumer contract is told of a result.
abstract contract Callbacks is Tasks {
    /// @notice Gas that a consumer's callback may use.
    uint256 public constant CALLBACK_GAS = 200_000;
    /// @dev What must be left so that the consumer is sure to get CALLBACK_GAS (EIP-150 keeps a 64th) and that the
    /// outcome can be written down.
    uint256 internal constant CALLBACK_GAS_NEEDED = (CALLBACK_GAS * 64) / 63 + 20_000;

    /// @dev Last of all: the consumer can spend its gas, not undo the payment. What it returns is not even copied.
    function _deliver(TaskId id, address consumer, bytes calldata data) internal returns (bool delivered) {
        bytes memory message = abi.encodeCall(IResultConsumer.receiveResult, (TaskId.unwrap(id), data));
        if (gasleft() < CALLBACK_GAS_NEEDED) revert TooLittleGasForCallback(gasleft(), CALLBACK_GAS_NEEDED);
        uint256 gasLimit = CALLBACK_GAS;
        delivered = consumer.code.length > 0;
        if (delivered) {
            assembly ("memory-safe") {
                delivered := call(gasLimit, consumer, 0, add(message, 0x20), mload(message), 0, 0)
            }
        }

        if (delivered) emit CallbackDelivered(id, consumer);
        else emit CallbackFailed(id, consumer);
    }
}
