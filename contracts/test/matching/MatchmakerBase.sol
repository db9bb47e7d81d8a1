// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IMatchmaker} from "../../src/matching/IMatchmaker.sol";
import {Matchmaker} from "../../src/matching/Matchmaker.sol";
import {StandingOrders} from "../../src/standing/StandingOrders.sol";
import {PoolOrder} from "../../src/types/Orders.sol";
import {Base} from "../Base.t.sol";
import {VM} from "../Vm.sol";
import {Code} from "./Code.sol";

/// @notice A market with standing offers and a matchmaker; pools to be described.
abstract contract MatchmakerBase is Base {
    StandingOrders internal offers;
    Matchmaker internal matchmaker;

    function setUp() public virtual override {
        super.setUp();
        offers = StandingOrders(_deploy("StandingOrders", abi.encode(hub)));
        matchmaker = Matchmaker(_deploy("Matchmaker", abi.encode(hub, offers)));
    }

    /* POOLS */

    /// @dev Another pool of the pool owner's.
    function _pool(uint256 number) internal returns (uint256) {
        return pools.register(poolOwner.at, string.concat("bafypool", VM.toString(number)), bytes32(number), "");
    }

    function _order(uint256 pool, uint96 price) internal view returns (PoolOrder memory order) {
        order = _orders().pool.order;
        (order.pool, order.price) = (pool, price);
    }

    function _stand(PoolOrder memory order) internal {
        _stand(order, poolOwner.at);
    }

    function _stand(PoolOrder memory order, address owner) internal {
        bytes32 hash = hub.hashPoolOrder(order);
        VM.startPrank(owner);
        hub.preSign(hash);
        offers.offerPool(order);
        VM.stopPrank();
    }

    /// @dev A pool with an offer at this price and so much memory.
    function _sells(uint256 number, uint96 price, int64 memory_) internal returns (uint256 pool) {
        pool = _pool(number);
        _stand(_order(pool, price));
        _describe(pool, _integer("Memory", memory_));
    }

    /* DESCRIBING */

    function _describe(uint256 pool, IMatchmaker.PoolAttribute memory attribute) internal {
        _describeAs(poolOwner.at, pool, attribute);
    }

    function _describeAs(address owner, uint256 pool, IMatchmaker.PoolAttribute memory attribute) internal {
        IMatchmaker.PoolAttribute[] memory attributes = new IMatchmaker.PoolAttribute[](1);
        attributes[0] = attribute;
        VM.prank(owner);
        matchmaker.describe(pool, attributes);
    }

    function _integer(string memory name, int64 number) internal pure returns (IMatchmaker.PoolAttribute memory) {
        return IMatchmaker.PoolAttribute(name, IMatchmaker.AttributeKind.Integer, number, "");
    }

    function _boolean(string memory name, bool value) internal pure returns (IMatchmaker.PoolAttribute memory) {
        return IMatchmaker.PoolAttribute(name, IMatchmaker.AttributeKind.Boolean, value ? int64(1) : int64(0), "");
    }

    function _text(string memory name, string memory text) internal pure returns (IMatchmaker.PoolAttribute memory) {
        return IMatchmaker.PoolAttribute(name, IMatchmaker.AttributeKind.Text, 0, text);
    }

    function _nothing(string memory name) internal pure returns (IMatchmaker.PoolAttribute memory) {
        return IMatchmaker.PoolAttribute(name, IMatchmaker.AttributeKind.Undefined, 0, "");
    }

    /* FINDING */

    function _query(bytes memory requirements) internal view returns (IMatchmaker.PoolQuery memory query) {
        query.requirements = requirements;
        query.mostPrice = type(uint96).max;
        (query.app, query.dataset, query.requester) = (appId, datasetId, requester.at);
        query.most = type(uint256).max;
    }

    function _find(IMatchmaker.MatchPolicy policy) internal view returns (uint256 pool) {
        IMatchmaker.PoolQuery memory query = _query(Code.TRUE);
        (query.policy, query.rank) = (policy, Code.attribute("memory"));
        return matchmaker.find(query).pool;
    }

    function _found(IMatchmaker.PoolQuery memory query) internal view returns (uint256 pool) {
        return matchmaker.find(query).pool;
    }
}
