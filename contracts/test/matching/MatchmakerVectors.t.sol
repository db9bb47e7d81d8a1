// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IMatchmaker} from "../../src/matching/IMatchmaker.sol";
import {Mode} from "../../src/types/Mode.sol";
import {PoolOrder} from "../../src/types/Orders.sol";
import {VM} from "../Vm.sol";
import {MatchmakerBase} from "./MatchmakerBase.sol";

/// @notice Every expression of tests/vectors/matchmaker.jsonl has the value here that the C# evaluator gave it.
contract MatchmakerVectorsTest is MatchmakerBase {
    string private constant FILE = "../tests/vectors/matchmaker.jsonl";

    function test_Every_expression_has_the_value_of_the_evaluator() public {
        uint256[] memory described = new uint256[](24);
        for (uint256 i = 0; i < described.length; ++i) {
            described[i] = _read(i, VM.readLine(FILE));
        }
        uint256 rows = 0;
        for (string memory row = VM.readLine(FILE); bytes(row).length != 0; row = VM.readLine(FILE)) {
            uint256 pool = described[VM.parseJsonUint(row, ".on")];
            bytes32 value = matchmaker.evaluate(pool, VM.parseJsonBytes(row, ".program"));
            VM.assertEq(value, VM.parseJsonBytes32(row, ".value"), row);
            ++rows;
        }
        VM.assertEq(rows, 4968);
    }

    function _read(uint256 number, string memory line) private returns (uint256 pool) {
        pool = _pool(number);
        if (VM.parseJsonUint(line, ".hasOffer") != 0) {
            PoolOrder memory order = _order(pool, uint96(VM.parseJsonUint(line, ".price")));
            order.workerStake = uint96(VM.parseJsonUint(line, ".workerStake"));
            order.category = uint16(VM.parseJsonUint(line, ".category"));
            order.trust = uint16(VM.parseJsonUint(line, ".trust"));
            order.mode = uint16(VM.parseJsonUint(line, ".mode"));
            VM.assertTrue(order.mode == 0 || order.mode == Mode.PRIVATE);
            _stand(order);
        }
        for (uint256 i = 0;; ++i) {
            string memory at = string.concat(".attributes[", VM.toString(i), "].");
            if (!VM.keyExistsJson(line, string.concat(at, "name"))) return pool;
            _describe(pool, _attributeAt(line, at));
        }
    }

    function _attributeAt(string memory line, string memory at)
        private
        pure
        returns (IMatchmaker.PoolAttribute memory attribute)
    {
        attribute.name = VM.parseJsonString(line, string.concat(at, "name"));
        attribute.kind = IMatchmaker.AttributeKind(VM.parseJsonUint(line, string.concat(at, "kind")));
        attribute.number = int64(VM.parseJsonInt(line, string.concat(at, "number")));
        attribute.text = VM.parseJsonString(line, string.concat(at, "text"));
    }
}
