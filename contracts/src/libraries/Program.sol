// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IMatchmaker} from "../matching/IMatchmaker.sol";

/// @title Programs over the attributes of a pool: what ClassAds compile to (src/Ect.ClassAds/Programs).
/// @dev Postfix, without jumps: each instruction runs once, so that a program's gas is bounded by its length, and every program that
/// `load` accepts has a value. The values are those of the C# evaluator; tests/vectors/matchmaker.jsonl holds the two together.
library Program {
    /// @notice Longest program, in bytes.
    uint256 internal constant MOST_BYTES = 1024;
    /// @notice Most values at once.
    uint256 internal constant MOST_DEPTH = 32;

    /* VALUES, as IMatchmaker says */

    uint256 internal constant UNDEFINED = 0;
    uint256 internal constant ERROR = 1 << 248;
    uint256 internal constant FALSE = 2 << 248;
    uint256 internal constant TRUE = FALSE | 1;
    uint256 internal constant INTEGER = 3 << 248; // with the integer in the lowest 64 bits
    uint256 internal constant TEXT = 5 << 248; // with the text right behind the type

    /* INSTRUCTIONS, as Opcode.cs says */

    uint256 private constant OP_INTEGER = 0x04;
    uint256 private constant OP_TEXT = 0x05;
    uint256 private constant OP_ATTRIBUTE = 0x06;
    uint256 private constant OP_NOT = 0x08; // the first that takes a value
    uint256 private constant OP_NEGATE = 0x09;
    uint256 private constant OP_PLUS = 0x0a;
    uint256 private constant OP_AND = 0x10; // the first that takes two
    uint256 private constant OP_OR = 0x11;
    uint256 private constant OP_IS = 0x12;
    uint256 private constant OP_ISNT = 0x13;
    uint256 private constant OP_ELVIS = 0x14;
    uint256 private constant OP_IF = 0x15;
    uint256 private constant OP_COMPARE = 0x18; // and a bit for each outcome that holds: less, equal, greater
    uint256 private constant OP_ADD = 0x20;
    uint256 private constant OP_SUBTRACT = 0x21;
    uint256 private constant OP_MULTIPLY = 0x22;
    uint256 private constant OP_DIVIDE = 0x23;
    uint256 private constant OP_BIT_AND = 0x28;
    uint256 private constant OP_BIT_OR = 0x29;
    uint256 private constant OP_BIT_XOR = 0x2a;
    uint256 private constant OP_SHIFT_LEFT = 0x2b;
    uint256 private constant OP_SHIFT_RIGHT = 0x2c;

    /// @dev A byte for each instruction: 0x80, 0x20 for each value that it takes, and how many bytes it carries; zero: none.
    uint256 private constant SHAPES = 0x80808080889f9f00a0a0a0a000000000c0c0c0c0c0e0000000c0c0c0c0c0c000;
    uint256 private constant SHAPES_FROM_32 = 0xc0c0c0c0c0000000c0c0c0c0c0c0000000000000000000000000000000000000;

    /* WHAT COMES FROM A POOL'S OFFER: names as they stand in programs */

    uint256 internal constant PRICE = uint256(bytes32("price")) >> 8;
    uint256 internal constant CATEGORY = uint256(bytes32("category")) >> 8;
    uint256 internal constant TRUST = uint256(bytes32("trust")) >> 8;
    uint256 internal constant WORKER_STAKE = uint256(bytes32("workerstake")) >> 8;
    uint256 internal constant PRIVATE = uint256(bytes32("private")) >> 8;

    /// @notice The values of those attributes; all undefined without an offer.
    struct Offered {
        uint256 price;
        uint256 category;
        uint256 trust;
        uint256 workerStake;
        uint256 isPrivate;
    }

    /// @notice A program that was found sound, and room to run it in.
    struct Loaded {
        bytes code;
        bool asksForOffer; // whether it names an attribute that comes from the offer
        uint256[32] stack;
    }

    uint256 private constant MASK_64 = type(uint64).max;
    uint256 private constant ONES = 0x0101010101010101010101010101010101010101010101010101010101010101;
    uint256 private constant HIGH_BITS = ONES << 7;
    uint256 private constant LOW_BITS = HIGH_BITS - ONES; // all but the highest of each byte

    /* SOUND PROGRAMS */

    /// @notice Follows the stack through the program. What it accepts runs to its end, on every pool.
    function load(bytes memory code) internal pure returns (Loaded memory loaded) {
        uint256 length = code.length;
        if (length > MOST_BYTES) revert IMatchmaker.ProgramTooLong(length, MOST_BYTES);
        uint256 depth = 0;
        unchecked {
            for (uint256 at = 0; at < length;) {
                uint256 op = _wordAt(code, at) >> 248;
                uint256 shape = _shapeOf(op);
                if (shape == 0) revert IMatchmaker.UnknownOpcode(at, op);
                uint256 taken = (shape >> 5) & 3;
                if (taken > depth) revert IMatchmaker.StackTooShort(at);
                depth = depth - taken + 1;
                if (depth > MOST_DEPTH) revert IMatchmaker.StackTooDeep(at, MOST_DEPTH);
                uint256 next = at + 1 + (shape & 31);
                if (next > length) revert IMatchmaker.TruncatedProgram(at);
                if (op == OP_ATTRIBUTE && isOffered(_wordAt(code, at + 1) >> 8)) loaded.asksForOffer = true;
                at = next;
            }
        }
        if (depth != 1) revert IMatchmaker.NotOneValue(depth);
        loaded.code = code;
    }

    /// @notice Whether the name's value comes from the offer.
    function isOffered(uint256 name) internal pure returns (bool) {
        return name == PRICE || name == CATEGORY || name == TRUST || name == WORKER_STAKE || name == PRIVATE;
    }

    function _shapeOf(uint256 op) private pure returns (uint256) {
        if (op >= 64) return 0;
        return ((op < 32 ? SHAPES : SHAPES_FROM_32) >> (248 - ((op & 31) << 3))) & 0xff;
    }

    /* RUNNING */

    /// @notice The program's value.
    /// @param said What the pool's owner says, by name.
    function run(Loaded memory loaded, mapping(uint256 name => uint256 value) storage said, Offered memory offered)
        internal
        view
        returns (uint256)
    {
        bytes memory code = loaded.code;
        uint256[32] memory stack = loaded.stack;
        uint256 length = code.length;
        uint256 depth = 0;
        unchecked {
            for (uint256 at = 0; at < length;) {
                uint256 word = _wordAt(code, at++);
                uint256 op = word >> 248;
                if (op < OP_NOT) {
                    if (op == OP_ATTRIBUTE) {
                        stack[depth++] = _attribute(_wordAt(code, at) >> 8, said, offered);
                        at += 31;
                    } else if (op == OP_INTEGER) {
                        stack[depth++] = INTEGER | (word << 8 >> 192);
                        at += 8;
                    } else if (op == OP_TEXT) {
                        stack[depth++] = TEXT | (_wordAt(code, at) >> 8);
                        at += 31;
                    } else {
                        // undefined, error, false, true
                        stack[depth++] = op < 2 ? op << 248 : FALSE | (op & 1);
                    }
                } else if (op < OP_AND) {
                    stack[depth - 1] = _unary(op, stack[depth - 1]);
                } else if (op == OP_IF) {
                    depth -= 2;
                    stack[depth - 1] = _choose(stack[depth - 1], stack[depth], stack[depth + 1]);
                } else {
                    --depth;
                    stack[depth - 1] = _binary(op, stack[depth - 1], stack[depth]);
                }
            }
        }
        return stack[0];
    }

    /// @dev 32 bytes from a place on; zeros, or anything, beyond the end.
    function _wordAt(bytes memory code, uint256 at) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(add(add(code, 0x20), at))
        }
    }

    function _attribute(uint256 name, mapping(uint256 => uint256) storage said, Offered memory offered)
        private
        view
        returns (uint256)
    {
        if (name == PRICE) return offered.price;
        if (name == CATEGORY) return offered.category;
        if (name == TRUST) return offered.trust;
        if (name == WORKER_STAKE) return offered.workerStake;
        if (name == PRIVATE) return offered.isPrivate;
        return said[name];
    }

    /* OPERATORS */

    function _unary(uint256 op, uint256 a) private pure returns (uint256) {
        if (op == OP_PLUS) return _kind(a) == 2 || _kind(a) == 5 ? ERROR : a;
        if (a == UNDEFINED || a == ERROR) return a;
        if (op == OP_NOT) return _isNumber(a) ? _boolean(a << 8 == 0) : ERROR;
        if (_kind(a) != 3) return ERROR;
        return op == OP_NEGATE ? _integer(-_signed(a)) : _integer(~_signed(a));
    }

    function _choose(uint256 condition, uint256 yes, uint256 no) private pure returns (uint256) {
        condition = _truth(condition);
        if (condition == TRUE) return yes;
        if (condition == FALSE) return no;
        return condition == UNDEFINED ? UNDEFINED : ERROR;
    }

    function _binary(uint256 op, uint256 a, uint256 b) private pure returns (uint256) {
        if (op < OP_COMPARE) {
            if (op == OP_AND) return _logical(FALSE, a, b);
            if (op == OP_OR) return _logical(TRUE, a, b);
            if (op == OP_ELVIS) return a == UNDEFINED ? b : a;
            // A value is a word of its own: equal words are the same type and the same letters.
            return _boolean((a == b) == (op == OP_IS));
        }
        if (op < OP_ADD) return _compare(op, a, b);
        return op < OP_BIT_AND ? _arithmetic(op, a, b) : _bitwise(op, a, b);
    }

    /// @dev && or ||: `decisive` on either side decides, on the left even against error.
    function _logical(uint256 decisive, uint256 a, uint256 b) private pure returns (uint256) {
        (a, b) = (_truth(a), _truth(b));
        if (a == decisive) return decisive;
        if (_kind(a) == 5 || _kind(b) == 5 || a == ERROR) return ERROR;
        if (a != UNDEFINED) return b;
        return b == decisive || b == ERROR ? b : UNDEFINED;
    }

    function _compare(uint256 op, uint256 a, uint256 b) private pure returns (uint256) {
        uint256 outcome;
        if (_isNumber(a) && _isNumber(b)) {
            (int256 x, int256 y) = (_signed(a), _signed(b));
            outcome = x < y ? 0 : x == y ? 1 : 2;
        } else if (_kind(a) == 5 && _kind(b) == 5) {
            (a, b) = (fold(a), fold(b));
            outcome = a < b ? 0 : a == b ? 1 : 2;
        } else {
            return _strict(a, b);
        }
        return _boolean((op >> outcome) & 1 != 0);
    }

    function _arithmetic(uint256 op, uint256 a, uint256 b) private pure returns (uint256) {
        if (!_isNumber(a) || !_isNumber(b)) return _strict(a, b);
        (int256 x, int256 y) = (_signed(a), _signed(b));
        unchecked {
            if (op == OP_ADD) return _integer(x + y);
            if (op == OP_SUBTRACT) return _integer(x - y);
            if (op == OP_MULTIPLY) return _integer(x * y);
            if (y == 0) return ERROR;
            if (op != OP_DIVIDE) return _integer(x % y);
            // Of all quotients only that of the least integer and -1 does not fit: it is the greatest.
            int256 quotient = x / y;
            return _integer(quotient > type(int64).max ? type(int64).max : quotient);
        }
    }

    /// @dev A shift counts modulo 64; to the right a negative integer stays negative, or gets zeros in front (>>>).
    function _bitwise(uint256 op, uint256 a, uint256 b) private pure returns (uint256) {
        if (_kind(a) != 3 || _kind(b) != 3) return _strict(a, b);
        if (op == OP_BIT_AND) return a & b;
        if (op == OP_BIT_OR) return a | b;
        if (op == OP_BIT_XOR) return INTEGER | (a ^ b);
        (int256 x, int256 y) = (_signed(a), _signed(b));
        if (op == OP_SHIFT_LEFT) return INTEGER | ((a << (b & 63)) & MASK_64);
        if (x >= 0) return _integer(x >> (b & 63));
        if (op == OP_SHIFT_RIGHT) return y <= 0 ? a : _integer(x >> (y < 63 ? uint256(y) : 63));
        unchecked {
            return INTEGER | ((a & MASK_64) >> 1 >> (uint256(y - 1) & 63));
        }
    }

    /// @dev What operators make of other types than theirs.
    function _strict(uint256 a, uint256 b) private pure returns (uint256) {
        return (a == UNDEFINED || b == UNDEFINED) && a != ERROR && b != ERROR ? UNDEFINED : ERROR;
    }

    /* VALUES */

    /// @notice Whether requirements with this value are met: true, or a number other than zero.
    function holds(uint256 value) internal pure returns (bool) {
        return _truth(value) == TRUE;
    }

    /// @notice The value as a rank.
    function rankOf(uint256 value) internal pure returns (int64) {
        return _isNumber(value) ? int64(_signed(value)) : int64(0);
    }

    /// @notice A to Z become a to z, every other byte stays.
    function fold(uint256 text) internal pure returns (uint256) {
        unchecked {
            uint256 low = text & LOW_BITS;
            // The highest bit of each byte: at least A, not above Z, and below 128.
            uint256 capital = (low + 63 * ONES) & ~(low + 37 * ONES) & ~text & HIGH_BITS;
            return text | (capital >> 2);
        }
    }

    function ofBoolean(bool value) internal pure returns (uint256) {
        return _boolean(value);
    }

    function ofInteger(int256 value) internal pure returns (uint256) {
        return _integer(value);
    }

    function _kind(uint256 a) private pure returns (uint256) {
        return a >> 248;
    }

    /// @dev Boolean or integer.
    function _isNumber(uint256 a) private pure returns (bool) {
        return a >> 249 == 1;
    }

    function _signed(uint256 a) private pure returns (int256) {
        return int64(uint64(a));
    }

    function _integer(int256 value) private pure returns (uint256) {
        return INTEGER | (uint256(value) & MASK_64);
    }

    function _boolean(bool value) private pure returns (uint256) {
        return value ? TRUE : FALSE;
    }

    function _truth(uint256 a) private pure returns (uint256) {
        return _isNumber(a) ? _boolean(a << 8 != 0) : a;
    }
}
