// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IProofOfContribution as IPoCo} from "../../src/interfaces/IProofOfContribution.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {OracleConsumer} from "../../src/samples/OracleConsumer.sol";
import {Deal} from "../../src/types/Deal.sol";
import {Opening, Result, TaskHash, TaskId, TaskStatus} from "../../src/types/Task.sol";
import {Base} from "../Base.t.sol";
import {GasBurner, GasMeter, MoodyConsumer, ReentrantConsumer, ReturnBomb} from "../mocks/Consumers.sol";
import {VM} from "../Vm.sol";

contract CallbackTest is Base {
    bytes private constant DATA = '{"price":42}';
    Deal private _deal;
    TaskId private _id;
    bytes32 private _hash;

    function _start(address consumer) private {
        Orders memory o = _orders();
        o.request.order.callback = consumer;
        _deal = _match(o);
        _id = _taskId(_deal, 0);
        _hash = TaskHash.resultHashOf(DIGEST, keccak256(DATA));
        _contributeHash(_deal, 0, 0, _hash);
    }

    function _finalize() private {
        hub.finalize(_deal, 0, _openingsOf(_list(_hash)), Result(DIGEST, false, DATA));
    }

    function _assertPaidButPending() private view {
        VM.assertTrue(_status(_deal, 0) == TaskStatus.Completed);
        VM.assertTrue(hub.task(_id).callbackPending);
        VM.assertEq(_free(workers[0].at), WEALTH + REWARDS);
        _assertConserved();
    }

    /* DELIVERY */

    function test_A_consumer_receives_the_agreed_data() public {
        OracleConsumer consumer = new OracleConsumer(address(hub));
        _start(address(consumer));
        VM.expectEmit(address(hub));
        emit ITasks.CallbackDelivered(_id, address(consumer));
        _finalize();
        VM.assertEq(consumer.resultOf(TaskId.unwrap(_id)), DATA);
        VM.assertEq(_keptResult(_id), _kept(_hash));
        VM.assertFalse(hub.task(_id).callbackPending);
    }

    function test_The_sample_consumer_believes_the_hub_alone() public {
        OracleConsumer consumer = new OracleConsumer(address(hub));
        VM.expectRevert(abi.encodeWithSelector(OracleConsumer.NotHub.selector, address(this), address(hub)));
        consumer.receiveResult(0, DATA);
        VM.expectRevert(abi.encodeWithSelector(OracleConsumer.UnknownResult.selector, bytes32(0)));
        consumer.resultOf(0);
    }

    function test_Other_data_than_agreed_is_refused() public {
        _start(address(new OracleConsumer(address(hub))));
        Opening[] memory openings = _openingsOf(_list(_hash));
        VM.expectRevert(abi.encodeWithSelector(IPoCo.NoConsensus.selector, _id, 0, 0, 4, 1));
        hub.finalize(_deal, 0, openings, Result(DIGEST, false, "other data"));
    }

    function test_A_deal_without_callback_ignores_the_data() public {
        _deal = _matchDefault();
        _contribute(_deal, 0, 0, DIGEST);
        hub.finalize(_deal, 0, _openings(_list(DIGEST)), Result(DIGEST, false, DATA));
        VM.assertEq(_keptResult(_taskId(_deal, 0)), _kept(_plain(DIGEST)));
    }

    function test_A_failure_of_the_app_calls_nobody() public {
        MoodyConsumer consumer = new MoodyConsumer();
        consumer.becomeWilling();
        _start(address(consumer));
        _hash = TaskHash.resultHashOf(DIGEST, TaskHash.APP_FAILED);
        _contributeHash(_deal, 1, 0, _hash);
        hub.finalize(_deal, 1, _openingsOf(_list(_hash)), Result(DIGEST, true, DATA));
        VM.assertEq(consumer.last().length, 0);
        VM.assertFalse(hub.task(_taskId(_deal, 1)).callbackPending);
        VM.expectRevert(abi.encodeWithSelector(IPoCo.NoCallbackPending.selector, _taskId(_deal, 1)));
        hub.retryCallback(_deal, 1, Result(DIGEST, true, DATA));
    }

    /* CONSUMERS THAT FAIL */

    function test_A_consumer_that_reverts_blocks_no_payment_and_may_be_tried_again() public {
        MoodyConsumer consumer = new MoodyConsumer();
        _start(address(consumer));
        VM.expectEmit(address(hub));
        emit ITasks.CallbackFailed(_id, address(consumer));
        _finalize();
        _assertPaidButPending();

        hub.retryCallback(_deal, 0, Result(DIGEST, false, DATA));
        VM.assertTrue(hub.task(_id).callbackPending);
        consumer.becomeWilling();
        VM.prank(stranger.at);
        hub.retryCallback(_deal, 0, Result(DIGEST, false, DATA));
        VM.assertEq(consumer.last(), DATA);
        VM.expectRevert(abi.encodeWithSelector(IPoCo.NoCallbackPending.selector, _id));
        hub.retryCallback(_deal, 0, Result(DIGEST, false, DATA));
    }

    function test_A_retry_with_other_data_or_digest_is_refused() public {
        _start(address(new MoodyConsumer()));
        _finalize();
        bytes32 other = keccak256(abi.encode(DIGEST, keccak256("other")));
        VM.expectRevert(abi.encodeWithSelector(IPoCo.ResultMismatch.selector, bytes24(_hash), other));
        hub.retryCallback(_deal, 0, Result(DIGEST, false, "other"));
        other = keccak256(abi.encode(WRONG, keccak256(DATA)));
        VM.expectRevert(abi.encodeWithSelector(IPoCo.ResultMismatch.selector, bytes24(_hash), other));
        hub.retryCallback(_deal, 0, Result(WRONG, false, DATA));
    }

    function test_Nothing_is_retried_before_the_end_or_without_a_callback() public {
        _start(address(new MoodyConsumer()));
        VM.expectRevert(abi.encodeWithSelector(IPoCo.NoCallbackPending.selector, _id));
        hub.retryCallback(_deal, 0, Result(DIGEST, false, DATA));
    }

    function test_An_address_without_code_is_retried_once_it_has_some() public {
        address later = address(0x1a7e);
        _start(later);
        _finalize();
        _assertPaidButPending();
        VM.etch(later, address(new GasMeter()).code);
        hub.retryCallback(_deal, 0, Result(DIGEST, false, DATA));
        VM.assertFalse(hub.task(_id).callbackPending);
    }

    function test_A_consumer_that_burns_gas_burns_its_own_share_only() public {
        _start(address(new GasBurner()));
        uint256 before = gasleft();
        _finalize();
        VM.assertLe(before - gasleft(), 500_000, "the callback is bounded");
        _assertPaidButPending();
    }

    function test_A_consumer_that_returns_a_flood_costs_no_copying() public {
        _start(address(new ReturnBomb(false)));
        uint256 before = gasleft();
        _finalize();
        VM.assertLe(before - gasleft(), 500_000, "what a consumer returns is not copied");
        VM.assertFalse(hub.task(_id).callbackPending);
    }

    function test_A_consumer_that_reverts_with_a_flood_costs_no_copying() public {
        _start(address(new ReturnBomb(true)));
        uint256 before = gasleft();
        _finalize();
        VM.assertLe(before - gasleft(), 500_000, "what a consumer reverts with is not copied");
        _assertPaidButPending();
    }

    function test_A_consumer_cannot_reenter_the_hub() public {
        ReentrantConsumer consumer = new ReentrantConsumer(address(hub));
        _start(address(consumer));
        bytes[] memory attacks = new bytes[](5);
        attacks[0] = abi.encodeCall(hub.finalize, (_deal, 0, _openingsOf(_list(_hash)), Result(DIGEST, false, DATA)));
        attacks[1] = abi.encodeCall(hub.retryCallback, (_deal, 0, Result(DIGEST, false, DATA)));
        attacks[2] = abi.encodeCall(hub.withdraw, (1));
        attacks[3] = abi.encodeCall(hub.claim, (_deal, 1, new address[](0)));
        attacks[4] = abi.encodeCall(hub.decline, (_deal, 4));
        for (uint32 i = 0; i < 5; ++i) {
            if (i > 0) _contributeHash(_deal, i, 0, _hash);
            consumer.prepare(attacks[i]);
            hub.finalize(_deal, i, _openingsOf(_list(_hash)), Result(DIGEST, false, DATA));
            VM.assertTrue(
                consumer.stoppedBy() == ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector,
                "the guard did not stop it"
            );
        }
        _assertConserved();
    }

    /* GAS */

    /// @dev EIP-150: without the check a finaliser could starve the consumer and have the failure recorded.
    function test_Whoever_finalizes_cannot_starve_the_consumer() public {
        GasMeter consumer = new GasMeter();
        _start(address(consumer));
        bytes memory call_ =
            abi.encodeCall(hub.finalize, (_deal, 0, _openingsOf(_list(_hash)), Result(DIGEST, false, DATA)));
        bool done = false;
        uint256 starved = 0;
        for (uint256 gas_ = 150_000; !done; gas_ += 2_500) {
            bytes memory reason;
            (done, reason) = address(hub).call{gas: gas_}(call_);
            if (!done && reason.length > 0 && bytes4(reason) == ITasks.TooLittleGasForCallback.selector) ++starved;
        }
        VM.assertGe(starved, 1, "the check was never reached");
        VM.assertGe(consumer.given(), 199_000, "the consumer had less than its share");
        VM.assertFalse(hub.task(_id).callbackPending);
    }
}
