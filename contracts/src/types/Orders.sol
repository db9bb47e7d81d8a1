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
    uint16 mode; // Mode.PRIVATE, or zero: the workers of a task are drawn from the pool's roster
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
    uint16 trust; // votes of newcomers that must agree on a result, see Trust.sol
    uint16 mode; // what settlement, assignment and verification it wants, see Mode.sol
    uint96 value; // what a wrong result may cost; the stakes of those who agree must reach it
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

/// @notice EIP-712 struct hashes: each type's preimage repeats the struct above, and a test holds them equal.
library OrderHash {
    bytes32 internal constant APP_ORDER_TYPEHASH = keccak256(
        "AppOrder(uint256 app,uint96 price,uint32 volume,bytes32 tag,uint256 datasetRestrict,uint256 poolRestrict,address requesterRestrict,uint40 expiry,bytes32 salt)"
    );
    bytes32 internal constant DATASET_ORDER_TYPEHASH = keccak256(
        "DatasetOrder(uint256 dataset,uint96 price,uint32 volume,bytes32 tag,uint256 appRestrict,uint256 poolRestrict,address requesterRestrict,uint40 expiry,bytes32 salt)"
    );
    bytes32 internal constant POOL_ORDER_TYPEHASH = keccak256(
        "PoolOrder(uint256 pool,uint96 price,uint32 volume,bytes32 tag,uint16 category,uint16 trust,uint16 mode,uint96 workerStake,uint16 schedulerFee,uint256 appRestrict,uint256 datasetRestrict,address requesterRestrict,uint40 expiry,bytes32 salt)"
    );
    bytes32 internal constant REQUEST_ORDER_TYPEHASH = keccak256(
        "RequestOrder(uint256 app,uint96 appMaxPrice,uint256 dataset,uint96 datasetMaxPrice,uint256 pool,uint96 poolMaxPrice,address requester,address beneficiary,address callback,uint32 volume,bytes32 tag,uint16 category,uint16 trust,uint16 mode,uint96 value,string params,uint40 expiry,bytes32 salt)"
    );

    function hash(AppOrder calldata order) internal pure returns (bytes32) {
        uint256 offset;
        assembly ("memory-safe") {
            offset := order
        }
        return _hashWords(APP_ORDER_TYPEHASH, offset, 9);
    }

    function hash(DatasetOrder calldata order) internal pure returns (bytes32) {
        uint256 offset;
        assembly ("memory-safe") {
            offset := order
        }
        return _hashWords(DATASET_ORDER_TYPEHASH, offset, 9);
    }

    function hash(PoolOrder calldata order) internal pure returns (bytes32) {
        uint256 offset;
        assembly ("memory-safe") {
            offset := order
        }
        return _hashWords(POOL_ORDER_TYPEHASH, offset, 14);
    }

    function hash(RequestOrder calldata order) internal pure returns (bytes32 result) {
        bytes32 typeHash = REQUEST_ORDER_TYPEHASH;
        bytes32 params = keccak256(bytes(order.params));
        assembly ("memory-safe") {
            let offset := mload(0x40)
            mstore(offset, typeHash)
            calldatacopy(add(offset, 0x20), order, 0x240) // 18 members
            mstore(add(offset, 0x200), params) // the 16th is a string: its hash instead of its offset
            result := keccak256(offset, 0x260)
        }
    }

    /// @dev keccak256(abi.encode(typeHash, order)) of an order whose members are all static. Bits that a caller left
    /// uncleaned give a hash that nobody signed.
    function _hashWords(bytes32 typeHash, uint256 order, uint256 words) private pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let offset := mload(0x40)
            let size := shl(5, words)
            mstore(offset, typeHash)
            calldatacopy(add(offset, 0x20), order, size)
            result := keccak256(offset, add(size, 0x20))
        }
    }
}
