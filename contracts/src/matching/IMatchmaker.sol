// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEctHub} from "../interfaces/IEctHub.sol";
import {IStandingOrders} from "../standing/IStandingOrders.sol";

/// @title Matchmaking on chain: what pools say of themselves, and which of them meets what a contract wants.
/// @notice Owners describe their pools by typed attributes. Who buys brings requirements and a rank as programs (compiled from
/// ClassAds by the C# library, docs/matchmaker.md) and finds a pool whose standing offer the hub would match now. A description is
/// its owner's word, which nobody has checked. Keeps no money and has no owner.
/// @dev A value is one word: its type in the highest byte (0 undefined, 1 error, 2 boolean, 3 integer, 5 text), then a text's 31
/// bytes, filled up with zeros; or, in the lowest 64 bits, an integer (two's complement) or a boolean's 1 or 0. Undefined is zero.
interface IMatchmaker {
    enum AttributeKind {
        Undefined, // deletes
        Boolean,
        Integer,
        Text
    }

    /// @notice One attribute of a pool.
    struct PoolAttribute {
        string name; // 1 to 31 bytes; capital letters make no difference
        AttributeKind kind;
        int64 number; // of an integer; of a boolean, true if not zero
        string text; // of a text; of any kind up to 31 bytes
    }

    /// @notice Which of the pools that meet the requirements is taken.
    enum MatchPolicy {
        FirstFit, // the first one
        Cheapest, // the least price; of equal ones the first
        BestRank // the highest rank; of equal ones the cheaper, then the first
    }

    /// @notice What is wanted, and how far to look for it.
    struct PoolQuery {
        bytes requirements; // a program: the pool is taken if it gives true, or a number other than zero
        bytes rank; // a program, for BestRank only: an integer or boolean counts as a number, anything else as zero
        MatchPolicy policy;
        uint96 mostPrice; // of one task, in the smallest unit of the token
        // What the request will say: an offer that the hub would not match with it is passed over.
        uint256 app;
        uint256 dataset;
        address requester;
        bytes32 tag; // features that app, dataset and request need, together
        uint16 trust;
        uint16 mode;
        uint96 value;
        // How far to look.
        uint256[] among; // these pools alone, in this order; none: the walk
        uint256 from; // where to begin
        uint256 most; // how many pools to look at
    }

    /// @notice What was found.
    struct PoolFound {
        uint256 pool; // zero: none of those that were looked at will do
        uint96 price; // of its offer, for one task
        int64 rank; // zero unless the policy is BestRank
        uint256 next; // where to look on; zero: that was the last one
    }

    /// @notice The owner said this of its pool; an attribute of kind Undefined it says no more. What an owner before it said is
    /// forgotten with the first words of a new one.
    event PoolDescribed(uint256 indexed pool, address indexed owner, PoolAttribute[] attributes);
    /// @notice The pool stands in the walk no more.
    event PoolForgotten(uint256 indexed pool);

    /// @notice The program has `length` bytes.
    error ProgramTooLong(uint256 length, uint256 most);
    /// @notice The byte at `at` is no instruction.
    error UnknownOpcode(uint256 at, uint256 opcode);
    /// @notice What the instruction at `at` carries goes beyond the program's end.
    error TruncatedProgram(uint256 at);
    /// @notice The operator at `at` finds fewer values than it takes.
    error StackTooShort(uint256 at);
    /// @notice The value at `at` is one more than the stack holds.
    error StackTooDeep(uint256 at, uint256 most);
    /// @notice A program leaves one value, not `values`.
    error NotOneValue(uint256 values);
    /// @notice The pool would have `count` attributes, or so many are said at once.
    error TooManyAttributes(uint256 count, uint256 most);
    /// @notice What this name says comes from the pool's standing offer.
    error ReservedName(string name);
    error EmptyName();
    /// @notice Names and texts have no zero byte.
    error ZeroByte(string text);
    /// @notice The pool is not in the walk; or what it says its owner says, who has an offer that the hub can still match.
    error NothingToForget(uint256 pool);

    /// @notice The caller, who owns the pool, adds to its description, or takes from it. With attributes the pool stands in the walk,
    /// without any it stands there no more.
    function describe(uint256 pool, PoolAttribute[] calldata attributes) external;

    /// @notice Takes a pool out of the walk from which nobody can buy: its description is not its owner's, or it has no standing
    /// offer, or one that is expired, used up, withdrawn, or that the hub would never match. Anybody may. What its owner says stays:
    /// once it has an offer again, `describe` brings it back, with no attribute if there is nothing to change.
    /// @dev The walk's last pool takes its place. That the owner's account does not cover a stake is no reason: it may tomorrow.
    function forget(uint256 pool) external;

    /// @notice Looks at `most` pools of the walk, or of those that the query names, from `from` on, for one that meets the
    /// requirements and has an offer that the hub would match with the request now: signed by its owner, not expired, not used up,
    /// within its restrictions, and with enough in its owner's account to stake on one task. The request's category is then to be
    /// the offer's.
    /// @dev What one pool costs is bounded, whatever its owner did, and does not depend on how many come before it.
    function find(PoolQuery calldata query) external view returns (PoolFound memory);

    /// @notice The value of a program in view of a pool. Beside what its owner says a pool has, as long as its offer is one that
    /// the hub would match for somebody: price (in 10^9 of the token's smallest unit, rounded up), workerstake (rounded down),
    /// category, trust, private.
    function evaluate(uint256 pool, bytes calldata program) external view returns (bytes32 value);

    /// @notice What the owner of the pool says of it by this name; zero if nothing.
    function attributeOf(uint256 pool, string calldata name) external view returns (bytes32 value);
    /// @notice How many attributes the pool's owner gave it.
    function attributeCount(uint256 pool) external view returns (uint256);
    /// @notice The pool's place in the walk, counted from one; zero: it is not there.
    function placeOf(uint256 pool) external view returns (uint256 place);
    /// @notice Pools in the walk.
    function poolCount() external view returns (uint256);
    /// @notice The pool at a place of the walk, counted from zero.
    function poolAt(uint256 place) external view returns (uint256 pool);
    function hub() external view returns (IEctHub);
    function offers() external view returns (IStandingOrders);
}
