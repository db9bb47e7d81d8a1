// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Deal, DealId} from "../types/Deal.sol";
import {AppOrder, DatasetOrder, PoolOrder, RequestOrder} from "../types/Orders.sol";

/// @title What can be asked about orders: their EIP-712 digests, and what is left of them.
interface IOrderState {
    function hashAppOrder(AppOrder calldata order) external view returns (bytes32);
    function hashDatasetOrder(DatasetOrder calldata order) external view returns (bytes32);
    function hashPoolOrder(PoolOrder calldata order) external view returns (bytes32);
    function hashRequestOrder(RequestOrder calldata order) external view returns (bytes32);
    /// @notice Tasks already matched of the signer's order (type(uint32).max if cancelled).
    function consumed(address signer, bytes32 orderHash) external view returns (uint256);
    function isPreSigned(address signer, bytes32 orderHash) external view returns (bool);
    /// @notice The id of these terms, whether matched or not.
    function hashDeal(Deal calldata deal) external pure returns (DealId);
}
