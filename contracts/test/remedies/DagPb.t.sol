// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DagPb} from "../../src/libraries/DagPb.sol";
import {VM} from "../Vm.sol";
import {Nodes} from "./Nodes.sol";

/// @notice Links of dag-pb nodes.
contract DagPbTest {
    function follow(bytes calldata node, uint256 number) external pure returns (bytes32 digest, bool isNode) {
        return DagPb.follow(node, number);
    }

    /// @dev `ipfs add -r --cid-version=1` of a folder with `a` ("hello") and an empty folder `b`.
    function test_A_folder_as_ipfs_writes_it_is_read() public view {
        bytes memory hello = "hello";
        bytes memory empty = Nodes.FOLDER;
        VM.assertEq(sha256(empty), hex"59948439065f29619ef41280cbb932be52c56d99c5966b65e0111239f098bbef"); // bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354
        bytes memory node = bytes.concat(
            Nodes.link(Nodes.cid(Nodes.RAW, sha256(hello)), "a", 5),
            Nodes.link(Nodes.cid(Nodes.DAG_PB, sha256(empty)), "b", 4),
            Nodes.FOLDER
        );
        (bytes32 digest, bool isNode) = this.follow(node, 0);
        VM.assertEq(digest, sha256(hello));
        VM.assertFalse(isNode);
        (digest, isNode) = this.follow(node, 1);
        VM.assertEq(digest, sha256(empty));
        VM.assertTrue(isNode);
    }

    function test_What_is_no_link_is_refused() public {
        bytes memory one = Nodes.link(Nodes.cid(Nodes.RAW, sha256("x")), "a", 1);
        _refused(bytes.concat(one, Nodes.FOLDER), 1, one.length); // the data is no link
        _refused("", 0, 0);
        _refused(hex"12", 0, 1); // no length
        _refused(hex"12ffffffffff", 0, 1); // a length of more than four bytes
        _refused(hex"120a0a24", 0, 0); // too short for a CID
        bytes memory cut = new bytes(one.length - 1);
        for (uint256 i = 0; i < cut.length; ++i) {
            cut[i] = one[i];
        }
        _refused(cut, 0, 0);
    }

    function test_Only_CIDs_of_results_are_followed() public {
        _refusedId(hex"0171122000000000000000000000000000000000000000000000000000000000000000ff"); // dag-cbor
        _refusedId(hex"0155132000000000000000000000000000000000000000000000000000000000000000ff"); // sha2-512
        _refusedId(hex"0055122000000000000000000000000000000000000000000000000000000000000000ff"); // version 0
        _refusedId(hex"015512200000000000000000000000000000000000000000000000000000000000000000ff"); // 37 bytes
    }

    /// @dev A name is the app's to choose: it must not pass for a link.
    function test_A_name_that_looks_like_a_link_is_none() public {
        bytes memory fake = Nodes.link(Nodes.cid(Nodes.RAW, keccak256("nowhere")), "", 0);
        bytes memory node = bytes.concat(Nodes.link(Nodes.cid(Nodes.RAW, sha256("x")), string(fake), 1), Nodes.FOLDER);
        (bytes32 digest,) = this.follow(node, 0);
        VM.assertEq(digest, sha256("x"));
        _refused(node, 1, node.length - Nodes.FOLDER.length);
    }

    function testFuzz_Every_link_is_found(uint8 count, uint8 number, bytes32 seed, uint16 nameLength) public view {
        count = 1 + count % 40;
        number = number % count;
        bytes memory node;
        for (uint256 i = 0; i < count; ++i) {
            bytes1 codec = uint256(keccak256(abi.encode(seed, i))) & 1 == 0 ? Nodes.RAW : Nodes.DAG_PB;
            string memory name = string(new bytes(nameLength % 300));
            node = bytes.concat(node, Nodes.link(Nodes.cid(codec, keccak256(abi.encode(i, seed))), name, 3));
        }
        (bytes32 digest, bool isNode) = this.follow(bytes.concat(node, Nodes.FOLDER), number);
        VM.assertEq(digest, keccak256(abi.encode(uint256(number), seed)));
        VM.assertTrue(isNode == (uint256(keccak256(abi.encode(seed, uint256(number)))) & 1 == 1));
    }

    /// @dev Whatever the bytes are, it gives a digest that is in them or refuses; it never reads beyond them.
    function testFuzz_Any_bytes_are_read_or_refused(bytes calldata junk, uint8 number) public view {
        try this.follow(junk, number) returns (bytes32 digest, bool) {
            bool found = false;
            for (uint256 i = 0; i + 32 <= junk.length && !found; ++i) {
                found = bytes32(junk[i:i + 32]) == digest;
            }
            VM.assertTrue(found);
        } catch (bytes memory reason) {
            VM.assertEq(bytes4(reason), DagPb.MalformedNode.selector);
        }
    }

    function _refused(bytes memory node, uint256 number, uint256 offset) private {
        VM.expectRevert(abi.encodeWithSelector(DagPb.MalformedNode.selector, offset));
        this.follow(node, number);
    }

    function _refusedId(bytes memory id) private {
        _refused(Nodes.link(id, "a", 1), 0, 2);
    }
}
