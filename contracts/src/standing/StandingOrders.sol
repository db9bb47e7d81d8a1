// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEctHub} from "../interfaces/IEctHub.sol";
import {AppOrder, DatasetOrder, PoolOrder} from "../types/Orders.sol";
import {IStandingOrders} from "./IStandingOrders.sol";

/// @title Offers that stand on chain. Keeps no money and has no owner.
contract StandingOrders is IStandingOrders {
    IEctHub public immutable hub;

    mapping(uint256 app => AppOrder) private _apps;
    mapping(uint256 dataset => DatasetOrder) private _datasets;
    mapping(uint256 pool => PoolOrder) private _pools;

    constructor(IEctHub hub_) {
        hub = hub_;
    }

    /// @inheritdoc IStandingOrders
    function offerApp(AppOrder calldata order) external {
        bytes32 hash = hub.hashAppOrder(order);
        _check(order.app, hub.apps().ownerOf(order.app), hash);
        _apps[order.app] = order;
        emit AppOffered(order.app, msg.sender, hash);
    }

    /// @inheritdoc IStandingOrders
    function offerDataset(DatasetOrder calldata order) external {
        bytes32 hash = hub.hashDatasetOrder(order);
        _check(order.dataset, hub.datasets().ownerOf(order.dataset), hash);
        _datasets[order.dataset] = order;
        emit DatasetOffered(order.dataset, msg.sender, hash);
    }

    /// @inheritdoc IStandingOrders
    function offerPool(PoolOrder calldata order) external {
        bytes32 hash = hub.hashPoolOrder(order);
        (address owner,) = hub.pools().poolOf(order.pool);
        _check(order.pool, owner, hash);
        _pools[order.pool] = order;
        emit PoolOffered(order.pool, msg.sender, hash);
    }

    /// @inheritdoc IStandingOrders
    function appOffer(uint256 app) external view returns (AppOrder memory order) {
        order = _apps[app];
        if (order.expiry == 0) revert NothingOffered(app);
    }

    /// @inheritdoc IStandingOrders
    function datasetOffer(uint256 dataset) external view returns (DatasetOrder memory order) {
        order = _datasets[dataset];
        if (order.expiry == 0) revert NothingOffered(dataset);
    }

    /// @inheritdoc IStandingOrders
    function poolOffer(uint256 pool) external view returns (PoolOrder memory order) {
        order = _pools[pool];
        if (order.expiry == 0) revert NothingOffered(pool);
    }

    function _check(uint256 id, address owner, bytes32 hash) private view {
        if (owner != msg.sender) revert NotOwner(id, msg.sender);
        if (!hub.isPreSigned(owner, hash)) revert NotPreSigned(owner, hash);
    }
}
