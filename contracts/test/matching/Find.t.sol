// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IMatchmaker} from "../../src/matching/IMatchmaker.sol";
import {Mode} from "../../src/types/Mode.sol";
import {PoolOrder} from "../../src/types/Orders.sol";
import {VM} from "../Vm.sol";
import {Code} from "./Code.sol";
import {MatchmakerBase} from "./MatchmakerBase.sol";

/// @notice Which pool is found: by requirements and policy, and never one that the hub would not match.
contract FindTest is MatchmakerBase {
    IMatchmaker.MatchPolicy private constant FIRST_FIT = IMatchmaker.MatchPolicy.FirstFit;
    IMatchmaker.MatchPolicy private constant CHEAPEST = IMatchmaker.MatchPolicy.Cheapest;
    IMatchmaker.MatchPolicy private constant BEST_RANK = IMatchmaker.MatchPolicy.BestRank;

    /* POLICIES */

    function test_Policies_find_the_first_the_cheapest_and_the_best() public {
        uint256 first = _sells(1, 3 ether, 10);
        uint256 cheapest = _sells(2, 1 ether, 20);
        uint256 best = _sells(3, 2 ether, 30);
        VM.assertEq(_find(FIRST_FIT), first);
        VM.assertEq(_find(CHEAPEST), cheapest);
        VM.assertEq(_find(BEST_RANK), best);
    }

    function test_Equals_go_to_the_cheaper_and_then_to_the_first() public {
        _sells(1, 3 ether, 30);
        uint256 cheaper = _sells(2, 2 ether, 30);
        _sells(3, 2 ether, 30);
        VM.assertEq(_find(BEST_RANK), cheaper);
        VM.assertEq(_find(CHEAPEST), cheaper);
    }

    function test_A_rank_that_is_no_number_counts_as_zero() public {
        _sells(1, 1 ether, -1);
        uint256 text = _pool(2);
        _stand(_order(text, 5 ether));
        _describe(text, _text("Memory", "much"));
        VM.assertEq(_find(BEST_RANK), text);
        uint256 yes = _pool(3);
        _stand(_order(yes, 5 ether));
        _describe(yes, _boolean("Memory", true));
        IMatchmaker.PoolQuery memory query = _query(Code.TRUE);
        (query.policy, query.rank) = (BEST_RANK, Code.attribute("memory"));
        IMatchmaker.PoolFound memory found = matchmaker.find(query);
        VM.assertEq(found.pool, yes);
        VM.assertTrue(found.rank == 1);
        VM.assertEq(uint256(found.price), 5 ether);
    }

    function test_A_negative_rank_is_better_than_none() public {
        uint256 only = _sells(1, 1 ether, type(int64).min);
        VM.assertEq(_find(BEST_RANK), only);
    }

    function test_A_rank_is_read_for_its_policy_alone() public {
        uint256 pool = _sells(1, 1 ether, 1);
        IMatchmaker.PoolQuery memory query = _query(Code.TRUE);
        query.rank = hex"ff";
        VM.assertEq(_found(query), pool);
        query.policy = BEST_RANK;
        VM.expectRevert(abi.encodeWithSelector(IMatchmaker.UnknownOpcode.selector, 0, 0xff));
        matchmaker.find(query);
    }

    /* REQUIREMENTS */

    function test_Requirements_are_met_by_true_and_numbers_other_than_zero() public {
        uint256 pool = _sells(1, 1 ether, 7);
        bytes[3] memory met = [Code.TRUE, Code.integer(-1), Code.attribute("memory")];
        bytes[6] memory unmet =
            [Code.FALSE, Code.UNDEFINED, Code.ERROR, Code.integer(0), Code.text("true"), Code.attribute("nothing")];
        for (uint256 i = 0; i < met.length; ++i) {
            VM.assertEq(_found(_query(met[i])), pool);
        }
        for (uint256 i = 0; i < unmet.length; ++i) {
            VM.assertEq(_found(_query(unmet[i])), 0);
        }
    }

    function test_Requirements_speak_of_description_and_offer() public {
        uint256 pool = _sells(1, 20 ether, 8192);
        _describe(pool, _text("Region", "eu"));
        VM.assertEq(_found(_query(Code.fourClauses())), 0);
        _describe(pool, _boolean("HasGPU", true));
        VM.assertEq(_found(_query(Code.fourClauses())), pool);
        _stand(_order(pool, 20 ether + 1)); // a unit more, rounded up
        VM.assertEq(_found(_query(Code.fourClauses())), 0);
    }

    function test_The_offer_says_price_stake_category_trust_and_privacy() public {
        PoolOrder memory order = _order(poolId, 3);
        (order.workerStake, order.category, order.trust, order.mode) = (1.9 gwei, 1, 200, Mode.PRIVATE);
        _stand(order);
        VM.assertEq(uint256(matchmaker.evaluate(poolId, Code.attribute("price"))), (3 << 248) | 1);
        VM.assertEq(uint256(matchmaker.evaluate(poolId, Code.attribute("workerstake"))), (3 << 248) | 1);
        VM.assertEq(uint256(matchmaker.evaluate(poolId, Code.attribute("category"))), (3 << 248) | 1);
        VM.assertEq(uint256(matchmaker.evaluate(poolId, Code.attribute("trust"))), (3 << 248) | 16); // the hub's most
        VM.assertEq(uint256(matchmaker.evaluate(poolId, Code.attribute("private"))), (2 << 248) | 1);
    }

    function test_Without_an_offer_these_are_undefined() public {
        VM.assertEq(uint256(matchmaker.evaluate(poolId, Code.attribute("price"))), 0);
        _describe(poolId, _integer("Memory", 1));
        VM.assertEq(uint256(matchmaker.evaluate(poolId, Code.attribute("memory"))), (3 << 248) | 1);
    }

    function test_A_malformed_program_is_refused_by_name() public {
        VM.expectRevert(abi.encodeWithSelector(IMatchmaker.NotOneValue.selector, 0));
        matchmaker.find(_query(""));
        VM.expectRevert(abi.encodeWithSelector(IMatchmaker.UnknownOpcode.selector, 0, 0xff));
        matchmaker.evaluate(poolId, hex"ff");
    }

    /* DEAD OFFERS: a pool that is found can be bought from */

    function _assertGone(uint256 pool) private view {
        bytes[2] memory both = [Code.TRUE, Code.atLeast("price", 0)];
        for (uint256 i = 0; i < 2; ++i) {
            VM.assertEq(_found(_query(both[i])), 0);
        }
        VM.assertEq(uint256(matchmaker.evaluate(pool, Code.attribute("price"))), 0);
    }

    function test_A_pool_without_an_offer_is_not_found() public {
        uint256 pool = _pool(1);
        _describe(pool, _integer("Memory", 1));
        _assertGone(pool);
    }

    function test_An_expired_offer_is_not_found() public {
        uint256 pool = _sells(1, 1 ether, 1);
        VM.warp(START + 1 days);
        VM.assertEq(_find(FIRST_FIT), pool);
        VM.warp(START + 1 days + 1);
        _assertGone(pool);
    }

    function test_A_cancelled_offer_is_not_found() public {
        uint256 pool = _sells(1, 1 ether, 1);
        bytes32 hash = hub.hashPoolOrder(_order(pool, 1 ether));
        VM.prank(poolOwner.at);
        hub.cancel(hash);
        _assertGone(pool);
    }

    function test_An_offer_that_is_used_up_is_not_found() public {
        Orders memory o = _orders();
        (o.pool.order.volume, o.request.order.volume) = (6, 5);
        _stand(o.pool.order);
        _describe(poolId, _integer("Memory", 1));
        _match(o);
        VM.assertEq(_find(FIRST_FIT), poolId);
        o.request.order.salt = keccak256("next");
        _match(o);
        _assertGone(poolId);
    }

    function test_The_offer_of_a_sold_pool_is_not_found() public {
        uint256 pool = _sells(1, 1 ether, 1);
        VM.prank(poolOwner.at);
        pools.transferFrom(poolOwner.at, stranger.at, pool);
        _assertGone(pool);
        _describeAs(stranger.at, pool, _integer("Memory", 1));
        _assertGone(pool); // the offer is still that of who sold it
        _fund(stranger.at);
        _stand(_order(pool, 1 ether), stranger.at);
        VM.assertEq(_find(FIRST_FIT), pool);
    }

    function test_An_owner_that_cannot_stake_is_not_found() public {
        uint256 pool = _sells(1, 10 ether, 1);
        uint256 free = _free(poolOwner.at);
        VM.prank(poolOwner.at);
        hub.withdraw(free - 3 ether); // 30 %
        VM.assertEq(_find(FIRST_FIT), pool);
        VM.prank(poolOwner.at);
        hub.withdraw(1);
        _assertGone(pool);
    }

    function test_An_offer_that_the_hub_never_matches_is_not_found() public {
        uint256 pool = _sells(1, 1 ether, 1);
        PoolOrder[4] memory never =
            [_order(pool, 1 ether), _order(pool, 1 ether), _order(pool, 1 ether), _order(pool, 1 ether)];
        never[0].category = 2; // there are two
        never[1].mode = 4;
        never[2].trust = 0;
        never[3].schedulerFee = 10_001;
        for (uint256 i = 0; i < never.length; ++i) {
            _stand(never[i]);
            _assertGone(pool);
        }
    }

    /* WHAT THE REQUEST SAYS */

    function test_An_offer_that_is_restricted_to_others_is_not_found() public {
        uint256 pool = _sells(1, 1 ether, 1);
        PoolOrder memory order = _order(pool, 1 ether);
        order.appRestrict = appId + 1;
        _stand(order);
        VM.assertEq(_find(FIRST_FIT), 0);
        (order.appRestrict, order.datasetRestrict) = (appId, datasetId + 1);
        _stand(order);
        VM.assertEq(_find(FIRST_FIT), 0);
        (order.datasetRestrict, order.requesterRestrict) = (datasetId, stranger.at);
        _stand(order);
        VM.assertEq(_find(FIRST_FIT), 0);
        order.requesterRestrict = requester.at;
        _stand(order);
        VM.assertEq(_find(FIRST_FIT), pool);
    }

    function test_An_offer_without_the_features_is_not_found() public {
        uint256 pool = _sells(1, 1 ether, 1);
        PoolOrder memory order = _order(pool, 1 ether);
        order.tag = bytes32(uint256(5));
        _stand(order);
        IMatchmaker.PoolQuery memory query = _query(Code.TRUE);
        query.tag = bytes32(uint256(4));
        VM.assertEq(_found(query), pool);
        query.tag = bytes32(uint256(6));
        VM.assertEq(_found(query), 0);
    }

    function test_A_private_pool_is_found_by_who_accepts_one() public {
        uint256 pool = _sells(1, 1 ether, 1);
        PoolOrder memory order = _order(pool, 1 ether);
        order.mode = Mode.PRIVATE;
        _stand(order);
        IMatchmaker.PoolQuery memory query = _query(Code.TRUE);
        VM.assertEq(_found(query), 0);
        query.mode = Mode.PRIVATE | Mode.DIRECT;
        VM.assertEq(_found(query), pool);
    }

    function test_A_pool_gathers_the_votes_that_trust_and_value_need() public {
        uint256 pool = _sells(1, 1 ether, 1); // up to five votes, 4 ether of stake each
        IMatchmaker.PoolQuery memory query = _query(Code.TRUE);
        query.trust = 5;
        VM.assertEq(_found(query), pool);
        query.trust = 6;
        VM.assertEq(_found(query), 0);
        (query.trust, query.value) = (1, 20 ether);
        VM.assertEq(_found(query), pool);
        query.value = 20 ether + 1;
        VM.assertEq(_found(query), 0);
        PoolOrder memory order = _order(pool, 1 ether);
        order.workerStake = 0;
        _stand(order);
        query.value = 1;
        VM.assertEq(_found(query), 0);
    }

    function test_A_price_above_the_most_is_passed_over() public {
        _sells(1, 2 ether, 1);
        uint256 cheap = _sells(2, 1 ether, 1);
        IMatchmaker.PoolQuery memory query = _query(Code.TRUE);
        query.mostPrice = 2 ether - 1;
        VM.assertEq(_found(query), cheap);
        query.mostPrice = 1 ether - 1;
        VM.assertEq(_found(query), 0);
    }

    /// @dev Whatever the request, what is found the hub matches, at the price that was found.
    function testFuzz_What_is_found_the_hub_matches(uint256 seed) public {
        for (uint256 i = 0; i < 6; ++i) {
            _stand(_randomOrder(seed, i, _sells(i + 1, 1 ether, 1)));
        }
        IMatchmaker.PoolQuery memory query = _randomQuery(seed);
        IMatchmaker.PoolFound memory found = matchmaker.find(query);
        if (found.pool == 0) return;

        Orders memory o = _orders();
        o.pool.order = offers.poolOffer(found.pool);
        (o.request.order.trust, o.request.order.value) = (query.trust, query.value);
        (o.request.order.mode, o.request.order.tag) = (query.mode, query.tag);
        (o.request.order.category, o.request.order.poolMaxPrice) = (o.pool.order.category, found.price);
        o.request.order.volume = 1;
        VM.assertEq(_match(o).pool, found.pool);
    }

    function _randomOrder(uint256 seed, uint256 i, uint256 pool) private view returns (PoolOrder memory order) {
        order = _order(pool, uint96(1 ether * (1 + _draw(seed, i, 0) % 4)));
        order.trust = uint16(_draw(seed, i, 1) % 20);
        order.mode = [0, 0, Mode.PRIVATE, 4][_draw(seed, i, 2) % 4];
        order.workerStake = [0, 1 ether, 2 ether, WORKER_STAKE][_draw(seed, i, 3) % 4];
        order.appRestrict = [0, 0, 0, appId + 1][_draw(seed, i, 4) % 4];
        order.category = uint16(_draw(seed, i, 5) % 3);
        order.volume = uint32(_draw(seed, i, 6) % 3);
        order.tag = bytes32(_draw(seed, i, 7) % 4);
        order.salt = bytes32(seed);
    }

    function _randomQuery(uint256 seed) private view returns (IMatchmaker.PoolQuery memory query) {
        query = _query(Code.TRUE);
        query.policy = IMatchmaker.MatchPolicy(_draw(seed, 9, 0) % 3);
        query.rank = Code.attribute("trust");
        (query.trust, query.value) = (uint16(_draw(seed, 9, 1) % 6), uint96(1 ether * (_draw(seed, 9, 2) % 9)));
        query.mode = [0, Mode.PRIVATE][_draw(seed, 9, 3) % 2];
        query.tag = bytes32(_draw(seed, 9, 4) % 4);
    }

    function _draw(uint256 seed, uint256 i, uint256 k) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, i, k)));
    }

    /* THE WALK */

    function test_A_walk_goes_as_far_as_it_is_told_and_says_where_to_go_on() public {
        uint256[4] memory found;
        for (uint256 i = 0; i < 4; ++i) {
            found[i] = _sells(i + 1, uint96(10 ether - i), 1);
        }
        IMatchmaker.PoolQuery memory query = _query(Code.TRUE);
        query.policy = CHEAPEST;
        query.most = 2;
        _assertFound(query, found[1], 2);
        query.from = 1;
        _assertFound(query, found[2], 3);
        query.from = 2;
        _assertFound(query, found[3], 0);
        (query.from, query.most) = (3, type(uint256).max);
        _assertFound(query, found[3], 0);
        query.from = 4;
        _assertFound(query, 0, 0);
        (query.from, query.most) = (1, 0);
        _assertFound(query, 0, 1);
        (query.policy, query.most) = (FIRST_FIT, 4);
        _assertFound(query, found[1], 2);
        query.from = 3;
        _assertFound(query, found[3], 0);
    }

    function _assertFound(IMatchmaker.PoolQuery memory query, uint256 pool, uint256 next) private view {
        IMatchmaker.PoolFound memory found = matchmaker.find(query);
        VM.assertEq(found.pool, pool);
        VM.assertEq(found.next, next);
    }

    function test_Pools_that_are_named_are_looked_at_instead_of_the_walk() public {
        uint256 first = _sells(1, 3 ether, 10);
        uint256 cheapest = _sells(2, 1 ether, 20);
        uint256 third = _sells(3, 2 ether, 30);
        IMatchmaker.PoolQuery memory query = _query(Code.TRUE);
        query.policy = CHEAPEST;
        query.among = new uint256[](3);
        (query.among[0], query.among[1], query.among[2]) = (third, first, third);
        _assertFound(query, third, 0);
        (query.from, query.most) = (1, 1);
        _assertFound(query, first, 2);
        query.from = 3;
        _assertFound(query, 0, 0);
        query.among[0] = cheapest;
        query.from = 0;
        _assertFound(query, cheapest, 1);
    }

    function test_What_is_named_and_is_no_pool_or_says_nothing_is_passed_over() public {
        uint256 pool = _sells(1, 1 ether, 1);
        _stand(_order(poolId, 1)); // offered, not described
        IMatchmaker.PoolQuery memory query = _query(Code.TRUE);
        query.policy = CHEAPEST;
        query.among = new uint256[](4);
        (query.among[0], query.among[1], query.among[2], query.among[3]) = (0, 12345, poolId, pool);
        _assertFound(query, pool, 0);
    }

    /// @dev Whatever is in the walk and however it is cut into pieces: the best of the pieces is the best of all, and what is
    /// found of a pool does not depend on those before it.
    function testFuzz_The_best_of_each_pool_by_itself_is_the_best_of_all(uint256 seed) public {
        uint256[] memory all = new uint256[](8);
        for (uint256 i = 0; i < all.length; ++i) {
            all[i] = _sells(i + 1, 1 ether, int64(uint64(_draw(seed, i, 20) % 3)));
            _stand(_randomOrder(seed, i, all[i]));
        }
        IMatchmaker.PoolQuery memory query = _randomQuery(seed);
        query.rank = Code.attribute("memory");
        query.requirements = seed % 2 == 0
            ? Code.atLeast("memory", 1)
            : bytes.concat(Code.attribute("price"), Code.integer(3e9), Code.LESS);
        IMatchmaker.PoolFound memory best;
        for (uint256 i = 0; i < all.length; ++i) {
            if (best.pool != 0 && query.policy == FIRST_FIT) break;
            (query.from, query.most) = (i, 1);
            IMatchmaker.PoolFound memory one = matchmaker.find(query);
            if (one.pool == 0) continue;
            bool isBetter = best.pool == 0 || one.rank > best.rank || (one.rank == best.rank && one.price < best.price);
            if (isBetter) best = one;
        }
        (query.from, query.most) = (0, type(uint256).max);
        IMatchmaker.PoolFound memory found = matchmaker.find(query);
        VM.assertEq(found.pool, best.pool);
        VM.assertEq(uint256(found.price), uint256(best.price));
        VM.assertTrue(found.rank == best.rank);
        query.among = all; // the same pools in the same order
        VM.assertEq(_found(query), best.pool);
    }

    function test_Nothing_is_found_where_nobody_is_described() public {
        _stand(_order(poolId, 1 ether));
        _assertFound(_query(Code.TRUE), 0, 0);
    }
}
