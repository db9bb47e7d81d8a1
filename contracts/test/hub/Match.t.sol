// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IAssetRegistry} from "../../src/interfaces/IAssetRegistry.sol";
import {IExchange} from "../../src/interfaces/IExchange.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {Deal, DealId} from "../../src/types/Deal.sol";
import {Mode} from "../../src/types/Mode.sol";
import {Base} from "../Base.t.sol";
import {VM} from "../Vm.sol";

contract MatchTest is Base {
    IExchange.OrderKind private constant APP = IExchange.OrderKind.App;
    IExchange.OrderKind private constant DATASET = IExchange.OrderKind.Dataset;
    IExchange.OrderKind private constant POOL = IExchange.OrderKind.Pool;
    IExchange.OrderKind private constant REQUEST = IExchange.OrderKind.Request;

    function _refused(Orders memory o, bytes memory error) private {
        _signAll(o);
        VM.expectRevert(error);
        hub.matchOrders(o.app, o.dataset, o.pool, o.request);
    }

    /* THE DEAL */

    function test_A_deal_holds_the_terms_of_its_orders() public {
        Orders memory o = _orders();
        o.request.order.callback = address(0xca11);
        o.request.order.beneficiary = address(0xbe);
        o.request.order.tag = bytes32(uint256(5));
        o.pool.order.tag = bytes32(uint256(7));
        o.request.order.trust = 3;
        Deal memory deal = _match(o);

        VM.assertEq(deal.requestHash, hub.hashRequestOrder(o.request.order));
        VM.assertEq(deal.first, 0);
        VM.assertEq(deal.size, 5);
        VM.assertEq(deal.app, appId);
        VM.assertEq(deal.dataset, datasetId);
        VM.assertEq(deal.pool, poolId);
        VM.assertEq(deal.requester, requester.at);
        VM.assertEq(deal.payer, requester.at);
        VM.assertEq(deal.beneficiary, address(0xbe));
        VM.assertEq(deal.callback, address(0xca11));
        VM.assertEq(deal.appOwner, appOwner.at);
        VM.assertEq(deal.datasetOwner, datasetOwner.at);
        VM.assertEq(deal.poolOwner, poolOwner.at);
        VM.assertEq(deal.scheduler, scheduler.at);
        VM.assertEq(deal.appPrice, APP_PRICE);
        VM.assertEq(deal.datasetPrice, DATASET_PRICE);
        VM.assertEq(deal.poolPrice, POOL_PRICE);
        VM.assertEq(deal.schedulerStake, SCHEDULER_STAKE);
        VM.assertEq(deal.workerStake, WORKER_STAKE);
        VM.assertEq(deal.schedulerFee, FEE);
        VM.assertEq(deal.category, 0);
        VM.assertEq(deal.trust, 3);
        VM.assertEq(deal.value, 0);
        VM.assertEq(deal.mode, 0);
        VM.assertEq(deal.duration, DURATION);
        VM.assertEq(deal.start, START);
        VM.assertEq(deal.tag, bytes32(uint256(5)));
        VM.assertEq(deal.paramsHash, keccak256(bytes(o.request.order.params)));
        VM.assertTrue(hub.isDeal(hub.hashDeal(deal)));
        VM.assertEq(DealId.unwrap(hub.hashDeal(deal)), keccak256(abi.encode(deal)));
    }

    function test_A_match_locks_prices_and_stakes_for_all_tasks() public {
        _matchDefault();
        VM.assertEq(_locked(requester.at), 5 * 15 ether);
        VM.assertEq(_free(requester.at), WEALTH - 5 * 15 ether);
        VM.assertEq(_locked(poolOwner.at), 5 * SCHEDULER_STAKE);
        _assertConserved();
    }

    function test_A_match_consumes_its_orders() public {
        Orders memory o = _signAll(_orders());
        VM.expectEmit(address(hub));
        emit ILedger.Locked(requester.at, _dealIdOf(o), 75 ether);
        VM.expectEmit(address(hub));
        emit ILedger.Locked(poolOwner.at, _dealIdOf(o), 15 ether);
        hub.matchOrders(o.app, o.dataset, o.pool, o.request);
        VM.assertEq(hub.consumed(appOwner.at, hub.hashAppOrder(o.app.order)), 5);
        VM.assertEq(hub.consumed(datasetOwner.at, hub.hashDatasetOrder(o.dataset.order)), 5);
        VM.assertEq(hub.consumed(poolOwner.at, hub.hashPoolOrder(o.pool.order)), 5);
        VM.assertEq(hub.consumed(requester.at, hub.hashRequestOrder(o.request.order)), 5);
    }

    /// @dev The id that the next match of these orders gives, found by trying.
    function _dealIdOf(Orders memory o) private view returns (bytes32) {
        Deal memory deal;
        deal.requestHash = hub.hashRequestOrder(o.request.order);
        deal.size = o.request.order.volume;
        (deal.app, deal.dataset, deal.pool) = (appId, datasetId, poolId);
        (deal.requester, deal.beneficiary) = (requester.at, requester.at);
        deal.payer = requester.at;
        (deal.appOwner, deal.datasetOwner, deal.poolOwner) = (appOwner.at, datasetOwner.at, poolOwner.at);
        deal.scheduler = scheduler.at;
        (deal.appPrice, deal.datasetPrice, deal.poolPrice) = (APP_PRICE, DATASET_PRICE, POOL_PRICE);
        (deal.schedulerStake, deal.workerStake, deal.schedulerFee) = (SCHEDULER_STAKE, WORKER_STAKE, FEE);
        (deal.trust, deal.duration, deal.start) = (1, DURATION, uint40(START));
        deal.paramsHash = keccak256(bytes(o.request.order.params));
        return keccak256(abi.encode(deal));
    }

    function test_The_event_names_the_orders_used() public {
        Orders memory o = _signAll(_orders());
        VM.expectEmit(address(hub));
        emit IExchange.OrdersUsed(
            DealId.wrap(_dealIdOf(o)),
            hub.hashAppOrder(o.app.order),
            hub.hashDatasetOrder(o.dataset.order),
            hub.hashPoolOrder(o.pool.order),
            hub.hashRequestOrder(o.request.order)
        );
        hub.matchOrders(o.app, o.dataset, o.pool, o.request);
    }

    function test_A_match_takes_the_least_volume_and_the_rest_may_follow() public {
        Orders memory o = _orders();
        o.pool.order.volume = 3;
        Deal memory first = _match(o);
        VM.assertEq(first.size, 3);

        o.pool.order.salt = keccak256("another offer");
        Deal memory second = _match(o);
        VM.assertEq(second.first, 3);
        VM.assertEq(second.size, 2);
        VM.assertEq(second.requestHash, first.requestHash);
        VM.assertEq(hub.consumed(requester.at, second.requestHash), 5);
        VM.assertEq(_locked(requester.at), 5 * 15 ether);
    }

    function test_A_deal_without_dataset_ignores_the_dataset_order() public {
        Orders memory o = _orders();
        o.request.order.dataset = 0;
        o.dataset.order.tag = bytes32(uint256(1));
        Deal memory deal = _match(o);
        VM.assertEq(deal.dataset, 0);
        VM.assertEq(deal.datasetOwner, address(0));
        VM.assertEq(deal.datasetPrice, 0);
        VM.assertEq(_locked(requester.at), 5 * 13 ether);
        VM.assertEq(hub.consumed(datasetOwner.at, hub.hashDatasetOrder(o.dataset.order)), 0);
    }

    function test_A_trust_of_zero_counts_as_one() public {
        VM.assertEq(_matchDefault().trust, 1);
    }

    /* WHAT A WRONG RESULT MAY COST */

    function test_The_trust_rises_until_the_stakes_of_those_who_agree_reach_the_value() public {
        Orders memory o = _orders();
        o.request.order.value = 2 * WORKER_STAKE + 1; // each value makes another request
        Deal memory deal = _match(o);
        VM.assertEq(deal.trust, 3);
        VM.assertEq(deal.value, 2 * WORKER_STAKE + 1);
        o.request.order.value = 2 * WORKER_STAKE;
        VM.assertEq(_match(o).trust, 2);
        o.request.order.trust = 4;
        VM.assertEq(_match(o).trust, 4);
        o.request.order.value = 1;
        o.request.order.trust = 0;
        VM.assertEq(_match(o).trust, 1);
    }

    function test_A_value_that_needs_more_votes_than_the_pool_or_the_hub_gathers_is_refused() public {
        Orders memory o = _orders();
        o.request.order.value = 5 * WORKER_STAKE + 1;
        _refused(o, abi.encodeWithSelector(IExchange.TrustTooHigh.selector, 6, 5));
        o.pool.order.trust = type(uint16).max;
        o.request.order.value = 16 * WORKER_STAKE + 1;
        _refused(o, abi.encodeWithSelector(IExchange.TrustTooHigh.selector, 17, 16));
        o.request.order.value = type(uint96).max;
        o.pool.order.workerStake = 1;
        _refused(o, abi.encodeWithSelector(IExchange.TrustTooHigh.selector, uint256(type(uint96).max), 16));
        (o.request.order.value, o.pool.order.workerStake) = (16, 1);
        VM.assertEq(_match(o).trust, 16);
    }

    function test_A_value_where_nothing_is_at_stake_is_refused() public {
        Orders memory o = _orders();
        (o.request.order.value, o.pool.order.workerStake) = (1, 0);
        _refused(o, abi.encodeWithSelector(IExchange.NothingAtStake.selector, poolId, 1));
    }

    /* MODES */

    function test_A_private_pool_matches_only_a_request_that_will_have_one() public {
        Orders memory o = _orders();
        o.pool.order.mode = Mode.PRIVATE;
        _refused(o, abi.encodeWithSelector(IExchange.PrivatePool.selector, poolId));
        o.request.order.mode = Mode.PRIVATE;
        VM.assertEq(_match(o).mode, Mode.PRIVATE);
    }

    function test_A_request_that_will_have_a_private_pool_may_get_a_drawn_one() public {
        Orders memory o = _orders();
        o.request.order.mode = Mode.PRIVATE | Mode.DIRECT;
        VM.assertEq(_match(o).mode, Mode.DIRECT);
    }

    function test_Modes_and_verifications_that_nobody_knows_are_refused() public {
        for (uint256 bit = 2; bit < 16; ++bit) {
            Orders memory o = _orders();
            o.request.order.mode = uint16(1 << bit);
            _refused(o, abi.encodeWithSelector(IExchange.UnknownMode.selector, REQUEST, 1 << bit));
            o = _orders();
            o.pool.order.mode = uint16(1 << bit);
            _refused(o, abi.encodeWithSelector(IExchange.UnknownMode.selector, POOL, 1 << bit));
        }
        Orders memory direct = _orders();
        direct.pool.order.mode = Mode.DIRECT; // only a request can demand that
        _refused(direct, abi.encodeWithSelector(IExchange.UnknownMode.selector, POOL, Mode.DIRECT));
    }

    /* WHO IS WHO */

    function test_A_request_that_names_the_pool_matches_it() public {
        Orders memory o = _orders();
        o.request.order.pool = poolId;
        VM.assertEq(_match(o).pool, poolId);
    }

    function test_The_owner_schedules_until_another_is_appointed() public {
        Orders memory o = _orders();
        o.pool.order.pool = pools.register(poolOwner.at, "bafyother", 0, "");
        VM.assertEq(_match(o).scheduler, poolOwner.at);
    }

    function test_Free_work_locks_nothing() public {
        Orders memory o = _orders();
        (o.app.order.price, o.dataset.order.price, o.pool.order.price) = (0, 0, 0);
        _match(o);
        VM.assertEq(_locked(requester.at), 0);
        VM.assertEq(_locked(poolOwner.at), 0);
    }

    function test_One_party_may_play_every_part() public {
        Orders memory o = _orders();
        o.app.order.app = apps.register(requester.at, "own", 0, "");
        o.dataset.order.dataset = datasets.register(requester.at, "own", 0, "");
        o.pool.order.pool = pools.register(requester.at, "own", 0, "");
        o.request.order.app = o.app.order.app;
        o.request.order.dataset = o.dataset.order.dataset;
        o.app.signature = _sign(requester.key, hub.hashAppOrder(o.app.order));
        o.dataset.signature = _sign(requester.key, hub.hashDatasetOrder(o.dataset.order));
        o.pool.signature = _sign(requester.key, hub.hashPoolOrder(o.pool.order));
        o.request.signature = _sign(requester.key, hub.hashRequestOrder(o.request.order));
        _matchSigned(o);
        VM.assertEq(_locked(requester.at), 5 * (15 ether + SCHEDULER_STAKE));
        _assertConserved();
    }

    /* WHAT DOES NOT FIT */

    function test_An_app_that_was_not_asked_for_is_refused() public {
        Orders memory o = _orders();
        o.request.order.app = 7;
        _refused(o, abi.encodeWithSelector(IExchange.AssetMismatch.selector, APP, 7, appId));
    }

    function test_A_dataset_that_was_not_asked_for_is_refused() public {
        Orders memory o = _orders();
        o.request.order.dataset = 7;
        _refused(o, abi.encodeWithSelector(IExchange.AssetMismatch.selector, DATASET, 7, datasetId));
    }

    function test_A_pool_that_was_not_asked_for_is_refused() public {
        Orders memory o = _orders();
        o.request.order.pool = 7;
        _refused(o, abi.encodeWithSelector(IExchange.AssetMismatch.selector, POOL, 7, poolId));
    }

    function test_An_app_that_does_not_exist_is_refused() public {
        Orders memory o = _orders();
        (o.request.order.app, o.app.order.app) = (7, 7);
        _refused(o, abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 7));
    }

    function test_A_pool_that_does_not_exist_is_refused() public {
        Orders memory o = _orders();
        o.pool.order.pool = 7;
        _refused(o, abi.encodeWithSelector(IAssetRegistry.UnknownAsset.selector, 7));
    }

    function test_Each_price_above_the_requesters_maximum_is_refused() public {
        Orders memory o = _orders();
        o.request.order.appMaxPrice = APP_PRICE - 1;
        _refused(o, abi.encodeWithSelector(IExchange.PriceTooHigh.selector, APP, APP_PRICE, APP_PRICE - 1));
        o = _orders();
        o.request.order.datasetMaxPrice = DATASET_PRICE - 1;
        _refused(o, abi.encodeWithSelector(IExchange.PriceTooHigh.selector, DATASET, DATASET_PRICE, DATASET_PRICE - 1));
        o = _orders();
        o.request.order.poolMaxPrice = POOL_PRICE - 1;
        _refused(o, abi.encodeWithSelector(IExchange.PriceTooHigh.selector, POOL, POOL_PRICE, POOL_PRICE - 1));
    }

    function test_Another_category_is_refused() public {
        Orders memory o = _orders();
        o.request.order.category = 1;
        _refused(o, abi.encodeWithSelector(IExchange.CategoryMismatch.selector, 0, 1));
    }

    function test_An_unknown_category_is_refused() public {
        Orders memory o = _orders();
        (o.request.order.category, o.pool.order.category) = (2, 2);
        _refused(o, abi.encodeWithSelector(IExchange.UnknownCategory.selector, 2));
        VM.expectRevert(abi.encodeWithSelector(IExchange.UnknownCategory.selector, 2));
        hub.category(2);
    }

    function test_More_trust_than_the_pool_or_the_hub_offers_is_refused() public {
        Orders memory o = _orders();
        o.request.order.trust = 6;
        _refused(o, abi.encodeWithSelector(IExchange.TrustTooHigh.selector, 6, 5));
        (o.request.order.trust, o.pool.order.trust) = (17, 100);
        _refused(o, abi.encodeWithSelector(IExchange.TrustTooHigh.selector, 17, 16));
        o = _orders();
        o.pool.order.trust = 0;
        _refused(o, abi.encodeWithSelector(IExchange.TrustTooHigh.selector, 1, 0));
    }

    function test_A_feature_that_app_dataset_or_request_needs_and_the_pool_lacks_is_refused() public {
        bytes32 have = bytes32(uint256(0xf0));
        bytes32 need = bytes32(uint256(0x11));
        bytes memory error = abi.encodeWithSelector(IExchange.TagMismatch.selector, need, have);
        Orders memory o = _orders();
        (o.pool.order.tag, o.app.order.tag) = (have, need);
        _refused(o, error);
        (o.app.order.tag, o.dataset.order.tag) = (0, need);
        _refused(o, error);
        (o.dataset.order.tag, o.request.order.tag) = (0, need);
        _refused(o, error);
        o.request.order.tag = bytes32(uint256(0x30));
        _match(o);
    }

    function test_A_fee_above_the_whole_price_is_refused() public {
        Orders memory o = _orders();
        o.pool.order.schedulerFee = 10_001;
        _refused(o, abi.encodeWithSelector(IExchange.FeeTooHigh.selector, 10_001));
    }

    function test_Params_beyond_the_bound_are_refused() public {
        Orders memory o = _orders();
        o.request.order.params = string(new bytes(8193));
        _refused(o, abi.encodeWithSelector(IExchange.ParamsTooLong.selector, 8193, 8192));
        o.request.order.params = string(new bytes(8192));
        _match(o);
    }

    function test_An_order_is_valid_to_its_last_second() public {
        Orders memory o = _orders();
        o.app.order.expiry = uint40(START);
        _match(o);
        VM.warp(START + 1);
        _refused(o, abi.encodeWithSelector(IExchange.OrderExpired.selector, APP, START));
        o = _orders();
        o.request.order.salt = keccak256("not spent");
        o.dataset.order.expiry = uint40(START);
        _refused(o, abi.encodeWithSelector(IExchange.OrderExpired.selector, DATASET, START));
        o = _orders();
        o.pool.order.expiry = uint40(START);
        _refused(o, abi.encodeWithSelector(IExchange.OrderExpired.selector, POOL, START));
        o = _orders();
        o.request.order.expiry = uint40(START);
        _refused(o, abi.encodeWithSelector(IExchange.OrderExpired.selector, REQUEST, START));
    }

    /* RESTRICTIONS */

    function _restricted(IExchange.OrderKind kind, uint256 actual) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IExchange.Restricted.selector, kind, 7, actual);
    }

    function test_Every_restriction_of_an_app_order_is_kept() public {
        Orders memory o = _orders();
        o.app.order.datasetRestrict = 7;
        _refused(o, _restricted(APP, datasetId));
        (o.app.order.datasetRestrict, o.app.order.poolRestrict) = (datasetId, 7);
        _refused(o, _restricted(APP, poolId));
        (o.app.order.poolRestrict, o.app.order.requesterRestrict) = (poolId, address(7));
        _refused(o, _restricted(APP, uint160(requester.at)));
        o.app.order.requesterRestrict = requester.at;
        _match(o);
    }

    function test_Every_restriction_of_a_dataset_order_is_kept() public {
        Orders memory o = _orders();
        o.dataset.order.appRestrict = 7;
        _refused(o, _restricted(DATASET, appId));
        (o.dataset.order.appRestrict, o.dataset.order.poolRestrict) = (appId, 7);
        _refused(o, _restricted(DATASET, poolId));
        (o.dataset.order.poolRestrict, o.dataset.order.requesterRestrict) = (poolId, address(7));
        _refused(o, _restricted(DATASET, uint160(requester.at)));
        o.dataset.order.requesterRestrict = requester.at;
        _match(o);
    }

    function test_Every_restriction_of_a_pool_order_is_kept() public {
        Orders memory o = _orders();
        o.pool.order.appRestrict = 7;
        _refused(o, _restricted(POOL, appId));
        (o.pool.order.appRestrict, o.pool.order.datasetRestrict) = (appId, 7);
        _refused(o, _restricted(POOL, datasetId));
        (o.pool.order.datasetRestrict, o.pool.order.requesterRestrict) = (datasetId, address(7));
        _refused(o, _restricted(POOL, uint160(requester.at)));
        o.pool.order.requesterRestrict = requester.at;
        _match(o);
    }

    /* VOLUME AND BALANCE */

    function test_A_spent_order_is_refused_whichever_it_is() public {
        Orders memory o = _orders();
        o.request.order.volume = 5;
        _match(o);
        _refused(o, _exhausted(REQUEST, hub.hashRequestOrder(o.request.order)));
        o.request.order.salt = keccak256("next");
        o.app.order.volume = 0;
        _refused(o, _exhausted(APP, hub.hashAppOrder(o.app.order)));
        (o.app.order.volume, o.dataset.order.volume) = (100, 0);
        _refused(o, _exhausted(DATASET, hub.hashDatasetOrder(o.dataset.order)));
        (o.dataset.order.volume, o.pool.order.volume) = (100, 0);
        _refused(o, _exhausted(POOL, hub.hashPoolOrder(o.pool.order)));
    }

    function _exhausted(IExchange.OrderKind kind, bytes32 hash) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IExchange.OrderExhausted.selector, kind, hash);
    }

    function test_A_requester_who_cannot_pay_for_all_tasks_is_refused() public {
        Orders memory o = _orders();
        VM.prank(requester.at);
        hub.withdraw(WEALTH - 74 ether);
        _refused(o, abi.encodeWithSelector(ILedger.InsufficientFreeBalance.selector, requester.at, 74 ether, 75 ether));
    }

    function test_A_pool_owner_who_cannot_stake_for_all_tasks_is_refused() public {
        Orders memory o = _orders();
        VM.prank(poolOwner.at);
        hub.withdraw(WEALTH - 14 ether);
        _refused(o, abi.encodeWithSelector(ILedger.InsufficientFreeBalance.selector, poolOwner.at, 14 ether, 15 ether));
    }

    function test_Volumes_and_prices_at_their_maximum_do_not_overflow() public {
        Orders memory o = _orders();
        (o.app.order.price, o.request.order.appMaxPrice) = (type(uint96).max, type(uint96).max);
        o.request.order.volume = type(uint32).max;
        o.app.order.volume = type(uint32).max;
        o.dataset.order.volume = type(uint32).max;
        o.pool.order.volume = type(uint32).max;
        uint256 needed = (uint256(type(uint96).max) + DATASET_PRICE + POOL_PRICE) * type(uint32).max;
        _refused(o, abi.encodeWithSelector(ILedger.InsufficientFreeBalance.selector, requester.at, WEALTH, needed));
    }

    function testFuzz_What_is_locked_is_what_the_tasks_may_cost(uint96 app, uint96 data, uint96 pool, uint8 volume)
        public
    {
        Orders memory o = _orders();
        o.app.order.price = app % 1000 ether;
        o.dataset.order.price = data % 1000 ether;
        o.pool.order.price = pool % 1000 ether;
        (o.request.order.appMaxPrice, o.request.order.datasetMaxPrice, o.request.order.poolMaxPrice) =
        (o.app.order.price, o.dataset.order.price, o.pool.order.price);
        o.request.order.volume = 1 + volume % 100;
        Deal memory deal = _match(o);
        uint256 perTask = uint256(o.app.order.price) + o.dataset.order.price + o.pool.order.price;
        VM.assertEq(_locked(requester.at), perTask * deal.size);
        VM.assertEq(_locked(poolOwner.at), uint256(o.pool.order.price) * 3000 / 10_000 * deal.size);
        _assertConserved();
    }
}
