// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IMatchmaker} from "../../src/matching/IMatchmaker.sol";
import {PoolOrder} from "../../src/types/Orders.sol";
import {VM} from "../Vm.sol";
import {Code} from "./Code.sol";
import {MatchmakerBase} from "./MatchmakerBase.sol";

/// @notice Two owners describe, offer, sell and neglect six pools, and strangers sweep: with a model of what must be true after it.
contract MatchmakerHandler is MatchmakerBase {
    uint256 private constant POOLS = 6;
    uint256 private constant NAMES = 4;

    uint256[] private _ids;
    mapping(uint256 pool => address) private _speaker; // whose word the description is
    mapping(uint256 pool => mapping(uint256 name => int64)) private _words; // zero: nothing
    uint256 private _salt;

    function setUp() public override {
        super.setUp();
        _fund(stranger.at);
        for (uint256 i = 0; i < POOLS; ++i) {
            _ids.push(_pool(i));
        }
    }

    /* WHAT PEOPLE DO */

    function describe(uint256 which, uint256 name, int8 number) public {
        uint256 pool = _ids[which % POOLS];
        address owner = pools.ownerOf(pool);
        if (_speaker[pool] != owner) {
            for (uint256 i = 0; i < NAMES; ++i) {
                _words[pool][i] = 0;
            }
        }
        (_speaker[pool], _words[pool][name % NAMES]) = (owner, number);
        string memory text = string.concat("a", VM.toString(name % NAMES));
        _describeAs(owner, pool, number == 0 ? _nothing(text) : _integer(text, number));
    }

    function sell(uint256 which) public {
        uint256 pool = _ids[which % POOLS];
        address owner = pools.ownerOf(pool);
        VM.prank(owner);
        pools.transferFrom(owner, owner == stranger.at ? poolOwner.at : stranger.at, pool);
    }

    function offer(uint256 which, uint96 price, uint32 volume, uint16 hour) public {
        uint256 pool = _ids[which % POOLS];
        PoolOrder memory order = _order(pool, price % 100 ether);
        (order.volume, order.salt) = (volume % 3, bytes32(++_salt));
        order.expiry = uint40(block.timestamp + uint256(hour % 48) * 1 hours);
        _stand(order, pools.ownerOf(pool));
    }

    function cancel(uint256 which) public {
        uint256 pool = _ids[which % POOLS];
        try offers.poolOffer(pool) returns (PoolOrder memory order) {
            bytes32 hash = hub.hashPoolOrder(order);
            VM.prank(pools.ownerOf(pool));
            hub.cancel(hash);
        } catch {}
    }

    function withdraw(bool whose) public {
        address owner = whose ? poolOwner.at : stranger.at;
        uint256 free = _free(owner);
        if (free == 0) return;
        VM.prank(owner);
        hub.withdraw(free);
    }

    function deposit(bool whose) public {
        token.approve(address(hub), 1 ether);
        hub.depositFor(whose ? poolOwner.at : stranger.at, 1 ether);
    }

    function wait(uint16 hour) public {
        VM.warp(block.timestamp + uint256(hour % 24) * 1 hours);
    }

    /// @dev Only a pool from which nobody can buy is swept out.
    function forget(uint256 which) public {
        uint256 pool = _ids[which % POOLS];
        bool couldBeBought = _byItself(pool, Code.TRUE, IMatchmaker.MatchPolicy.FirstFit).pool != 0;
        uint256 before = matchmaker.poolCount();
        VM.prank(requester.at);
        try matchmaker.forget(pool) {
            VM.assertFalse(couldBeBought, "a pool that sells was swept out");
            VM.assertEq(matchmaker.placeOf(pool), 0);
            VM.assertEq(matchmaker.poolCount(), before - 1);
        } catch (bytes memory reason) {
            VM.assertEq(
                keccak256(reason), keccak256(abi.encodeWithSelector(IMatchmaker.NothingToForget.selector, pool))
            );
        }
    }

    /* WHAT IS TRUE AFTERWARDS */

    function check() public view {
        _checkWords();
        _checkWalk();
        _checkFound(Code.TRUE);
        _checkFound(Code.atLeast("a0", 10));
        _checkFound(bytes.concat(Code.attribute("price"), Code.integer(50e9), Code.AT_MOST));
    }

    function _checkWords() private view {
        for (uint256 i = 0; i < POOLS; ++i) {
            uint256 count = 0;
            bool isOwners = _speaker[_ids[i]] == pools.ownerOf(_ids[i]);
            for (uint256 name = 0; name < NAMES; ++name) {
                int64 word = isOwners ? _words[_ids[i]][name] : int64(0);
                uint256 expected = word == 0 ? 0 : (3 << 248) | uint64(word);
                bytes32 said = matchmaker.attributeOf(_ids[i], string.concat("A", VM.toString(name)));
                VM.assertEq(uint256(said), expected);
                if (word != 0) ++count;
            }
            VM.assertEq(matchmaker.attributeCount(_ids[i]), count);
        }
    }

    /// @dev Each pool has one place or none, each place one pool; who says nothing has none.
    function _checkWalk() private view {
        uint256 places = 0;
        for (uint256 i = 0; i < POOLS; ++i) {
            uint256 place = matchmaker.placeOf(_ids[i]);
            if (place == 0) continue;
            VM.assertEq(matchmaker.poolAt(place - 1), _ids[i]);
            bool isOwners = _speaker[_ids[i]] == pools.ownerOf(_ids[i]);
            VM.assertTrue(!isOwners || matchmaker.attributeCount(_ids[i]) != 0, "says nothing and has a place");
            ++places;
        }
        VM.assertEq(matchmaker.poolCount(), places);
    }

    /// @dev What is found in the walk is the best of what is found of each pool by itself.
    function _checkFound(bytes memory requirements) private view {
        for (uint256 policy = 0; policy < 3; ++policy) {
            IMatchmaker.PoolFound memory best;
            for (uint256 place = 0; place < matchmaker.poolCount(); ++place) {
                IMatchmaker.PoolFound memory one =
                    _byItself(matchmaker.poolAt(place), requirements, IMatchmaker.MatchPolicy(policy));
                if (one.pool == 0 || (policy == 0 && best.pool != 0)) continue;
                if (best.pool == 0 || one.rank > best.rank || (one.rank == best.rank && one.price < best.price)) {
                    best = one;
                }
            }
            IMatchmaker.PoolQuery memory query = _query(requirements);
            (query.policy, query.rank) = (IMatchmaker.MatchPolicy(policy), Code.attribute("a1"));
            VM.assertEq(matchmaker.find(query).pool, best.pool);
        }
    }

    function _byItself(uint256 pool, bytes memory requirements, IMatchmaker.MatchPolicy policy)
        private
        view
        returns (IMatchmaker.PoolFound memory)
    {
        IMatchmaker.PoolQuery memory query = _query(requirements);
        (query.policy, query.rank) = (policy, Code.attribute("a1"));
        query.among = new uint256[](1);
        query.among[0] = pool;
        return matchmaker.find(query);
    }
}
