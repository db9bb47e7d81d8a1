// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEctHub} from "../../src/interfaces/IEctHub.sol";
import {ISettledTasks} from "../../src/interfaces/ISettledTasks.sol";
import {IEpochs} from "../../src/interfaces/IEpochs.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {Deal} from "../../src/types/Deal.sol";
import {Offence, SettledTask} from "../../src/types/Epoch.sol";
import {TaskHash, TaskId} from "../../src/types/Task.sol";
import {VM} from "../Vm.sol";
import {EpochBase} from "./EpochBase.sol";

/// @notice Who signed another result than the settled one loses its bond: the payer first, nobody after that.
contract PunishTest is EpochBase {
    uint256 private constant ORDER_OF_CURVE = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    uint256 private constant LIAR = 3;
    bytes32 private constant NONE = TaskHash.NO_DATA;
    Deal private _deal;
    TaskId private _id;

    function setUp() public override {
        super.setUp();
        _deal = _matchDefault();
        _id = _taskId(_deal, 0);
    }

    /// @dev Five tasks settled by workers 0 to 2 against so much dissent on each.
    function _settled(uint32 against) private returns (Batch memory b) {
        Agreed[] memory tasks = _bag(_deal, 5, 7);
        for (uint256 i = 0; i < 5; ++i) {
            tasks[i].against = against;
        }
        b = _build(1, _deal, tasks);
        _run(b);
    }

    function _punish(Batch memory b, uint32 index, Offence memory offence) private {
        SettledTask memory settled = _proof(b, 0, index);
        VM.prank(stranger.at); // anybody may
        hub.punish(_deal, index, settled, offence);
    }

    function _refusePunish(Batch memory b, uint32 index, Offence memory offence, bytes memory error) private {
        SettledTask memory settled = _proof(b, 0, index);
        VM.expectRevert(error);
        hub.punish(_deal, index, settled, offence);
    }

    /* MONEY */

    function test_A_liars_bond_makes_the_payer_good_and_the_rest_is_nobodys() public {
        Batch memory b = _settled(4);
        uint256 before = hub.burned();
        SettledTask memory settled = _proof(b, 0, 0);
        Offence memory offence = _offence(_deal, 0, LIAR, WRONG, NONE);
        VM.expectEmit(address(hub));
        emit ISettledTasks.ContributionPunished(_id, workers[LIAR].at, _plain(WRONG), WORKER_STAKE);
        VM.prank(stranger.at);
        hub.punish(_deal, 0, settled, offence);
        VM.assertEq(_bond(LIAR), BOND - WORKER_STAKE);
        VM.assertEq(_free(requester.at), WEALTH - 5 * PRICE + SHARE);
        VM.assertEq(hub.burned(), before + WORKER_STAKE - SHARE);
        VM.assertEq(_free(stranger.at), 0);
        _assertConserved();
    }

    function test_The_payer_is_made_good_once_for_a_task() public {
        Batch memory b = _settled(8); // two newcomers of two minds
        _punish(b, 0, _offence(_deal, 0, LIAR, WRONG, NONE));
        VM.assertEq(_free(requester.at), WEALTH - 5 * PRICE + SHARE);
        uint256 before = hub.burned();
        _seat(workers[SEATED].at); // a seat is not even needed to have lied
        _punish(b, 0, _offence(_deal, 0, SEATED, keccak256("another lie"), NONE));
        VM.assertEq(_free(requester.at), WEALTH - 5 * PRICE + SHARE);
        VM.assertEq(hub.burned(), before + WORKER_STAKE);
        _punish(b, 1, _offence(_deal, 1, LIAR, WRONG, NONE));
        VM.assertEq(_free(requester.at), WEALTH - 5 * PRICE + 2 * SHARE);
        _assertConserved();
    }

    function test_All_reputation_is_gone() public {
        Agreed[] memory tasks = _bag(_deal, 5, 7);
        for (uint256 i = 0; i < 5; ++i) {
            if (i > 0) tasks[i].by = 15;
            tasks[i].against = i > 0 ? 0 : 4;
        }
        Batch memory b = _build(1, _deal, tasks);
        _run(b);
        VM.assertEq(_fees(workers[LIAR].at), 4 * SHARE / 4 / 1e14);
        _punish(b, 0, _offence(_deal, 0, LIAR, WRONG, NONE));
        VM.assertEq(_fees(workers[LIAR].at), 0);
        VM.assertEq(hub.seatOf(workers[LIAR].at).reputation.payers(), 0);
        VM.assertEq(_earned(LIAR), REWARDS); // what it earned by right results stays its own
    }

    function test_A_bond_on_its_way_out_is_still_at_stake() public {
        Batch memory b = _settled(4);
        VM.prank(workers[LIAR].at);
        hub.leaveSeat(poolId);
        VM.warp(START + 1 days - 1);
        _punish(b, 0, _offence(_deal, 0, LIAR, WRONG, NONE));
        VM.assertEq(hub.leavingOf(workers[LIAR].at).bond, (BOND - WORKER_STAKE) / GWEI);
        VM.warp(START + 1 days);
        VM.prank(workers[LIAR].at);
        hub.withdrawBond();
        VM.assertEq(_free(workers[LIAR].at), WEALTH + BOND - WORKER_STAKE);
        _assertConserved();
    }

    function test_What_is_left_of_a_bond_is_all_that_can_be_had() public {
        Orders memory o = _orders();
        o.pool.order.workerStake = 700 ether;
        o.request.order.salt = keccak256("high stakes");
        o.request.order.volume = 2;
        _deal = _match(o);
        for (uint256 i = 0; i < 3; ++i) {
            VM.prank(workers[i].at);
            hub.raiseBond(2000 ether);
        }
        Agreed[] memory tasks = _bag(_deal, 2, 7);
        (tasks[0].against, tasks[1].against) = (4, 4);
        Batch memory b = _build(1, _deal, tasks);
        _run(b);
        _punish(b, 0, _offence(_deal, 0, LIAR, WRONG, NONE));
        VM.assertEq(_bond(LIAR), 300 ether);
        _punish(b, 1, _offence(_deal, 1, LIAR, WRONG, NONE));
        VM.assertEq(_bond(LIAR), 0);
        _assertConserved();
    }

    function test_A_bond_that_is_taken_from_both_seat_and_leaving_is_taken_once() public {
        Orders memory o = _orders();
        o.pool.order.workerStake = 1500 ether;
        o.request.order.salt = keccak256("high stakes");
        o.request.order.volume = 1;
        _deal = _match(o);
        for (uint256 i = 0; i < 3; ++i) {
            VM.prank(workers[i].at);
            hub.raiseBond(2000 ether);
        }
        Agreed[] memory tasks = _bag(_deal, 1, 7);
        tasks[0].against = 4;
        Batch memory b = _build(1, _deal, tasks);
        _run(b);
        VM.prank(workers[LIAR].at);
        hub.leaveSeat(poolId);
        _seat(workers[LIAR].at); // another 1000, beside the 1000 that are leaving
        _punish(b, 0, _offence(_deal, 0, LIAR, WRONG, NONE));
        VM.assertEq(_bond(LIAR), 0);
        VM.assertEq(hub.leavingOf(workers[LIAR].at).bond, 500 ether / GWEI);
        _assertConserved();
    }

    function test_A_liar_without_a_bond_loses_its_reputation_alone() public {
        Batch memory b = _settled(4);
        Offence memory offence = _offence(_deal, 0, 7, WRONG, NONE);
        SettledTask memory settled = _proof(b, 0, 0);
        VM.expectEmit(address(hub));
        emit ISettledTasks.ContributionPunished(_id, workers[7].at, _plain(WRONG), 0);
        hub.punish(_deal, 0, settled, offence);
        VM.assertEq(_free(requester.at), WEALTH - 5 * PRICE);
        _assertConserved();
    }

    function test_A_failure_that_was_none_and_a_result_that_was_a_failure_are_lies_too() public {
        Agreed[] memory tasks = _bag(_deal, 5, 7);
        for (uint256 i = 0; i < 5; ++i) {
            tasks[i].against = 4;
        }
        tasks[1].dataHash = TaskHash.APP_FAILED;
        Batch memory b = _build(1, _deal, tasks);
        _run(b);
        _punish(b, 0, _offence(_deal, 0, LIAR, _digestOf(0), TaskHash.APP_FAILED));
        _punish(b, 1, _offence(_deal, 1, LIAR, _digestOf(1), NONE));
        VM.assertEq(_bond(LIAR), BOND - 2 * WORKER_STAKE);
    }

    /* WHAT WAS DECLARED */

    /// @dev Those who agree could leave somebody out, show less against them than there was, and have it slashed besides.
    function test_Dissent_that_was_not_declared_cannot_be_punished() public {
        Batch memory b = _settled(0);
        Offence memory offence = _offence(_deal, 0, LIAR, WRONG, NONE);
        _refusePunish(b, 0, offence, abi.encodeWithSelector(ISettledTasks.NotDeclared.selector, _id, 4, 0));
    }

    function test_No_more_dissent_is_punished_than_was_declared() public {
        Batch memory b = _settled(4);
        _punish(b, 0, _offence(_deal, 0, LIAR, WRONG, NONE));
        Offence memory offence = _offence(_deal, 0, SEATED, WRONG, NONE); // of one mind with the first: odds of 16
        _refusePunish(b, 0, offence, abi.encodeWithSelector(ISettledTasks.NotDeclared.selector, _id, 16, 4));
        offence = _offence(_deal, 0, SEATED, keccak256("another lie"), NONE);
        _refusePunish(b, 0, offence, abi.encodeWithSelector(ISettledTasks.NotDeclared.selector, _id, 8, 4));
    }

    function test_Equal_lies_are_counted_together() public {
        Agreed[] memory tasks = _bag(_deal, 1, 15);
        tasks[0].against = 20; // two of one mind and one of another
        Batch memory b = _build(1, _deal, tasks);
        _run(b);
        _punish(b, 0, _offence(_deal, 0, 4, WRONG, NONE));
        _punish(b, 0, _offence(_deal, 0, 5, WRONG, NONE));
        _punish(b, 0, _offence(_deal, 0, 6, keccak256("another lie"), NONE));
        Offence memory offence = _offence(_deal, 0, 7, keccak256("a third"), NONE);
        _refusePunish(b, 0, offence, abi.encodeWithSelector(ISettledTasks.NotDeclared.selector, _id, 24, 20));
    }

    /* WHAT IS REFUSED */

    function test_Who_agreed_cannot_be_punished() public {
        Batch memory b = _settled(4);
        Offence memory offence = _offence(_deal, 0, 0, _digestOf(0), NONE);
        _refusePunish(
            b, 0, offence, abi.encodeWithSelector(ISettledTasks.SameResult.selector, _id, _plain(_digestOf(0)))
        );
    }

    function test_A_worker_is_punished_once_for_a_task_whatever_else_it_signed() public {
        Batch memory b = _settled(15);
        _punish(b, 0, _offence(_deal, 0, LIAR, WRONG, NONE));
        bytes memory error = abi.encodeWithSelector(ISettledTasks.AlreadyPunished.selector, _id, workers[LIAR].at);
        _refusePunish(b, 0, _offence(_deal, 0, LIAR, WRONG, NONE), error);
        _refusePunish(b, 0, _offence(_deal, 0, LIAR, keccak256("another lie"), NONE), error);
    }

    function test_Nobody_is_punished_by_what_it_has_not_signed() public {
        Batch memory b = _settled(4);
        bytes memory error = abi.encodeWithSelector(ITasks.BadSignature.selector, 0);
        Offence memory good = _offence(_deal, 0, LIAR, WRONG, NONE);

        Offence memory bad = _offence(_deal, 0, LIAR, WRONG, NONE);
        bad.worker = workers[0].at; // somebody else's signature
        _refusePunish(b, 0, bad, error);
        bad = _offence(_deal, 0, LIAR, WRONG, NONE);
        bad.digest = keccak256("what it never said");
        _refusePunish(b, 0, bad, error);
        bad = _offence(_deal, 0, LIAR, WRONG, NONE);
        bad.salt = keccak256("another salt");
        _refusePunish(b, 0, bad, error);
        bad = _offence(_deal, 0, LIAR, WRONG, NONE);
        bad.dataHash = TaskHash.APP_FAILED;
        _refusePunish(b, 0, bad, error);
        _refusePunish(b, 0, _offence(_deal, 1, LIAR, WRONG, NONE), error); // of another task
        bad.signature = "";
        _refusePunish(b, 0, bad, error);
        bad.signature = new bytes(65);
        _refusePunish(b, 0, bad, error);
        _punish(b, 0, good);
    }

    function test_The_twin_signature_with_high_s_is_refused() public {
        Batch memory b = _settled(4);
        Offence memory offence = _offence(_deal, 0, LIAR, WRONG, NONE);
        bytes32 commitment = _commitment(_id, workers[LIAR].at, _plain(WRONG));
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(workers[LIAR].key, hub.hashContribution(_id, commitment));
        offence.signature = abi.encodePacked(r, ORDER_OF_CURVE - uint256(s), v == 27 ? uint8(28) : uint8(27));
        _refusePunish(b, 0, offence, abi.encodeWithSelector(ITasks.BadSignature.selector, 0));
    }

    function test_A_contribution_signed_for_another_chain_or_hub_punishes_nobody() public {
        Batch memory b = _settled(4);
        bytes memory error = abi.encodeWithSelector(ITasks.BadSignature.selector, 0);
        VM.chainId(5);
        Offence memory offence = _offence(_deal, 0, LIAR, WRONG, NONE);
        VM.chainId(31337);
        _refusePunish(b, 0, offence, error);
        IEctHub here = hub;
        hub = IEctHub(_deployHub(address(token)));
        TaskId id = here.taskIdOf(here.hashDeal(_deal), 0);
        bytes32 commitment = _commitment(id, workers[LIAR].at, _plain(WRONG));
        offence.signature = _sign(workers[LIAR].key, hub.hashContribution(id, commitment));
        hub = here;
        _refusePunish(b, 0, offence, error);
    }

    function test_Without_a_proof_of_the_settled_result_nobody_is_punished() public {
        Batch memory b = _settled(4);
        Offence memory offence = _offence(_deal, 0, LIAR, WRONG, NONE);
        SettledTask memory settled = _proof(b, 0, 0);
        settled.epoch = 7;
        _refuseProof(_deal, 0, settled, offence);
        settled = _proof(b, 0, 0);
        settled.proof = new bytes32[](3);
        _refuseProof(_deal, 0, settled, offence);
        settled = _proof(b, 0, 0);
        settled.page[10] = 0xff; // more dissent than was declared
        _refuseProof(_deal, 0, settled, offence);
        settled.page = "";
        _refuseProof(_deal, 0, settled, offence);
    }

    function _refuseProof(Deal memory deal, uint32 index, SettledTask memory settled, Offence memory offence) private {
        VM.expectRevert(ISettledTasks.WrongProof.selector);
        hub.punish(deal, index, settled, offence);
    }

    function test_Nobody_is_punished_for_a_task_of_the_direct_path_or_before_the_settlement() public {
        Agreed[] memory tasks = _bag(_deal, 5, 7);
        Batch memory b = _build(1, _deal, tasks);
        _anchor(b);
        Offence memory offence = _offence(_deal, 0, LIAR, WRONG, NONE);
        _refuseProof(_deal, 0, _proof(b, 0, 0), offence);
    }

    function test_Tasks_and_deals_that_do_not_exist_are_refused() public {
        Batch memory b = _settled(4);
        Offence memory offence = _offence(_deal, 0, LIAR, WRONG, NONE);
        SettledTask memory settled = _proof(b, 0, 0);
        VM.expectRevert(abi.encodeWithSelector(ITasks.TaskIndexOutOfRange.selector, 5, 0, 5));
        hub.punish(_deal, 5, settled, offence);
        _deal.workerStake = 900 ether;
        VM.expectRevert(abi.encodeWithSelector(ITasks.UnknownDeal.selector, hub.hashDeal(_deal)));
        hub.punish(_deal, 0, settled, offence);
    }

    /// @dev A receipt is the scheduler's word, and a worker's contribution its own: neither passes for the other.
    function test_Messages_of_the_epoch_path_do_not_pass_for_each_other() public view {
        bytes32 commitment = keccak256("commitment");
        bytes32[4] memory hashes = [
            hub.hashContribution(_id, commitment),
            hub.hashReceipt(1, _id, workers[0].at, commitment),
            hub.hashAuthorization(_id, workers[0].at),
            hub.hashSettlement(scheduler.at, 1, commitment, commitment, commitment, commitment)
        ];
        for (uint256 i = 0; i < 4; ++i) {
            for (uint256 j = 0; j < i; ++j) {
                VM.assertTrue(hashes[i] != hashes[j]);
            }
        }
    }

    function test_What_is_signed_is_typed_data_of_this_hub() public view {
        bytes32 c = keccak256("commitment");
        _assertTyped(
            hub.hashContribution(_id, c), abi.encode(keccak256("Contribution(bytes32 task,bytes32 commitment)"), _id, c)
        );
        _assertTyped(
            hub.hashReceipt(7, _id, workers[0].at, c),
            abi.encode(
                keccak256("Receipt(uint64 epoch,bytes32 task,address worker,bytes32 commitment)"),
                7,
                _id,
                workers[0].at,
                c
            )
        );
        bytes32 typeHash = keccak256(
            "Settlement(address scheduler,uint64 epoch,bytes32 anchor,bytes32 crew,bytes32 deals,bytes32 pages)"
        );
        bytes memory head = abi.encode(typeHash, scheduler.at, 7, bytes32(uint256(1)));
        bytes memory tail = abi.encode(uint256(2), uint256(3), uint256(4));
        bytes32 actual = hub.hashSettlement(
            scheduler.at, 7, bytes32(uint256(1)), bytes32(uint256(2)), bytes32(uint256(3)), bytes32(uint256(4))
        );
        _assertTyped(actual, bytes.concat(head, tail));
    }

    function _assertTyped(bytes32 actual, bytes memory structData) private view {
        bytes32 expected = keccak256(abi.encodePacked("\x19\x01", hub.domainSeparator(), keccak256(structData)));
        VM.assertEq(actual, expected);
    }
}
