// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Offer of an application by its owner.
/// @dev A restriction of zero allows anybody or anything.
struct AppOrder {
    uint256 app; // token of the app registry
    uint96 price; // per task, in the smallest unit of the token
    uint32 volume; // tasks that this order may serve in all
    bytes32 tag; // features that the app needs of a pool, one bit each
    uint256 datasetRestrict;
    uint256 poolRestrict;
    address requesterRestrict;
    uint40 expiry; // last second of validity (Unix time)
    bytes32 salt;
}

/// @notice Offer of a dataset by its owner.
struct DatasetOrder {
    uint256 dataset;
    uint96 price;
    uint32 volume;
    bytes32 tag;
    uint256 appRestrict;
    uint256 poolRestrict;
    address requesterRestrict;
    uint40 expiry;
    bytes32 salt;
}

/// @notice Offer of computing by the owner of a worker pool.
struct PoolOrder {
    uint256 pool;
    uint96 price;
    uint32 volume;
    bytes32 tag; // features that the pool has
    uint16 category; // bounds of a task's computation that the pool sells
    uint16 trust; // most votes that the pool is willing to gather for one task
    uint96 workerStake; // locked by each worker for each contribution
    uint16 schedulerFee; // the pool owner's share of the pool price, in basis points
    uint256 appRestrict;
    uint256 datasetRestrict;
    address requesterRestrict;
    uint40 expiry;
    bytes32 salt;
}

/// @notice Demand for a bag of tasks by a requester, who pays.
/// @dev `dataset` zero means none; `app` is always named; `pool` zero accepts any pool.
struct RequestOrder {
    uint256 app;
    uint96 appMaxPrice;
    uint256 dataset;
    uint96 datasetMaxPrice;
    uint256 pool;
    uint96 poolMaxPrice;
    address requester;
    address beneficiary; // whom the results are for
    address callback; // ERC-1154 consumer, or zero
    uint32 volume; // tasks in the bag
    bytes32 tag;
    uint16 category;
    uint16 trust; // votes that must agree on a result, see Trust.sol
    string params; // JSON: arguments, inputs, environment (docs/protocol.md)
    uint40 expiry;
    bytes32 salt;
}

/// @notice An order with its owner's signature: 65 bytes (ECDSA), ERC-1271 data, or empty if pre-signed on chain.
struct SignedAppOrder {
    AppOrder order;
    bytes signature;
}

struct SignedDatasetOrder {
    DatasetOrder order;
    bytes signature;
}

struct SignedPoolOrder {
    PoolOrder order;
    bytes signature;
}

struct SignedRequestOrder {
    RequestOrder order;
    bytes signature;
}
