// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AppOrder, DatasetOrder, PoolOrder} from "../types/Orders.sol";

/// @title Offers that stand on chain, for contracts that buy.
/// @notice One offer for each asset, the one that its owner posted last. An offer is only as good as the hub says: its owner has
/// declared it signed there (`preSign`), and may cancel it there; expiry and volume are checked at the match.
interface IStandingOrders {
    event AppOffered(uint256 indexed app, address indexed owner, bytes32 orderHash);
    event DatasetOffered(uint256 indexed dataset, address indexed owner, bytes32 orderHash);
    event PoolOffered(uint256 indexed pool, address indexed owner, bytes32 orderHash);

    /// @notice The caller does not own the asset `id`.
    error NotOwner(uint256 id, address caller);
    /// @notice The owner has not declared the order with this digest signed: call the hub's `preSign` first.
    error NotPreSigned(address owner, bytes32 orderHash);
    /// @notice Nobody has posted an offer of the asset.
    error NothingOffered(uint256 id);

    /// @notice The caller, who owns the app and has pre-signed the order, lets it stand here.
    function offerApp(AppOrder calldata order) external;
    function offerDataset(DatasetOrder calldata order) external;
    function offerPool(PoolOrder calldata order) external;

    function appOffer(uint256 app) external view returns (AppOrder memory);
    function datasetOffer(uint256 dataset) external view returns (DatasetOrder memory);
    function poolOffer(uint256 pool) external view returns (PoolOrder memory);
}
