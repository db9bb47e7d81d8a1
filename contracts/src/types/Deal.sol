// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice keccak256(abi.encode(Deal)).
type DealId is bytes32;

/// @notice The terms of a match. The chain stores only their hash (the DealId): whoever acts on a deal brings its
/// terms along, and the hub checks them against the hash. The DealMatched event publishes them.
struct Deal {
    bytes32 requestHash; // the request order, with `first` unique to the deal
    uint32 first; // index of the deal's first task in the request's bag
    uint32 size; // tasks in the deal: indices first … first + size − 1
    uint256 app;
    uint256 dataset;
    uint256 pool;
    address requester;
    address payer; // whose money is locked and refunded: the requester, or the sponsor who matched
    address beneficiary;
    address callback;
    address appOwner; // paid for the app; fixed at the match
    address datasetOwner;
    address poolOwner; // paid for the scheduling; its stake is at risk
    address scheduler; // authorises workers
    uint96 appPrice; // each per task
    uint96 datasetPrice;
    uint96 poolPrice;
    uint96 schedulerStake; // locked by the pool owner for each task
    uint96 workerStake;
    uint96 value; // what a wrong result may cost: the stakes behind a result must reach it
    uint16 schedulerFee; // basis points of the pool price
    uint16 category;
    uint16 trust;
    uint16 mode; // see Mode
    uint32 duration; // seconds: the category's bound on one task's computation
    uint40 start; // Unix time of the match
    bytes32 tag;
    bytes32 paramsHash; // keccak256 of the request's params
}

/// @notice What the chain keeps of a deal: one storage slot.
struct DealDraw {
    uint40 drawBlock; // the block whose hash decides which workers are drawn; zero: there is no such deal
    uint32 roster; // number of the pool's roster at the match; zero: the pool had none
    uint32 seats; // workers seated at the match: later seats change nothing of the draw
    uint152 seed; // from that block's hash, zero until somebody has fixed it
}

library DealHash {
    uint256 private constant SIZE = 28 * 32; // every member is static and fills a word: the bytes of abi.encode(deal)

    /// @dev Uncleaned bits of a caller give the id of no deal.
    function idOf(Deal calldata deal) internal pure returns (DealId id) {
        uint256 size = SIZE;
        assembly ("memory-safe") {
            let offset := mload(0x40)
            calldatacopy(offset, deal, size)
            id := keccak256(offset, size)
        }
    }

    function idOfMemory(Deal memory deal) internal pure returns (DealId id) {
        uint256 size = SIZE;
        assembly ("memory-safe") {
            id := keccak256(deal, size)
        }
    }
}
