// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IMatchmaker} from "../../src/matching/IMatchmaker.sol";
import {PoolOrder} from "../../src/types/Orders.sol";
import {VM} from "../Vm.sol";
import {Code} from "./Code.sol";
import {MatchmakerBase} from "./MatchmakerBase.sol";

/// @notice Somebody fills the walk, or makes its pools as costly to look at as can be: what others pay stays bounded.
contract CrowdTest is MatchmakerBase {
    uint256 private constant MOST_GAS = 150_000; // of one pool and four clauses, whatever its owner did

    function _gasOf(IMatchmaker.PoolQuery memory query) private view returns (uint256) {
        matchmaker.find(query);
        return VM.lastCallGas().gasTotalUsed;
    }

    function _times(uint256 pool, uint256 count) private view returns (IMatchmaker.PoolQuery memory query) {
        query = _query(Code.atLeast("memory", 1));
        (query.policy, query.rank) = (IMatchmaker.MatchPolicy.BestRank, Code.attribute("memory"));
        query.among = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) {
            query.among[i] = pool;
        }
    }

    /// @dev The memory that a pool takes is given back: without that the gas of each grows with those before it.
    function test_The_gas_of_a_pool_does_not_grow_with_those_before_it() public {
        IMatchmaker.PoolQuery memory query = _times(_sells(1, 1 ether, 1), 1800);
        matchmaker.find(query); // reads from storage what all need
        query.most = 0;
        uint256 none = _gasOf(query);
        query.most = 100;
        uint256 early = (_gasOf(query) - none) / 100;
        query.most = 1800;
        uint256 late = (_gasOf(query) - none) / 1800;
        VM.assertLe(late, early + early / 100, "gas of a pool among many");
    }

    /// @dev As many attributes as there can be, an offer with every field set, an account that covers nothing: looked at to the end,
    /// and not taken.
    function test_The_costliest_pool_is_bounded() public {
        uint256 pool = _sells(1, 1 ether, 1);
        for (uint256 i = 0; i < 31; ++i) {
            _describe(pool, _text(string.concat("a", VM.toString(i)), "thirty-one bytes, all of them.."));
        }
        PoolOrder memory order = _order(pool, type(uint96).max);
        (order.appRestrict, order.datasetRestrict, order.requesterRestrict) = (appId, datasetId, requester.at);
        (order.tag, order.volume) = (bytes32(type(uint256).max), type(uint32).max);
        _stand(order);
        IMatchmaker.PoolQuery memory query = _query(Code.atLeast("memory", 1));
        VM.assertLe(_gasOf(query), MOST_GAS, "gas of a pool");
        VM.assertEq(_found(query), 0);
    }

    /// @dev Who names its pools pays nothing for the crowd before them; who walks pays for each, and no more than it says.
    function test_A_crowd_costs_nothing_to_who_names_its_pools() public {
        for (uint256 i = 0; i < 60; ++i) {
            _describe(_pool(100 + i), _integer("Memory", 1));
        }
        uint256 pool = _sells(1, 1 ether, 1);
        IMatchmaker.PoolQuery memory query = _times(pool, 1);
        VM.assertEq(_found(query), pool);
        VM.assertLe(_gasOf(query), MOST_GAS, "gas of one pool that is named");
        query.among = new uint256[](0);
        query.most = 1;
        VM.assertEq(_found(query), 0);
        VM.assertLe(_gasOf(query), MOST_GAS, "gas of one place of the walk");
        query.most = 61;
        VM.assertEq(_found(query), pool);
    }

    /// @dev A crowd without offers goes as soon as anybody cares.
    function test_A_crowd_without_offers_is_swept_out() public {
        uint256 pool = _sells(1, 1 ether, 1);
        uint256[] memory crowd = new uint256[](20);
        for (uint256 i = 0; i < crowd.length; ++i) {
            crowd[i] = _pool(100 + i);
            _describe(crowd[i], _integer("Memory", 1));
        }
        VM.startPrank(stranger.at);
        for (uint256 i = 0; i < crowd.length; ++i) {
            matchmaker.forget(crowd[i]);
        }
        VM.stopPrank();
        VM.assertEq(matchmaker.poolCount(), 1);
        VM.assertEq(matchmaker.poolAt(0), pool);
    }
}
