// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAssetRegistry} from "../../src/interfaces/IAssetRegistry.sol";
import {IWorkerPoolRegistry} from "../../src/interfaces/IWorkerPoolRegistry.sol";
import {IMatchmaker} from "../../src/matching/IMatchmaker.sol";
import {VM} from "../Vm.sol";
import {Code} from "./Code.sol";
import {MatchmakerBase} from "./MatchmakerBase.sol";

/// @notice Owners say what their pools are.
contract DescribeTest is MatchmakerBase {
    uint256 private constant INTEGER = 3 << 248;
    uint256 private constant TEXT = 5 << 248;

    function _many(uint256 count) private pure returns (IMatchmaker.PoolAttribute[] memory attributes) {
        attributes = new IMatchmaker.PoolAttribute[](count);
        for (uint256 i = 0; i < count; ++i) {
            attributes[i] = _integer(string.concat("a", VM.toString(i)), int64(int256(i)));
        }
    }

    function _describeMany(IMatchmaker.PoolAttribute[] memory attributes) private {
        VM.prank(poolOwner.at);
        matchmaker.describe(poolId, attributes);
    }

    function _sell(uint256 pool, address to) private {
        address owner = pools.ownerOf(pool);
        VM.prank(owner);
        pools.transferFrom(owner, to, pool);
    }

    function test_Attributes_are_typed_and_their_names_know_no_capitals() public {
        _describe(poolId, _integer("Memory", -2));
        _describe(poolId, _boolean("HasGPU", true));
        _describe(poolId, _boolean("Noisy", false));
        _describe(poolId, _text("Region", "EU-West"));
        VM.assertEq(uint256(matchmaker.attributeOf(poolId, "mEMORY")), INTEGER | uint64(type(uint64).max - 1));
        VM.assertEq(uint256(matchmaker.attributeOf(poolId, "hasgpu")), (2 << 248) | 1);
        VM.assertEq(uint256(matchmaker.attributeOf(poolId, "noisy")), 2 << 248);
        VM.assertEq(uint256(matchmaker.attributeOf(poolId, "region")), TEXT | (uint256(bytes32("EU-West")) >> 8));
        VM.assertEq(uint256(matchmaker.attributeOf(poolId, "nothing")), 0);
        VM.assertEq(matchmaker.attributeCount(poolId), 4);
    }

    function test_What_is_said_is_announced_as_it_was_written() public {
        IMatchmaker.PoolAttribute[] memory attributes = new IMatchmaker.PoolAttribute[](1);
        attributes[0] = _text("Region", "EU-West");
        VM.expectEmit(address(matchmaker));
        emit IMatchmaker.PoolDescribed(poolId, poolOwner.at, attributes);
        VM.prank(poolOwner.at);
        matchmaker.describe(poolId, attributes);
    }

    function test_Only_the_owner_describes() public {
        VM.prank(scheduler.at);
        VM.expectRevert(abi.encodeWithSelector(IWorkerPoolRegistry.NotPoolOwner.selector, poolId, scheduler.at));
        matchmaker.describe(poolId, _many(1));
    }

    function test_A_pool_has_32_attributes_at_most() public {
        _describeMany(_many(32));
        VM.assertEq(matchmaker.attributeCount(poolId), 32);
        _describeMany(_many(32)); // again is not more
        VM.assertEq(matchmaker.attributeCount(poolId), 32);
        VM.prank(poolOwner.at);
        VM.expectRevert(abi.encodeWithSelector(IMatchmaker.TooManyAttributes.selector, 33, 32));
        matchmaker.describe(poolId, _many(33));
        _describe(poolId, _nothing("A7"));
        _describe(poolId, _nothing("A7")); // twice is once
        VM.assertEq(matchmaker.attributeCount(poolId), 31);
        _describe(poolId, _integer("another", 0));
        VM.assertEq(matchmaker.attributeCount(poolId), 32);
    }

    function test_A_name_within_one_call_twice_counts_once_and_the_last_word_holds() public {
        IMatchmaker.PoolAttribute[] memory attributes = new IMatchmaker.PoolAttribute[](3);
        attributes[0] = _integer("x", 1);
        attributes[1] = _nothing("X");
        attributes[2] = _integer("X", 2);
        _describeMany(attributes);
        VM.assertEq(matchmaker.attributeCount(poolId), 1);
        VM.assertEq(uint256(matchmaker.attributeOf(poolId, "x")), INTEGER | 2);
    }

    function test_Names_and_texts_fit_a_word() public {
        string memory longest = "just about thirty-one bytes now";
        _describe(poolId, _text(longest, longest));
        VM.assertEq(uint256(matchmaker.attributeOf(poolId, longest)), TEXT | (uint256(bytes32(bytes(longest))) >> 8));
        string memory longer = "thirty-two bytes is one too many";
        _refuse(_text(longer, ""), abi.encodeWithSelector(IAssetRegistry.TextTooLong.selector, 32, 31));
        _refuse(_text("x", longer), abi.encodeWithSelector(IAssetRegistry.TextTooLong.selector, 32, 31));
        _refuse(_text("", "x"), abi.encodeWithSelector(IMatchmaker.EmptyName.selector));
        _refuse(_text("x", "a\x00b"), abi.encodeWithSelector(IMatchmaker.ZeroByte.selector, "a\x00b"));
        _refuse(_text("x\x00", ""), abi.encodeWithSelector(IMatchmaker.ZeroByte.selector, "x\x00"));
    }

    /// @dev Whoever reads what is announced pays for its length: it is bounded, whatever is said.
    function test_What_is_announced_is_bounded() public {
        IMatchmaker.PoolAttribute memory attribute = _integer("Memory", 1);
        attribute.text = "no text of any length beside this";
        _refuse(attribute, abi.encodeWithSelector(IAssetRegistry.TextTooLong.selector, 33, 31));
        attribute.kind = IMatchmaker.AttributeKind.Undefined;
        _refuse(attribute, abi.encodeWithSelector(IAssetRegistry.TextTooLong.selector, 33, 31));
        IMatchmaker.PoolAttribute[] memory many = new IMatchmaker.PoolAttribute[](65);
        for (uint256 i = 0; i < many.length; ++i) {
            many[i] = _integer("Memory", int64(int256(i)));
        }
        VM.prank(poolOwner.at);
        VM.expectRevert(abi.encodeWithSelector(IMatchmaker.TooManyAttributes.selector, 65, 64));
        matchmaker.describe(poolId, many);
    }

    function test_All_is_said_anew_in_one_call() public {
        _describeMany(_many(32));
        IMatchmaker.PoolAttribute[] memory changes = new IMatchmaker.PoolAttribute[](64);
        for (uint256 i = 0; i < 32; ++i) {
            changes[i] = _nothing(string.concat("a", VM.toString(i)));
            changes[32 + i] = _integer(string.concat("b", VM.toString(i)), 1);
        }
        _describeMany(changes);
        VM.assertEq(matchmaker.attributeCount(poolId), 32);
        VM.assertEq(uint256(matchmaker.attributeOf(poolId, "a0")), 0);
        VM.assertEq(uint256(matchmaker.attributeOf(poolId, "b31")), INTEGER | 1);
    }

    function test_What_the_offer_says_nobody_else_says() public {
        string[5] memory names = ["Price", "CATEGORY", "trust", "WorkerStake", "private"];
        for (uint256 i = 0; i < names.length; ++i) {
            _refuse(_integer(names[i], 1), abi.encodeWithSelector(IMatchmaker.ReservedName.selector, names[i]));
        }
    }

    function _refuse(IMatchmaker.PoolAttribute memory attribute, bytes memory reason) private {
        IMatchmaker.PoolAttribute[] memory attributes = new IMatchmaker.PoolAttribute[](1);
        attributes[0] = attribute;
        VM.prank(poolOwner.at);
        VM.expectRevert(reason);
        matchmaker.describe(poolId, attributes);
    }

    /* THE WALK */

    function test_The_first_word_brings_a_pool_into_the_walk_and_the_last_one_out() public {
        VM.assertEq(matchmaker.poolCount(), 0);
        _describe(poolId, _integer("x", 1));
        _describe(poolId, _integer("y", 1));
        uint256 second = _pool(2);
        _describe(second, _integer("x", 1));
        VM.assertEq(matchmaker.poolCount(), 2);
        _describe(poolId, _nothing("x"));
        VM.expectEmit(address(matchmaker));
        emit IMatchmaker.PoolForgotten(poolId);
        _describe(poolId, _nothing("y"));
        VM.assertEq(matchmaker.poolCount(), 1);
        VM.assertEq(matchmaker.poolAt(0), second);
        _describe(second, _nothing("x"));
        VM.assertEq(matchmaker.poolCount(), 0);
        _describe(poolId, _integer("x", 1));
        VM.assertEq(matchmaker.poolAt(0), poolId);
    }

    function test_To_say_nothing_of_an_undescribed_pool_changes_nothing() public {
        _describe(poolId, _nothing("x"));
        VM.assertEq(matchmaker.poolCount(), 0);
        VM.assertEq(matchmaker.attributeCount(poolId), 0);
    }

    function test_A_sold_pool_is_not_what_its_owner_before_said() public {
        _describe(poolId, _integer("Memory", 1));
        _describe(poolId, _integer("Cpus", 1));
        _sell(poolId, stranger.at);
        VM.assertEq(uint256(matchmaker.attributeOf(poolId, "memory")), 0);
        VM.assertEq(matchmaker.attributeCount(poolId), 0);
        VM.assertEq(uint256(matchmaker.evaluate(poolId, Code.attribute("memory"))), 0);
        _describeAs(stranger.at, poolId, _integer("Cpus", 9));
        VM.assertEq(uint256(matchmaker.attributeOf(poolId, "memory")), 0);
        VM.assertEq(matchmaker.attributeCount(poolId), 1);
        VM.assertEq(matchmaker.poolCount(), 1);
        _sell(poolId, poolOwner.at);
        VM.assertEq(uint256(matchmaker.attributeOf(poolId, "cpus")), 0);
    }

    function test_Anybody_takes_a_sold_pool_out_of_the_walk_and_no_other() public {
        uint256 second = _sells(2, 1 ether, 2);
        _stand(_order(poolId, 1 ether));
        _describe(poolId, _integer("x", 1));
        _refuseToForget(poolId);
        _sell(second, stranger.at);
        VM.expectEmit(address(matchmaker));
        emit IMatchmaker.PoolForgotten(second);
        matchmaker.forget(second);
        VM.assertEq(matchmaker.poolCount(), 1);
        VM.assertEq(matchmaker.poolAt(0), poolId);
        VM.assertEq(matchmaker.placeOf(poolId), 1);
        VM.assertEq(matchmaker.placeOf(second), 0);
        _refuseToForget(second);
        _describeAs(stranger.at, second, _integer("x", 3));
        VM.assertEq(matchmaker.poolAt(1), second);
        VM.assertEq(matchmaker.placeOf(second), 2);
    }

    function _refuseToForget(uint256 pool) private {
        VM.expectRevert(abi.encodeWithSelector(IMatchmaker.NothingToForget.selector, pool));
        matchmaker.forget(pool);
    }

    /* POOLS THAT LEFT */

    function test_A_pool_without_an_offer_can_be_taken_out_and_comes_back_with_what_it_said() public {
        _describe(poolId, _integer("Memory", 7));
        matchmaker.forget(poolId);
        VM.assertEq(matchmaker.poolCount(), 0);
        VM.assertEq(matchmaker.attributeCount(poolId), 1);
        _stand(_order(poolId, 1 ether));
        _describeMany(new IMatchmaker.PoolAttribute[](0));
        VM.assertEq(matchmaker.poolAt(0), poolId);
        VM.assertEq(_found(_query(Code.atLeast("memory", 7))), poolId);
        _refuseToForget(poolId);
    }

    function test_An_expired_offer_keeps_no_place() public {
        uint256 pool = _sells(1, 1 ether, 1);
        VM.warp(START + 1 days);
        _refuseToForget(pool);
        VM.warp(START + 1 days + 1);
        matchmaker.forget(pool);
        VM.assertEq(matchmaker.poolCount(), 0);
    }

    function test_A_cancelled_offer_keeps_no_place() public {
        uint256 pool = _sells(1, 1 ether, 1);
        bytes32 hash = hub.hashPoolOrder(_order(pool, 1 ether));
        VM.prank(poolOwner.at);
        hub.cancel(hash);
        matchmaker.forget(pool);
        VM.assertEq(matchmaker.poolCount(), 0);
    }

    function test_An_offer_that_is_used_up_keeps_no_place() public {
        Orders memory o = _orders();
        o.pool.order.volume = o.request.order.volume;
        _stand(o.pool.order);
        _describe(poolId, _integer("Memory", 1));
        _refuseToForget(poolId);
        _match(o);
        matchmaker.forget(poolId);
        VM.assertEq(matchmaker.poolCount(), 0);
    }

    /// @dev Tomorrow the account may be full again: nobody takes a competitor out over it.
    function test_An_account_that_covers_no_stake_keeps_its_place() public {
        uint256 pool = _sells(1, 1 ether, 1);
        uint256 free = _free(poolOwner.at);
        VM.prank(poolOwner.at);
        hub.withdraw(free);
        VM.assertEq(_found(_query(Code.TRUE)), 0);
        _refuseToForget(pool);
    }

    function test_What_was_never_described_cannot_be_forgotten() public {
        _refuseToForget(poolId);
        _refuseToForget(12345);
    }
}
