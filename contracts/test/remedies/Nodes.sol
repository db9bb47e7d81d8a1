// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice dag-pb nodes as IPFS writes them, written a second time.
library Nodes {
    bytes1 internal constant DAG_PB = 0x70;
    bytes1 internal constant RAW = 0x55;
    bytes internal constant FOLDER = hex"0a020801"; // UnixFS data of a folder

    function cid(bytes1 codec, bytes32 digest) internal pure returns (bytes memory) {
        return abi.encodePacked(hex"01", codec, hex"1220", digest);
    }

    function link(bytes memory id, string memory name, uint8 size) internal pure returns (bytes memory) {
        bytes memory body = bytes.concat(field(0x0a, id), field(0x12, bytes(name)), hex"18", bytes1(size & 0x7f));
        return field(0x12, body);
    }

    function field(uint8 tag, bytes memory body) internal pure returns (bytes memory) {
        return bytes.concat(bytes1(tag), varint(body.length), body);
    }

    function varint(uint256 value) internal pure returns (bytes memory) {
        if (value < 128) return bytes.concat(bytes1(uint8(value)));
        return bytes.concat(bytes1(uint8(value & 0x7f | 0x80)), varint(value >> 7));
    }
}
