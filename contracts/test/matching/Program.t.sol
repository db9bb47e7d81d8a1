// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Program} from "../../src/libraries/Program.sol";
import {IMatchmaker} from "../../src/matching/IMatchmaker.sol";
import {VM} from "../Vm.sol";
import {Code} from "./Code.sol";

/// @notice Which programs are sound, and that sound ones always have a value. What values they have: MatchmakerVectors.t.sol.
contract ProgramTest {
    using Program for Program.Loaded;

    uint256 private constant MOST_GAS = 1_400_000; // of the most costly program that is sound, see the tests

    mapping(uint256 name => uint256 value) private _said;

    /// @dev As a call of its own, so that its reverts can be looked at.
    function run(bytes memory code) public view returns (uint256) {
        Program.Offered memory offered;
        return Program.load(code).run(_said, offered);
    }

    function _refuse(bytes memory code, bytes memory reason) private {
        VM.expectRevert(reason);
        this.run(code);
    }

    /* SOUND PROGRAMS */

    function test_An_unknown_instruction_is_refused_at_its_place() public {
        _refuse(hex"030c", abi.encodeWithSelector(IMatchmaker.UnknownOpcode.selector, 1, 0x0c));
        _refuse(hex"ff", abi.encodeWithSelector(IMatchmaker.UnknownOpcode.selector, 0, 0xff));
        _refuse(hex"40", abi.encodeWithSelector(IMatchmaker.UnknownOpcode.selector, 0, 0x40));
    }

    /// @dev The table of shapes against the list: no instruction is missing, none is more.
    function test_The_instructions_are_those_of_the_list() public view {
        bytes memory known = hex"00010203040506" hex"08090a0b" hex"101112131415" hex"191a1b1c1d1e" hex"2021222324"
            hex"28292a2b2c2d";
        bytes memory carries = new bytes(31);
        uint256 next = 0;
        for (uint256 op = 0; op < 256; ++op) {
            bytes memory code = bytes.concat(hex"030303", bytes1(uint8(op)), carries);
            try this.run(code) {
                VM.assertTrue(false, "three values and more are never one"); // whatever follows
            } catch (bytes memory reason) {
                bool isKnown = bytes4(reason) != IMatchmaker.UnknownOpcode.selector || uint8(reason[35]) != 3;
                VM.assertTrue(isKnown == (next < known.length && uint8(known[next]) == op), VM.toString(op));
                if (isKnown) ++next;
            }
        }
        VM.assertEq(next, known.length);
    }

    function test_What_an_instruction_carries_must_be_there() public {
        bytes[3] memory whole = [Code.integer(7), Code.text("seven"), Code.attribute("seven")];
        for (uint256 i = 0; i < whole.length; ++i) {
            bytes memory code = bytes.concat(Code.TRUE, whole[i]);
            assembly ("memory-safe") {
                mstore(code, sub(mload(code), 1))
            }
            _refuse(code, abi.encodeWithSelector(IMatchmaker.TruncatedProgram.selector, 1));
        }
    }

    function test_An_operator_without_its_operands_is_refused() public {
        _refuse(Code.NOT, abi.encodeWithSelector(IMatchmaker.StackTooShort.selector, 0));
        _refuse(bytes.concat(Code.TRUE, Code.AND), abi.encodeWithSelector(IMatchmaker.StackTooShort.selector, 1));
        _refuse(
            bytes.concat(Code.TRUE, Code.TRUE, Code.IF), abi.encodeWithSelector(IMatchmaker.StackTooShort.selector, 2)
        );
    }

    function test_A_program_leaves_one_value() public {
        _refuse("", abi.encodeWithSelector(IMatchmaker.NotOneValue.selector, 0));
        _refuse(hex"0303", abi.encodeWithSelector(IMatchmaker.NotOneValue.selector, 2));
    }

    function test_The_stack_holds_32_values() public {
        bytes memory code = "";
        for (uint256 i = 0; i < 32; ++i) {
            code = bytes.concat(code, Code.TRUE);
        }
        _refuse(bytes.concat(code, Code.TRUE), abi.encodeWithSelector(IMatchmaker.StackTooDeep.selector, 32, 32));
        for (uint256 i = 0; i < 31; ++i) {
            code = bytes.concat(code, Code.AND);
        }
        VM.assertEq(run(code), Program.TRUE);
    }

    function test_A_program_has_1024_bytes_at_most() public {
        bytes memory code = Code.TRUE;
        while (code.length < 1023) {
            code = bytes.concat(code, Code.TRUE, Code.AND);
        }
        VM.assertEq(run(code), Program.TRUE);
        VM.assertEq(run(bytes.concat(code, Code.NOT)), Program.FALSE);
        _refuse(
            bytes.concat(code, Code.TRUE, Code.AND),
            abi.encodeWithSelector(IMatchmaker.ProgramTooLong.selector, 1025, 1024)
        );
    }

    /* GAS */

    function test_Gas_of_the_longest_programs_is_bounded() public view {
        bytes memory operators = Code.TRUE;
        while (operators.length < 1023) {
            operators = bytes.concat(operators, Code.UNDEFINED, Code.OR);
        }
        _assertBounded(operators);
        bytes memory texts = Code.text("a");
        while (texts.length < 970) {
            texts = bytes.concat(texts, Code.text("A"), Code.LESS);
        }
        _assertBounded(texts);
        bytes memory attributes = Code.attribute("a0"); // each from storage that was not read before
        for (uint256 i = 1; attributes.length < 970; ++i) {
            attributes = bytes.concat(attributes, Code.attribute(string.concat("a", VM.toString(i))), Code.ADD);
        }
        _assertBounded(attributes);
    }

    function _assertBounded(bytes memory code) private view {
        uint256 before = gasleft();
        this.run(code);
        VM.assertLe(before - gasleft(), MOST_GAS, "gas of a program");
    }

    /* RANDOM PROGRAMS */

    /// @dev Whatever bytes they are, they are refused by name or have a value.
    function testFuzz_Random_bytes_are_refused_or_have_a_value(bytes calldata code) public view {
        _assertTotal(code);
    }

    /// @dev Of instructions alone, so that many are sound.
    function testFuzz_Random_instructions_are_refused_or_have_a_value(bytes calldata seed, bool isWhole) public view {
        VM.assume(seed.length < 400);
        _assertTotal(_assemble(seed, isWhole));
    }

    /// @dev Every program that is put together soundly has a value.
    function testFuzz_Sound_programs_have_a_value(bytes calldata seed) public view {
        VM.assume(seed.length != 0 && seed.length < 100);
        _assertValue(this.run(_assemble(seed, true)));
    }

    function _assertTotal(bytes memory code) private view {
        uint256 before = gasleft();
        try this.run(code) returns (uint256 value) {
            _assertValue(value);
        } catch (bytes memory reason) {
            bytes4 name = bytes4(reason);
            VM.assertTrue(
                name == IMatchmaker.UnknownOpcode.selector || name == IMatchmaker.TruncatedProgram.selector
                    || name == IMatchmaker.StackTooShort.selector || name == IMatchmaker.StackTooDeep.selector
                    || name == IMatchmaker.NotOneValue.selector || name == IMatchmaker.ProgramTooLong.selector
            );
        }
        VM.assertLe(before - gasleft(), MOST_GAS, "gas of a program");
    }

    /// @dev A word of one of the five types, with nothing where nothing belongs.
    function _assertValue(uint256 value) private pure {
        uint256 kind = value >> 248;
        uint256 payload = value << 8;
        if (kind < 2) VM.assertEq(payload, 0);
        else if (kind == 2) VM.assertTrue(payload == 0 || payload == 1 << 8);
        else if (kind == 3) VM.assertEq(value & ~uint256(type(uint64).max), 3 << 248);
        else VM.assertEq(kind, 5);
    }

    /// @dev An instruction for each byte; with `isWhole` operators only where there are operands, and as many as leave one value.
    function _assemble(bytes calldata seed, bool isWhole) private pure returns (bytes memory code) {
        bytes memory operators = hex"08090a0b1011121314191a1b1c1d1e202122232428292a2b2c2d15";
        uint256 depth = 0;
        for (uint256 i = 0; i < seed.length; ++i) {
            uint256 byte_ = uint8(seed[i]);
            bytes1 op = operators[byte_ % operators.length];
            uint256 taken = op < 0x10 ? 1 : op == 0x15 ? 3 : 2;
            bool isValue = byte_ >= 128 && depth < 32;
            if (isWhole && taken > depth) isValue = true;
            if (isValue) {
                code = bytes.concat(code, _value(byte_));
                ++depth;
            } else {
                code = bytes.concat(code, op);
                depth = depth + 1 > taken ? depth + 1 - taken : 0;
            }
        }
        for (; isWhole && depth > 1; --depth) {
            code = bytes.concat(code, operators[4 + (depth + seed.length) % 21]);
        }
        if (isWhole && code.length > 1024) code = Code.TRUE;
    }

    function _value(uint256 byte_) private pure returns (bytes memory) {
        uint256 kind = byte_ % 8;
        if (kind < 4) return abi.encodePacked(bytes1(uint8(kind)));
        if (kind == 4) return Code.integer(type(int64).min);
        if (kind == 5) return Code.text(byte_ > 200 ? "Text" : "tEXT");
        if (kind == 6) return Code.attribute("nothing");
        return Code.integer(int64(int256(byte_)) - 190);
    }
}
