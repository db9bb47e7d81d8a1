// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title The links of a dag-pb node, as IPFS writes it (https://ipld.io/specs/codecs/dag-pb/spec): each link a field 2 of the node,
/// with the CID as its first field. Of CIDs, only version 1 with sha2-256 and the codecs dag-pb and raw are read.
library DagPb {
    /// @notice No link of that number, or none that is read here, begins at the offset.
    error MalformedNode(uint256 offset);

    uint256 private constant NODE_LINK = 0x12; // field 2, bytes
    bytes3 private constant HASH_OF_CID_V1 = 0x0a2401; // field 1, 36 bytes; version 1
    bytes2 private constant SHA2_256 = 0x1220; // 32 bytes
    uint256 private constant DAG_PB = 0x70;
    uint256 private constant RAW = 0x55;
    uint256 private constant CID_END = 38;

    /// @return digest sha2-256 of the block that the link leads to.
    /// @return isNode Whether that block is a dag-pb node itself.
    function follow(bytes calldata node, uint256 number) internal pure returns (bytes32 digest, bool isNode) {
        uint256 at = _link(node, number);
        bytes6 head = bytes6(node[at:at + 6]);
        uint256 codec = uint8(head[3]);
        bool isKnown = bytes3(head) == HASH_OF_CID_V1 && bytes2(head << 32) == SHA2_256;
        if (!isKnown || (codec != DAG_PB && codec != RAW)) revert MalformedNode(at);
        return (bytes32(node[at + 6:at + CID_END]), codec == DAG_PB);
    }

    /// @dev Where the body of the link number `number` begins; it has room for a CID.
    function _link(bytes calldata node, uint256 number) private pure returns (uint256 at) {
        uint256 end = 0;
        for (uint256 i = 0; i <= number; ++i) {
            uint256 start = end;
            if (start >= node.length || uint8(node[start]) != NODE_LINK) revert MalformedNode(start);
            uint256 length;
            (length, at) = _varint(node, start + 1);
            end = at + length;
            if (length < CID_END || end > node.length) revert MalformedNode(start);
        }
    }

    /// @dev A block has less than 2^28 bytes: four bytes are enough.
    function _varint(bytes calldata node, uint256 at) private pure returns (uint256 value, uint256 next) {
        for (next = at; next < at + 4 && next < node.length;) {
            uint256 part = uint8(node[next]);
            value |= (part & 0x7f) << (7 * (next - at));
            ++next;
            if (part < 0x80) return (value, next);
        }
        revert MalformedNode(at);
    }
}
