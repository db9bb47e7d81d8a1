// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ISettledTasks} from "../../src/interfaces/ISettledTasks.sol";
import {IEpochs} from "../../src/interfaces/IEpochs.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {OracleConsumer} from "../../src/samples/OracleConsumer.sol";
import {Deal} from "../../src/types/Deal.sol";
import {SettledTask} from "../../src/types/Epoch.sol";
import {TaskHash, TaskId} from "../../src/types/Task.sol";
import {GasBurner, GasMeter, MoodyConsumer, ReentrantConsumer, ReturnBomb} from "../mocks/Consumers.sol";
import {VM} from "../Vm.sol";
import {EpochBase} from "./EpochBase.sol";

/// @notice A consumer contract is told of a settled result, by anybody, as often as it takes, and successfully once.
contract DeliverTest is EpochBase {
    bytes private constant PAYLOAD = '{"price":42}';
    Deal private _deal;
    TaskId private _id;

    /// @dev Five tasks; the application failed on the last.
    function _settledFor(address consumer) private returns (Batch memory b) {
        Orders memory o = _orders();
        o.request.order.callback = consumer;
        _deal = _match(o);
        _id = _taskId(_deal, 0);
        Agreed[] memory tasks = _bag(_deal, 5, 1);
        for (uint256 i = 0; i < 5; ++i) {
            tasks[i].dataHash = i == 4 ? TaskHash.APP_FAILED : keccak256(PAYLOAD);
        }
        b = _build(1, _deal, tasks);
        _run(b);
    }

    function _deliver(SettledTask memory settled) private {
        VM.prank(stranger.at);
        hub.deliver(_deal, 0, settled, PAYLOAD);
    }

    function _isDelivered() private view returns (bool) {
        return _keptResult(_id) != 0;
    }

    function test_A_consumer_receives_the_settled_data() public {
        OracleConsumer consumer = new OracleConsumer(address(hub));
        Batch memory b = _settledFor(address(consumer));
        SettledTask memory settled = _proof(b, 0, 0);
        VM.expectEmit(address(hub));
        emit ITasks.CallbackDelivered(_id, address(consumer));
        _deliver(settled);
        VM.assertEq(consumer.resultOf(TaskId.unwrap(_id)), PAYLOAD);
        VM.assertEq(_keptResult(_id), _kept(TaskHash.resultHashOf(_digestOf(0), keccak256(PAYLOAD))));
    }

    function test_A_consumer_is_called_successfully_once() public {
        Batch memory b = _settledFor(address(new GasMeter()));
        SettledTask memory settled = _proof(b, 0, 0);
        _deliver(settled);
        VM.expectRevert(abi.encodeWithSelector(ISettledTasks.AlreadyDelivered.selector, _id));
        _deliver(settled);
        hub.deliver(_deal, 1, _proof(b, 0, 1), PAYLOAD); // another task is another call
    }

    function test_A_consumer_that_reverts_may_be_tried_again_until_it_will() public {
        MoodyConsumer consumer = new MoodyConsumer();
        Batch memory b = _settledFor(address(consumer));
        SettledTask memory settled = _proof(b, 0, 0);
        for (uint256 i = 0; i < 3; ++i) {
            VM.expectEmit(address(hub));
            emit ITasks.CallbackFailed(_id, address(consumer));
            _deliver(settled);
            VM.assertFalse(_isDelivered());
        }
        consumer.becomeWilling();
        _deliver(settled);
        VM.assertEq(consumer.last(), PAYLOAD);
        VM.assertTrue(_isDelivered());
    }

    function test_An_address_without_code_is_tried_again_once_it_has_some() public {
        address later = address(0x1a7e);
        Batch memory b = _settledFor(later);
        SettledTask memory settled = _proof(b, 0, 0);
        _deliver(settled);
        VM.assertFalse(_isDelivered());
        VM.etch(later, address(new GasMeter()).code);
        _deliver(settled);
        VM.assertTrue(_isDelivered());
    }

    function test_A_consumer_burns_its_own_gas_only_and_floods_nobody() public {
        address[3] memory consumers =
            [address(new GasBurner()), address(new ReturnBomb(true)), address(new ReturnBomb(false))];
        for (uint64 i = 0; i < 3; ++i) {
            Orders memory o = _orders();
            o.request.order.callback = consumers[i];
            _deal = _match(o);
            _id = _taskId(_deal, 0);
            Agreed[] memory tasks = _bag(_deal, 1, 1);
            tasks[0].dataHash = keccak256(PAYLOAD);
            Batch memory b = _build(1 + i, _deal, tasks);
            _run(b);
            SettledTask memory settled = _proof(b, 0, 0);
            uint256 before = gasleft();
            _deliver(settled);
            VM.assertLe(before - gasleft(), 400_000, "the callback is bounded");
            VM.assertTrue(_isDelivered() == (i == 2));
        }
    }

    function test_Whoever_delivers_cannot_starve_the_consumer() public {
        GasMeter consumer = new GasMeter();
        Batch memory b = _settledFor(address(consumer));
        bytes memory call_ = abi.encodeCall(hub.deliver, (_deal, 0, _proof(b, 0, 0), PAYLOAD));
        bool done = false;
        uint256 starved = 0;
        for (uint256 gas_ = 60_000; !done; gas_ += 2_500) {
            bytes memory reason;
            (done, reason) = address(hub).call{gas: gas_}(call_);
            if (!done && reason.length > 0 && bytes4(reason) == ITasks.TooLittleGasForCallback.selector) ++starved;
        }
        VM.assertGe(starved, 1, "the check was never reached");
        VM.assertGe(consumer.given(), 199_000, "the consumer had less than its share");
        VM.assertTrue(_isDelivered());
    }

    function test_A_consumer_cannot_reenter_the_hub() public {
        ReentrantConsumer consumer = new ReentrantConsumer(address(hub));
        Batch memory b = _settledFor(address(consumer));
        bytes[] memory attacks = new bytes[](9);
        attacks[0] = abi.encodeCall(hub.deliver, (_deal, 0, _proof(b, 0, 0), PAYLOAD));
        attacks[1] = abi.encodeCall(hub.settle, (b.settlement));
        attacks[2] = abi.encodeCall(hub.anchor, (1, keccak256("root")));
        attacks[3] =
            abi.encodeCall(hub.punish, (_deal, 0, _proof(b, 0, 0), _offence(_deal, 0, 3, WRONG, TaskHash.NO_DATA)));
        attacks[4] = abi.encodeCall(hub.takeSeat, (poolId, 0));
        attacks[5] = abi.encodeCall(hub.leaveSeat, (poolId));
        attacks[6] = abi.encodeCall(hub.withdrawBond, ());
        attacks[7] = abi.encodeCall(hub.claim, (_deal, 0, new address[](0)));
        attacks[8] = abi.encodeCall(hub.withdraw, (1));
        uint256 at = VM.snapshotState();
        for (uint32 i = 0; i < 9; ++i) {
            consumer.prepare(attacks[i]);
            _deliver(_proof(b, 0, 0));
            VM.assertTrue(
                consumer.stoppedBy() == ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector,
                "the guard did not stop it"
            );
            VM.revertToState(at);
        }
    }

    /* WHAT IS REFUSED */

    function test_Other_data_than_settled_is_refused() public {
        Batch memory b = _settledFor(address(new GasMeter()));
        SettledTask memory settled = _proof(b, 0, 0);
        VM.expectRevert(
            abi.encodeWithSelector(ISettledTasks.WrongData.selector, keccak256(PAYLOAD), keccak256("other data"))
        );
        hub.deliver(_deal, 0, settled, "other data");
    }

    function test_A_failure_of_the_app_calls_nobody() public {
        Batch memory b = _settledFor(address(new GasMeter()));
        SettledTask memory settled = _proof(b, 0, 4);
        VM.expectRevert(abi.encodeWithSelector(ISettledTasks.NoConsumer.selector, _taskId(_deal, 4)));
        hub.deliver(_deal, 4, settled, PAYLOAD);
    }

    function test_A_deal_without_a_consumer_calls_nobody() public {
        _deal = _matchDefault();
        Batch memory b = _build(1, _deal, _bag(_deal, 5, 1));
        _run(b);
        SettledTask memory settled = _proof(b, 0, 0);
        VM.expectRevert(abi.encodeWithSelector(ISettledTasks.NoConsumer.selector, _taskId(_deal, 0)));
        hub.deliver(_deal, 0, settled, "");
    }

    function test_A_result_without_proof_is_not_delivered() public {
        Batch memory b = _settledFor(address(new GasMeter()));
        SettledTask memory settled = _proof(b, 0, 4); // of the page of failures
        VM.expectRevert(ISettledTasks.WrongProof.selector);
        hub.deliver(_deal, 0, settled, PAYLOAD);
        settled = _proof(b, 0, 0);
        settled.epoch = 2;
        VM.expectRevert(ISettledTasks.WrongProof.selector);
        hub.deliver(_deal, 0, settled, PAYLOAD);
        VM.expectRevert(abi.encodeWithSelector(ITasks.TaskIndexOutOfRange.selector, 9, 0, 5));
        hub.deliver(_deal, 9, settled, PAYLOAD);
    }

    /* PULLED */

    function test_A_contract_may_pull_a_result_with_its_proof() public {
        Batch memory b = _settledFor(address(0xca11));
        (bytes32 digest, bytes32 dataHash) = hub.provenResult(_deal, 2, _proof(b, 0, 2));
        VM.assertEq(digest, _digestOf(2));
        VM.assertEq(dataHash, keccak256(PAYLOAD));
        VM.expectRevert(abi.encodeWithSelector(ITasks.TaskIndexOutOfRange.selector, 5, 0, 5));
        hub.provenResult(_deal, 5, _proof(b, 0, 2));
        VM.expectRevert(abi.encodeWithSelector(ITasks.TaskIndexOutOfRange.selector, 5, 0, 5));
        hub.isSettled(_deal, 5, _proof(b, 0, 2));
        VM.expectRevert(abi.encodeWithSelector(ITasks.TaskIndexOutOfRange.selector, 5, 0, 5));
        hub.isTaken(_deal, 5);
        VM.expectRevert(abi.encodeWithSelector(ITasks.TaskIndexOutOfRange.selector, 5, 0, 5));
        hub.isDrawn(_deal, 5, workers[0].at);
    }
}
