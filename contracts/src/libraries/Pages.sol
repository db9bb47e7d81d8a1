// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {TaskHash} from "../types/Task.sol";
import {BitCount} from "./BitCount.sol";

/// @notice The head of a page, and where its parts lie in the calldata.
struct Page {
    uint256 deal; // position among the settlement's deals
    uint256 flags;
    uint256 votes; // signers who agreed, for each of the tasks
    uint256 signers; // entries of the crew list
    uint256 word; // the tasks are 256 × word + lane of the deal
    uint256 against; // odds of all other results together, for each of the tasks
    uint256 tasks; // lanes that the page settles
    uint256 count; // of them
    uint256 crew; // calldata offset of the crew list
    uint256 results; // calldata offset of the results, where the crew list ends
    uint256 end; // offset of what follows, in the bytes that the page was read from
}

/// @notice What a page says of one task.
struct Outcome {
    bytes32 digest;
    bytes32 dataHash;
    uint256 against;
}

/// @title Pages of a settlement: up to 256 tasks of one deal that have the same number of votes.
/// @dev uint8 deal | uint8 flags | uint8 votes | uint8 signers | uint24 word | uint32 against | bytes32 tasks
/// | signers × (uint8 position, ascending | bytes32 lanes for which it agreed)
/// | for each lane of `tasks`, lowest first: bytes32 digest, and with DATA bytes32 data hash.
library Pages {
    uint256 internal constant APP_FAILED = 1;
    uint256 internal constant DATA = 2;
    uint256 private constant HEAD_SIZE = 43;
    uint256 private constant ENTRY_SIZE = 33;

    /// @notice The bytes from `offset` on are not a page: cut short, without tasks, or with unknown flags.
    error MalformedPage(uint256 offset);

    function read(bytes calldata pages, uint256 offset) internal pure returns (Page memory page) {
        if (offset + HEAD_SIZE > pages.length) revert MalformedPage(offset);
        uint256 head;
        uint256 tasks;
        uint256 start;
        assembly ("memory-safe") {
            start := add(pages.offset, offset)
            head := shr(168, calldataload(start))
            tasks := calldataload(add(start, 11))
        }
        page.against = uint32(head);
        page.word = uint24(head >> 32);
        page.signers = uint8(head >> 56);
        page.votes = uint8(head >> 64);
        page.flags = uint8(head >> 72);
        page.deal = uint8(head >> 80);
        page.tasks = tasks;
        page.count = BitCount.ones(tasks);
        unchecked {
            page.crew = start + HEAD_SIZE;
            page.results = page.crew + page.signers * ENTRY_SIZE;
            page.end = offset + HEAD_SIZE + page.signers * ENTRY_SIZE + page.count * _resultSize(page);
        }
        if (page.end > pages.length || tasks == 0 || page.flags > DATA) revert MalformedPage(offset);
    }

    /// @notice The entry of a crew list at a calldata offset, and the offset of the next one.
    function entry(uint256 at) internal pure returns (uint256 position, uint256 lanes, uint256 next) {
        assembly ("memory-safe") {
            position := byte(0, calldataload(at))
            lanes := calldataload(add(at, 1))
            next := add(at, 33)
        }
    }

    /// @notice What the page, which must be all of `bytes_`, says of the deal's task number `bit`; nothing: a zero digest.
    function find(bytes calldata bytes_, uint256 bit) internal pure returns (Outcome memory outcome) {
        Page memory page = read(bytes_, 0);
        uint256 lane = 1 << (bit & 255);
        if (page.end != bytes_.length || page.word != bit >> 8 || page.tasks & lane == 0) return outcome;

        uint256 at = page.results + BitCount.ones(page.tasks & (lane - 1)) * _resultSize(page);
        bytes32 digest;
        bytes32 dataHash = page.flags == APP_FAILED ? TaskHash.APP_FAILED : TaskHash.NO_DATA;
        bool hasData = page.flags == DATA;
        assembly ("memory-safe") {
            digest := calldataload(at)
            if hasData { dataHash := calldataload(add(at, 32)) }
        }
        return Outcome(digest, dataHash, page.against);
    }

    /// @notice Positions in the crew of those who agreed on the deal's task number `bit`, of a page that has the task.
    function voters(bytes calldata bytes_, uint256 bit) internal pure returns (uint256 positions) {
        Page memory page = read(bytes_, 0);
        for (uint256 at = page.crew; at < page.results;) {
            uint256 position;
            uint256 lanes;
            (position, lanes, at) = entry(at);
            if (lanes & (1 << (bit & 255)) != 0) positions |= 1 << position;
        }
    }

    function _resultSize(Page memory page) private pure returns (uint256) {
        return page.flags == DATA ? 64 : 32;
    }
}
