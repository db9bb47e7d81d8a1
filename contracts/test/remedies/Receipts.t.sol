// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IDraw} from "../../src/interfaces/IDraw.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {IReceipts} from "../../src/interfaces/IReceipts.sol";
import {ISettledTasks} from "../../src/interfaces/ISettledTasks.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {Deal} from "../../src/types/Deal.sol";
import {OpenedReceipt, SettledTask} from "../../src/types/Epoch.sol";
import {TaskHash, TaskId} from "../../src/types/Task.sol";
import {EpochBase} from "../epoch/EpochBase.sol";
import {VM} from "../Vm.sol";

/// @notice Who committed to the settled result in time, and was left out, is paid by who left it out.
contract ReceiptsTest is EpochBase {
    uint256 private constant LEFT_OUT = 3;
    Deal private _deal;
    TaskId private _id;

    function setUp() public override {
        super.setUp();
        _deal = _matchDefault();
        _id = _taskId(_deal, 0);
    }

    /// @dev Two tasks settled by workers 0 to 2, the first without its fourth worker.
    function _settled() private returns (Batch memory b) {
        b = _build(5, _deal, _bag(_deal, 2, 7));
        _run(b);
    }

    function _receipt(uint64 epoch, uint256 worker, bytes32 digest) private view returns (OpenedReceipt memory) {
        address at = workers[worker].at;
        bytes32 commitment = _commitment(_id, at, TaskHash.resultHashOf(digest, TaskHash.NO_DATA));
        bytes memory signature = _sign(scheduler.key, hub.hashReceipt(epoch, _id, at, commitment));
        return OpenedReceipt(epoch, at, _saltOf(at), signature);
    }

    function _claim(Batch memory b, OpenedReceipt memory receipt) private {
        SettledTask memory settled = _proof(b, 0, 0);
        VM.prank(stranger.at); // anybody may
        hub.claimReceipt(_deal, 0, settled, _crewOf(7), receipt);
    }

    function _refuseClaim(Batch memory b, OpenedReceipt memory receipt, bytes memory error) private {
        SettledTask memory settled = _proof(b, 0, 0);
        VM.expectRevert(error);
        hub.claimReceipt(_deal, 0, settled, _crewOf(7), receipt);
    }

    /// @dev As each of the three has for the task, in whole gwei.
    function _wage() private pure returns (uint256) {
        return uint256(REWARDS) / GWEI / 3 * GWEI;
    }

    /* MONEY */

    function test_A_worker_left_out_has_the_wage_from_the_pool_owner() public {
        Batch memory b = _settled();
        (uint256 owner, uint256 worker) = (_free(poolOwner.at), _free(workers[LEFT_OUT].at));
        SettledTask memory settled = _proof(b, 0, 0);
        OpenedReceipt memory receipt = _receipt(5, LEFT_OUT, _digestOf(0));
        VM.expectEmit(address(hub));
        emit IReceipts.ReceiptHonoured(_id, workers[LEFT_OUT].at, _wage());
        VM.prank(stranger.at);
        hub.claimReceipt(_deal, 0, settled, _crewOf(7), receipt);
        VM.assertEq(_free(workers[LEFT_OUT].at), worker + _wage());
        VM.assertEq(_free(poolOwner.at), owner - _wage());
        VM.assertEq(_wage(), _earned(0) / 2); // each of the crew was paid for two tasks
    }

    function test_What_the_owner_has_not_free_comes_from_the_bond_of_its_seat() public {
        Batch memory b = _settled();
        uint256 half = _wage() / 2 / GWEI * GWEI;
        uint256 all = _free(poolOwner.at);
        VM.startPrank(poolOwner.at);
        hub.takeSeat(poolId, SEAT_BOND);
        hub.withdraw(all - SEAT_BOND - half);
        VM.stopPrank();
        _claim(b, _receipt(5, LEFT_OUT, _digestOf(0)));
        VM.assertEq(_free(poolOwner.at), 0);
        VM.assertEq(uint256(hub.seatOf(poolOwner.at).bond) * GWEI, SEAT_BOND - (_wage() - half));
    }

    function test_An_owner_who_is_leaving_still_answers_with_its_bond() public {
        Batch memory b = _settled();
        uint256 all = _free(poolOwner.at);
        VM.startPrank(poolOwner.at);
        hub.takeSeat(poolId, SEAT_BOND);
        hub.leaveSeat(poolId);
        hub.withdraw(all - SEAT_BOND);
        VM.stopPrank();
        _claim(b, _receipt(5, LEFT_OUT, _digestOf(0)));
        VM.assertEq(uint256(hub.leavingOf(poolOwner.at).bond) * GWEI, SEAT_BOND - _wage());
    }

    function test_An_owner_without_money_owes_it_and_pays_once_it_has_some() public {
        Batch memory b = _settled();
        uint256 all = _free(poolOwner.at);
        VM.prank(poolOwner.at);
        hub.withdraw(all);
        OpenedReceipt memory receipt = _receipt(5, LEFT_OUT, _digestOf(0));
        _refuseClaim(
            b, receipt, abi.encodeWithSelector(ILedger.InsufficientFreeBalance.selector, poolOwner.at, 0, _wage())
        );
        _run(_build(6, _deal, _others()));
        _claim(b, receipt);
    }

    function _others() private pure returns (Agreed[] memory list) {
        list = new Agreed[](1);
        list[0] = _agreed(2, _digestOf(2), 7);
    }

    function test_A_receipt_of_an_earlier_epoch_counts_too() public {
        Batch memory b = _settled();
        uint256 before = _free(workers[LEFT_OUT].at);
        _claim(b, _receipt(4, LEFT_OUT, _digestOf(0)));
        VM.assertEq(_free(workers[LEFT_OUT].at), before + _wage());
    }

    /* REFUSED */

    function test_A_receipt_pays_once() public {
        Batch memory b = _settled();
        OpenedReceipt memory receipt = _receipt(5, LEFT_OUT, _digestOf(0));
        _claim(b, receipt);
        bytes memory error = abi.encodeWithSelector(IReceipts.AlreadyPaid.selector, _id, workers[LEFT_OUT].at);
        _refuseClaim(b, receipt, error);
        _refuseClaim(b, _receipt(4, LEFT_OUT, _digestOf(0)), error);
    }

    function test_Who_was_paid_by_the_settlement_is_not_paid_again() public {
        Batch memory b = _settled();
        for (uint256 w = 0; w < 3; ++w) {
            _refuseClaim(
                b,
                _receipt(5, w, _digestOf(0)),
                abi.encodeWithSelector(IReceipts.AlreadyPaid.selector, _id, workers[w].at)
            );
        }
    }

    /// @dev Signers of a settlement who agreed on other tasks alone are paid by their receipts.
    function test_A_signer_who_was_left_out_of_one_task_is_paid_for_it() public {
        Agreed[] memory tasks = _bag(_deal, 2, 7);
        tasks[1].by = 15;
        Batch memory b = _build(5, _deal, tasks);
        _run(b);
        uint256 before = _free(workers[LEFT_OUT].at);
        SettledTask memory settled = _proof(b, 0, 0);
        hub.claimReceipt(_deal, 0, settled, _crewOf(15), _receipt(5, LEFT_OUT, _digestOf(0)));
        VM.assertEq(_free(workers[LEFT_OUT].at), before + _wage());
    }

    /// @dev Else a scheduler's key alone would empty the account of its pool's owner.
    function test_A_receipt_for_somebody_without_a_seat_is_worth_nothing() public {
        Batch memory b = _settled();
        bytes memory error = abi.encodeWithSelector(IDraw.NotSeated.selector, poolId, workers[SEATED].at);
        _refuseClaim(b, _receipt(5, SEATED, _digestOf(0)), error);
        _seat(workers[SEATED].at); // too late for this deal
        _refuseClaim(b, _receipt(5, SEATED, _digestOf(0)), error);
    }

    function test_No_more_receipts_are_honoured_than_a_task_draws_at_first() public {
        _seatWorkers(12);
        Orders memory o = _orders();
        o.request.order.salt = keccak256("crowded");
        _deal = _match(o);
        _id = _taskId(_deal, 0);
        _pastDraw();
        uint256 by = 0;
        for (uint256 w = 0; w < 12; ++w) {
            if (hub.isDrawn(_deal, 0, workers[w].at)) by |= 1 << w;
        }
        by &= ~(by - 1); // the first of them
        Batch memory b = _build(5, _deal, _one(_agreed(0, _digestOf(0), by)));
        _run(b);
        SettledTask memory settled = _proof(b, 0, 0);
        uint256 honoured = 0;
        for (uint256 w = 0; w < 12; ++w) {
            if (by >> w & 1 == 1) continue;
            OpenedReceipt memory receipt = _receipt(5, w, _digestOf(0));
            if (honoured == 4) {
                VM.expectRevert(abi.encodeWithSelector(IReceipts.TooManyReceipts.selector, _id, 4));
            } else {
                ++honoured;
            }
            hub.claimReceipt(_deal, 0, settled, _crewOf(by), receipt);
        }
        VM.assertEq(honoured, 4);
    }

    function test_Who_committed_to_another_result_has_no_receipt() public {
        Batch memory b = _settled();
        _refuseClaim(b, _receipt(5, LEFT_OUT, WRONG), abi.encodeWithSelector(ITasks.BadSignature.selector, 0));
    }

    function test_A_receipt_counts_for_its_worker_salt_epoch_and_scheduler_alone() public {
        Batch memory b = _settled();
        bytes memory error = abi.encodeWithSelector(ITasks.BadSignature.selector, 0);
        OpenedReceipt memory receipt = _receipt(5, LEFT_OUT, _digestOf(0));
        receipt.worker = stranger.at;
        _refuseClaim(b, receipt, error);
        receipt = _receipt(5, LEFT_OUT, _digestOf(0));
        receipt.salt = keccak256("another");
        _refuseClaim(b, receipt, error);
        receipt = _receipt(5, LEFT_OUT, _digestOf(0));
        receipt.epoch = 4;
        _refuseClaim(b, receipt, error);
        receipt = _receipt(5, LEFT_OUT, _digestOf(0));
        bytes32 commitment = _commitment(_id, receipt.worker, TaskHash.resultHashOf(_digestOf(0), TaskHash.NO_DATA));
        receipt.signature = _sign(workers[LEFT_OUT].key, hub.hashReceipt(5, _id, receipt.worker, commitment));
        _refuseClaim(b, receipt, error);
    }

    /// @dev Else a late copy of a result that everybody can read would be paid.
    function test_A_receipt_of_a_later_epoch_is_worth_nothing() public {
        Batch memory b = _settled();
        _refuseClaim(
            b, _receipt(6, LEFT_OUT, _digestOf(0)), abi.encodeWithSelector(IReceipts.ReceiptTooLate.selector, _id, 6, 5)
        );
    }

    function test_A_receipt_is_honoured_for_a_day() public {
        Batch memory b = _settled();
        OpenedReceipt memory receipt = _receipt(5, LEFT_OUT, _digestOf(0));
        VM.warp(START + 1 days + 1);
        _refuseClaim(b, receipt, abi.encodeWithSelector(ITasks.DeadlinePassed.selector, START + 1 days));
        VM.warp(START + 1 days);
        _claim(b, receipt);
    }

    function test_Another_crew_is_not_believed() public {
        Batch memory b = _settled();
        SettledTask memory settled = _proof(b, 0, 0);
        OpenedReceipt memory receipt = _receipt(5, 0, _digestOf(0));
        address[] memory crew = _crewOf(14);
        bytes32 actual = keccak256(abi.encode(crew[0], crew[1], crew[2]));
        VM.expectRevert(abi.encodeWithSelector(IDraw.WrongCrew.selector, settled.crew, actual));
        hub.claimReceipt(_deal, 0, settled, crew, receipt);
        settled.crew = actual; // then it is no page of the settlement
        VM.expectRevert(abi.encodeWithSelector(ISettledTasks.WrongProof.selector));
        hub.claimReceipt(_deal, 0, settled, crew, receipt);
    }

    function test_A_receipt_for_a_task_that_is_not_settled_waits() public {
        Batch memory b = _build(5, _deal, _bag(_deal, 2, 7));
        _refuseClaim(b, _receipt(5, LEFT_OUT, _digestOf(0)), abi.encodeWithSelector(ISettledTasks.WrongProof.selector));
    }
}
