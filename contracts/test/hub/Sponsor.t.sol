// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IExchange} from "../../src/interfaces/IExchange.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {Deal} from "../../src/types/Deal.sol";
import {Base} from "../Base.t.sol";
import {VM} from "../Vm.sol";

/// @notice sponsorOrders: somebody pays in the requester's place, and nobody else does.
contract SponsorTest is Base {
    Actor private _sponsor;

    function setUp() public override {
        super.setUp();
        _sponsor = stranger;
        _fund(_sponsor.at);
    }

    function _sponsored(Orders memory o) private returns (Deal memory) {
        VM.recordLogs();
        VM.prank(_sponsor.at);
        hub.sponsorOrders(o.app, o.dataset, o.pool, o.request);
        return _publishedDeal();
    }

    function test_The_sponsor_pays_and_the_requester_does_not() public {
        Deal memory deal = _sponsored(_signAll(_orders()));
        VM.assertEq(deal.payer, _sponsor.at);
        VM.assertEq(deal.requester, requester.at);
        VM.assertEq(_locked(_sponsor.at), 5 * PRICE);
        VM.assertEq(_locked(requester.at), 0);

        _contribute(deal, 0, 0, DIGEST);
        hub.finalize(deal, 0, _openings(_list(DIGEST)), _result(DIGEST));
        VM.assertEq(_free(_sponsor.at), WEALTH - 5 * PRICE);
        VM.assertEq(_locked(_sponsor.at), 4 * PRICE);
        VM.assertEq(_free(requester.at), WEALTH);
        VM.assertEq(_free(workers[0].at), WEALTH + REWARDS);
        _assertConserved();
    }

    function test_Refunds_and_compensations_are_the_sponsors() public {
        Deal memory deal = _sponsored(_signAll(_orders()));
        VM.warp(START + 10 * DURATION + 1);
        hub.claim(deal, 0, new address[](0));
        VM.assertEq(_free(_sponsor.at), WEALTH - 4 * PRICE + SCHEDULER_STAKE);
        VM.assertEq(_free(requester.at), WEALTH);
        VM.prank(scheduler.at);
        hub.decline(deal, 1); // late, but nobody has claimed it yet
        VM.assertEq(_free(_sponsor.at), WEALTH - 3 * PRICE + SCHEDULER_STAKE);
        VM.assertEq(_free(requester.at), WEALTH);
        _assertConserved();
    }

    function test_A_sponsor_without_the_money_is_refused_whatever_the_requester_has() public {
        VM.prank(_sponsor.at);
        hub.withdraw(WEALTH - 74 ether);
        Orders memory o = _signAll(_orders());
        VM.expectRevert(
            abi.encodeWithSelector(ILedger.InsufficientFreeBalance.selector, _sponsor.at, 74 ether, 5 * PRICE)
        );
        VM.prank(_sponsor.at);
        hub.sponsorOrders(o.app, o.dataset, o.pool, o.request);
    }

    function test_A_requester_without_money_is_sponsored_all_the_same() public {
        VM.prank(requester.at);
        hub.withdraw(WEALTH);
        Deal memory deal = _sponsored(_signAll(_orders()));
        VM.assertEq(deal.payer, _sponsor.at);
    }

    function test_Nobody_is_sponsored_without_having_asked() public {
        Orders memory o = _signAll(_orders());
        o.request.signature = _sign(_sponsor.key, hub.hashRequestOrder(o.request.order));
        bytes32 hash = hub.hashRequestOrder(o.request.order);
        VM.expectRevert(
            abi.encodeWithSelector(IExchange.InvalidSignature.selector, IExchange.OrderKind.Request, requester.at, hash)
        );
        VM.prank(_sponsor.at);
        hub.sponsorOrders(o.app, o.dataset, o.pool, o.request);
    }

    function test_Who_sponsors_itself_pays_as_with_a_match() public {
        Orders memory o = _signAll(_orders());
        VM.prank(requester.at);
        hub.sponsorOrders(o.app, o.dataset, o.pool, o.request);
        VM.assertEq(_locked(requester.at), 5 * PRICE);
    }

    /// @dev Prices and limits are the requester's: a sponsor cannot buy what was not asked for.
    function test_A_sponsor_is_held_to_the_requesters_terms() public {
        Orders memory o = _orders();
        o.request.order.poolMaxPrice = POOL_PRICE - 1;
        _signAll(o);
        VM.expectRevert(
            abi.encodeWithSelector(
                IExchange.PriceTooHigh.selector, IExchange.OrderKind.Pool, POOL_PRICE, POOL_PRICE - 1
            )
        );
        VM.prank(_sponsor.at);
        hub.sponsorOrders(o.app, o.dataset, o.pool, o.request);
    }
}
