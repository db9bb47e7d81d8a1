// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IOrderState} from "../interfaces/IOrderState.sol";
import {Deal, DealHash, DealId} from "../types/Deal.sol";
import {AppOrder, DatasetOrder, OrderHash, PoolOrder, RequestOrder} from "../types/Orders.sol";
import {HubState} from "./HubState.sol";

/// @title What can be asked about orders.
abstract contract OrderViews is HubState, IOrderState {
    using OrderHash for AppOrder;
    using OrderHash for DatasetOrder;
    using OrderHash for PoolOrder;
    using OrderHash for RequestOrder;

    /// @inheritdoc IOrderState
    function hashAppOrder(AppOrder calldata order) external view returns (bytes32) {
        return _hashTypedDataV4(order.hash());
    }

    /// @inheritdoc IOrderState
    function hashDatasetOrder(DatasetOrder calldata order) external view returns (bytes32) {
        return _hashTypedDataV4(order.hash());
    }

    /// @inheritdoc IOrderState
    function hashPoolOrder(PoolOrder calldata order) external view returns (bytes32) {
        return _hashTypedDataV4(order.hash());
    }

    /// @inheritdoc IOrderState
    function hashRequestOrder(RequestOrder calldata order) external view returns (bytes32) {
        return _hashTypedDataV4(order.hash());
    }

    /// @inheritdoc IOrderState
    function consumed(address signer, bytes32 orderHash) external view returns (uint256) {
        return _orders[signer][orderHash].consumed;
    }

    /// @inheritdoc IOrderState
    function isPreSigned(address signer, bytes32 orderHash) external view returns (bool) {
        return _orders[signer][orderHash].preSigned;
    }

    /// @inheritdoc IOrderState
    function hashDeal(Deal calldata deal) external pure returns (DealId) {
        return DealHash.idOf(deal);
    }
}
