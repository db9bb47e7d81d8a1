// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Sortition} from "../../src/libraries/Sortition.sol";
import {Reputation, ReputationLibrary} from "../../src/types/Reputation.sol";
import {VM} from "../Vm.sol";

/// @notice Draws and reputations of tests/vectors/draws.json, which the C# tests read too.
contract DrawVectorsTest {
    string private _json;

    function setUp() public {
        _json = VM.readFile("../tests/vectors/draws.json");
    }

    function test_Every_draw_falls_alike() public view {
        uint256 count = 0;
        for (string memory at = _at(".draws", 0); VM.keyExistsJson(_json, at); at = _at(".draws", ++count)) {
            (uint256 digits, uint256 threshold) = Sortition.scale(_uint(at, ".width"), _uint(at, ".seats"));
            VM.assertEq(digits, _uint(at, ".digits"), at);
            VM.assertEq(threshold, _uint(at, ".threshold"), at);
            uint256 seed = uint256(_word(at, ".seed"));
            bytes32 decider = keccak256(abi.encode(_word(at, ".blockHash"), _word(at, ".deal")));
            VM.assertEq(uint256(decider) >> 104, seed, at);
            uint256 lots = Sortition.prepare(seed, _uint(at, ".word"));
            address worker = VM.parseJsonAddress(_json, string.concat(at, ".worker"));
            uint256 lanes = Sortition.lanes(lots, uint160(worker), digits, threshold);
            VM.assertEq(bytes32(lanes), _word(at, ".lanes"), at);
        }
        VM.assertEq(count, 42);
    }

    function test_Every_reputation_weighs_alike() public {
        uint256 count = 0;
        for (string memory at = _at(".reputations", 0); VM.keyExistsJson(_json, at); at = _at(".reputations", ++count)) {
            Reputation reputation = Reputation.wrap(uint64(_uint(at, ".packed")));
            uint256 on = _uint(at, ".on");
            VM.assertEq(reputation.feesOn(on), _uint(at, ".fees"), at);
            VM.warp(on * 1 days + count); // at whatever second of the day
            VM.assertEq(reputation.bits(_uint(at, ".value")), _uint(at, ".bits"), at);
        }
        VM.assertEq(count, 168);
    }

    function _at(string memory list, uint256 i) private pure returns (string memory) {
        return string.concat(list, "[", VM.toString(i), "]");
    }

    function _uint(string memory at, string memory key) private view returns (uint256) {
        return VM.parseJsonUint(_json, string.concat(at, key));
    }

    function _word(string memory at, string memory key) private view returns (bytes32) {
        return VM.parseJsonBytes32(_json, string.concat(at, key));
    }
}
