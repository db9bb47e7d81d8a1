// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEctHub} from "../../src/interfaces/IEctHub.sol";
import {IExchange} from "../../src/interfaces/IExchange.sol";
import {Deal} from "../../src/types/Deal.sol";
import {Base} from "../Base.t.sol";
import {Wallet} from "../mocks/Wallet.sol";
import {VM} from "../Vm.sol";

/// @notice Who signed: keys, contracts, and declarations on chain; and everything that only looks like it.
contract SignaturesTest is Base {
    uint256 private constant ORDER_OF_CURVE = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    IExchange.OrderKind private constant REQUEST = IExchange.OrderKind.Request;

    function _requestRefused(Orders memory o, address signer) private {
        VM.expectRevert(
            abi.encodeWithSelector(
                IExchange.InvalidSignature.selector, REQUEST, signer, hub.hashRequestOrder(o.request.order)
            )
        );
        hub.matchOrders(o.app, o.dataset, o.pool, o.request);
    }

    /* KEYS */

    function test_A_signature_of_somebody_else_is_refused_for_every_order() public {
        Orders memory o = _signAll(_orders());
        bytes32 hash = hub.hashAppOrder(o.app.order);
        o.app.signature = _sign(stranger.key, hash);
        _refused(o, IExchange.OrderKind.App, appOwner.at, hash);

        o = _signAll(_orders());
        hash = hub.hashDatasetOrder(o.dataset.order);
        o.dataset.signature = _sign(stranger.key, hash);
        _refused(o, IExchange.OrderKind.Dataset, datasetOwner.at, hash);

        o = _signAll(_orders());
        hash = hub.hashPoolOrder(o.pool.order);
        o.pool.signature = _sign(scheduler.key, hash);
        _refused(o, IExchange.OrderKind.Pool, poolOwner.at, hash);

        o = _signAll(_orders());
        hash = hub.hashRequestOrder(o.request.order);
        o.request.signature = _sign(stranger.key, hash);
        _refused(o, REQUEST, requester.at, hash);
    }

    function _refused(Orders memory o, IExchange.OrderKind kind, address signer, bytes32 hash) private {
        VM.expectRevert(abi.encodeWithSelector(IExchange.InvalidSignature.selector, kind, signer, hash));
        hub.matchOrders(o.app, o.dataset, o.pool, o.request);
    }

    function test_An_order_altered_after_signing_is_refused() public {
        Orders memory o = _signAll(_orders());
        o.request.order.volume = 6;
        _requestRefused(o, requester.at);
    }

    function test_The_twin_signature_with_high_s_is_refused() public {
        Orders memory o = _signAll(_orders());
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(requester.key, hub.hashRequestOrder(o.request.order));
        o.request.signature = abi.encodePacked(r, bytes32(ORDER_OF_CURVE - uint256(s)), v == 27 ? 28 : 27);
        _requestRefused(o, requester.at);
    }

    function test_A_compact_signature_of_64_bytes_is_refused() public {
        Orders memory o = _signAll(_orders());
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(requester.key, hub.hashRequestOrder(o.request.order));
        o.request.signature = abi.encodePacked(r, uint256(s) | (uint256(v - 27) << 255));
        VM.assertEq(o.request.signature.length, 64);
        _requestRefused(o, requester.at);
    }

    function test_A_missing_signature_is_refused() public {
        Orders memory o = _signAll(_orders());
        o.request.signature = "";
        _requestRefused(o, requester.at);
    }

    function test_A_signature_for_another_chain_is_refused() public {
        Orders memory o = _signAll(_orders());
        bytes32 separator = hub.domainSeparator();
        VM.chainId(5);
        VM.assertTrue(hub.domainSeparator() != separator);
        VM.expectRevert(
            abi.encodeWithSelector(
                IExchange.InvalidSignature.selector, IExchange.OrderKind.App, appOwner.at, hub.hashAppOrder(o.app.order)
            )
        );
        hub.matchOrders(o.app, o.dataset, o.pool, o.request);
    }

    function test_A_signature_for_another_hub_is_refused() public {
        Orders memory o = _signAll(_orders());
        address other = _deployHub(address(token));
        o.request.signature = _sign(requester.key, IEctHub(other).hashRequestOrder(o.request.order));
        _requestRefused(o, requester.at);
    }

    function test_A_request_of_nobody_is_refused() public {
        Orders memory o = _orders();
        o.request.order.requester = address(0);
        _signAll(o);
        o.request.signature = new bytes(65);
        _requestRefused(o, address(0));
    }

    /// @dev EIP-7702: code at the address takes nothing away from the key.
    function test_An_account_that_lent_its_address_to_code_still_signs_with_its_key() public {
        Orders memory o = _signAll(_orders());
        VM.etch(requester.at, abi.encodePacked(hex"ef0100", address(token)));
        VM.assertEq(_matchSigned(o).requester, requester.at);
    }

    /* OWNERSHIP */

    function test_Whoever_owns_the_asset_now_must_have_signed() public {
        Orders memory o = _signAll(_orders());
        VM.prank(appOwner.at);
        apps.transferFrom(appOwner.at, stranger.at, appId);
        bytes32 hash = hub.hashAppOrder(o.app.order);
        _refused(o, IExchange.OrderKind.App, stranger.at, hash);

        o.app.signature = _sign(stranger.key, hash);
        Deal memory deal = _matchSigned(o);
        VM.assertEq(deal.appOwner, stranger.at);
    }

    /* CONTRACTS */

    function test_A_contract_signs_by_ERC_1271() public {
        Wallet wallet = new Wallet(stranger.at);
        _fund(address(wallet));
        Orders memory o = _orders();
        o.request.order.requester = address(wallet);
        _signAll(o);
        _requestRefused(o, address(wallet));
        o.request.signature = _sign(stranger.key, hub.hashRequestOrder(o.request.order));
        VM.assertEq(_matchSigned(o).requester, address(wallet));
    }

    function test_A_contract_owns_a_pool_and_an_app() public {
        Wallet wallet = new Wallet(stranger.at);
        _fund(address(wallet));
        Orders memory o = _orders();
        o.app.order.app = apps.register(address(wallet), "app of a contract", 0, "");
        o.request.order.app = o.app.order.app;
        o.pool.order.pool = pools.register(address(wallet), "pool of a contract", 0, "");
        _signAll(o);
        o.app.signature = _sign(stranger.key, hub.hashAppOrder(o.app.order));
        o.pool.signature = _sign(stranger.key, hub.hashPoolOrder(o.pool.order));
        Deal memory deal = _matchSigned(o);
        VM.assertEq(deal.appOwner, address(wallet));
        VM.assertEq(deal.poolOwner, address(wallet));
    }

    function test_A_contract_that_does_not_speak_ERC_1271_is_refused() public {
        Orders memory o = _orders();
        o.request.order.requester = address(token);
        _signAll(o);
        _requestRefused(o, address(token));
    }

    /* DECLARATIONS ON CHAIN */

    function test_A_pre_signed_order_needs_no_signature() public {
        Orders memory o = _signAll(_orders());
        bytes32 hash = hub.hashRequestOrder(o.request.order);
        o.request.signature = "";
        VM.expectEmit(address(hub));
        emit IExchange.OrderPreSigned(requester.at, hash);
        VM.prank(requester.at);
        hub.preSign(hash);
        VM.assertTrue(hub.isPreSigned(requester.at, hash));
        VM.assertEq(_matchSigned(o).size, 5);
    }

    function test_A_contract_may_pre_sign() public {
        _fund(address(this));
        Orders memory o = _orders();
        o.request.order.requester = address(this);
        _signAll(o);
        o.request.signature = "";
        hub.preSign(hub.hashRequestOrder(o.request.order));
        VM.prank(stranger.at);
        hub.matchOrders(o.app, o.dataset, o.pool, o.request);
        VM.assertEq(hub.consumed(address(this), hub.hashRequestOrder(o.request.order)), 5);
    }

    /* ORDERS OF THE CALLER */

    /// @dev A contract buys in one call: against offers that stand, with a request of its own.
    function test_An_order_of_the_caller_itself_needs_no_signature() public {
        _fund(address(this));
        Orders memory o = _orders();
        o.request.order.requester = address(this);
        _signAll(o);
        o.request.signature = "";
        VM.assertEq(_matchSigned(o).requester, address(this));
    }

    function test_Whoever_calls_may_leave_out_its_own_signature_alone() public {
        Orders memory o = _signAll(_orders());
        o.request.signature = "";
        bytes32 hash = hub.hashRequestOrder(o.request.order);
        VM.expectRevert(abi.encodeWithSelector(IExchange.InvalidSignature.selector, REQUEST, requester.at, hash));
        VM.prank(poolOwner.at);
        hub.matchOrders(o.app, o.dataset, o.pool, o.request);

        o = _signAll(_orders());
        o.pool.signature = "";
        hash = hub.hashPoolOrder(o.pool.order);
        VM.expectRevert(
            abi.encodeWithSelector(IExchange.InvalidSignature.selector, IExchange.OrderKind.Pool, poolOwner.at, hash)
        );
        VM.prank(requester.at);
        hub.matchOrders(o.app, o.dataset, o.pool, o.request);
        VM.prank(poolOwner.at);
        hub.matchOrders(o.app, o.dataset, o.pool, o.request);
        VM.assertEq(hub.consumed(poolOwner.at, hash), 5);
    }

    function test_A_wrong_signature_is_refused_even_of_the_caller() public {
        Orders memory o = _signAll(_orders());
        o.request.signature = _sign(stranger.key, hub.hashRequestOrder(o.request.order));
        bytes32 hash = hub.hashRequestOrder(o.request.order);
        VM.expectRevert(abi.encodeWithSelector(IExchange.InvalidSignature.selector, REQUEST, requester.at, hash));
        VM.prank(requester.at);
        hub.matchOrders(o.app, o.dataset, o.pool, o.request);
    }

    function test_A_declaration_by_somebody_else_is_none() public {
        Orders memory o = _signAll(_orders());
        o.request.signature = "";
        bytes32 hash = hub.hashRequestOrder(o.request.order);
        VM.prank(stranger.at);
        hub.preSign(hash);
        _requestRefused(o, requester.at);
    }

    function test_A_cancelled_order_is_refused_for_ever() public {
        Orders memory o = _signAll(_orders());
        bytes32 hash = hub.hashRequestOrder(o.request.order);
        VM.prank(stranger.at);
        hub.cancel(hash); // another's cancellation means nothing
        o.pool.order.volume = 2;
        _matchSigned(_signAll(o));

        VM.expectEmit(address(hub));
        emit IExchange.OrderCancelled(requester.at, hash);
        VM.prank(requester.at);
        hub.cancel(hash);
        VM.assertEq(hub.consumed(requester.at, hash), type(uint32).max);
        VM.prank(requester.at);
        hub.preSign(hash);

        o.pool.order.salt = keccak256("another");
        _signAll(o);
        VM.expectRevert(abi.encodeWithSelector(IExchange.OrderExhausted.selector, REQUEST, hash));
        hub.matchOrders(o.app, o.dataset, o.pool, o.request);
    }

    function testFuzz_No_bytes_but_the_signature_pass(bytes calldata noise) public {
        Orders memory o = _signAll(_orders());
        VM.assume(keccak256(noise) != keccak256(o.request.signature));
        o.request.signature = noise;
        _requestRefused(o, requester.at);
    }
}
