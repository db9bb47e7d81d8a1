// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAvailability} from "../../src/interfaces/IAvailability.sol";
import {IDraw} from "../../src/interfaces/IDraw.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {ISettledTasks} from "../../src/interfaces/ISettledTasks.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {DagPb} from "../../src/libraries/DagPb.sol";
import {Step} from "../../src/types/BlockChallenge.sol";
import {Deal} from "../../src/types/Deal.sol";
import {SettledTask} from "../../src/types/Epoch.sol";
import {TaskId} from "../../src/types/Task.sol";
import {EpochBase} from "../epoch/EpochBase.sol";
import {VM} from "../Vm.sol";
import {Nodes} from "./Nodes.sol";

/// @notice A result that cannot be had: published, or paid for by those who agreed on it.
contract AvailabilityTest is EpochBase {
    uint256 private constant AT_STAKE = PRICE + WORKER_STAKE;
    uint256 private constant ANSWER = 6 hours;
    bytes private constant TEXT = "the result itself";
    bytes private _inner; // folder with the text
    bytes private _root; // folder with that folder and a file
    bytes32 private _rootId; // kept: the call of a precompile would take the place of one that a test waits for
    bytes32 private _textId;
    Deal private _deal;
    TaskId private _id;

    function setUp() public override {
        super.setUp();
        _deal = _matchDefault();
        _id = _taskId(_deal, 0);
        _inner = bytes.concat(Nodes.link(Nodes.cid(Nodes.RAW, sha256(TEXT)), "text", 17), Nodes.FOLDER);
        _root = bytes.concat(
            Nodes.link(Nodes.cid(Nodes.RAW, sha256("other")), "file", 5),
            Nodes.link(Nodes.cid(Nodes.DAG_PB, sha256(_inner)), "folder", 60),
            Nodes.FOLDER
        );
        (_rootId, _textId) = (sha256(_root), sha256(TEXT));
    }

    /// @dev The first task's result is the tree; workers 0 to 2 agreed on it.
    function _settledTree() private returns (Batch memory b) {
        Agreed[] memory tasks = _bag(_deal, 2, 7);
        tasks[0].digest = _rootId;
        b = _build(1, _deal, tasks);
        _run(b);
    }

    function _path(uint256 steps) private view returns (Step[] memory path) {
        path = new Step[](steps);
        if (steps > 0) path[0] = Step(_root, 1);
        if (steps > 1) path[1] = Step(_inner, 0);
    }

    function _challenge(Batch memory b, uint256 steps) private {
        SettledTask memory settled = _proof(b, 0, 0);
        VM.prank(requester.at);
        hub.challengeResult(_deal, 0, settled, _path(steps));
    }

    function _refuseChallenge(Batch memory b, Step[] memory path, bytes memory error) private {
        SettledTask memory settled = _proof(b, 0, 0);
        VM.expectRevert(error);
        VM.prank(requester.at);
        hub.challengeResult(_deal, 0, settled, path);
    }

    function _fail(Batch memory b, bytes32 digest) private {
        SettledTask memory settled = _proof(b, 0, 0);
        address[] memory crew = _crewOf(7);
        VM.prank(stranger.at); // anybody may
        hub.failResult(_deal, 0, settled, crew, digest);
    }

    /* CHALLENGE */

    function test_A_challenge_puts_the_price_and_a_stake_at_stake() public {
        Batch memory b = _settledTree();
        (uint256 free, uint256 locked) = (_free(requester.at), _locked(requester.at));
        VM.expectEmit(address(hub));
        emit IAvailability.ResultChallenged(hub.hashDeal(_deal), _id, requester.at, 0, _rootId, uint40(START + ANSWER));
        _challenge(b, 0);
        VM.assertEq(hub.challengeBond(_deal), AT_STAKE);
        VM.assertEq(_free(requester.at), free - AT_STAKE);
        VM.assertEq(_locked(requester.at), locked + AT_STAKE);
        VM.assertEq(hub.challengeOf(_id, _rootId).challenger, requester.at);
    }

    function test_Any_block_of_the_tree_can_be_challenged_by_the_way_to_it() public {
        Batch memory b = _settledTree();
        _challenge(b, 1);
        VM.assertEq(hub.challengeOf(_id, sha256(_inner)).deadline, START + ANSWER);
        _challenge(b, 2);
        VM.assertEq(hub.challengeOf(_id, _textId).deadline, START + ANSWER);
    }

    function test_A_path_that_does_not_lead_there_is_refused() public {
        Batch memory b = _settledTree();
        Step[] memory path = _path(2);
        path[0].node = bytes.concat(_root, hex"00");
        _refuseChallenge(b, path, _wrongStep(0, _rootId, sha256(path[0].node)));
        path = _path(2);
        path[1].node = _root;
        _refuseChallenge(b, path, _wrongStep(1, sha256(_inner), _rootId));
        path = _path(1);
        path[0].link = 2;
        _refuseChallenge(
            b, path, abi.encodeWithSelector(DagPb.MalformedNode.selector, _root.length - Nodes.FOLDER.length)
        );
    }

    /// @dev What a file holds is the application's to choose: its bytes are no links.
    function test_Nothing_is_below_a_file_whatever_it_holds() public {
        bytes memory trap = Nodes.link(Nodes.cid(Nodes.RAW, keccak256("nowhere")), "trap", 1);
        _root = bytes.concat(Nodes.link(Nodes.cid(Nodes.RAW, sha256(trap)), "file", 9), Nodes.FOLDER);
        _rootId = sha256(_root);
        Batch memory b = _settledTree();
        Step[] memory path = new Step[](2);
        (path[0], path[1]) = (Step(_root, 0), Step(trap, 0));
        _refuseChallenge(b, path, _wrongStep(1, sha256(trap), sha256(trap)));
    }

    function _wrongStep(uint256 step, bytes32 expected, bytes32 actual) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IAvailability.WrongStep.selector, step, expected, actual);
    }

    function test_A_block_is_challenged_once() public {
        Batch memory b = _settledTree();
        _challenge(b, 0);
        bytes memory error = abi.encodeWithSelector(IAvailability.AlreadyChallenged.selector, _id, _rootId);
        _refuseChallenge(b, _path(0), error);
        hub.publishBlock(_deal, 0, _root);
        _refuseChallenge(b, _path(0), error);
    }

    function test_Results_can_be_challenged_for_half_a_day() public {
        Batch memory b = _settledTree();
        VM.warp(START + 12 hours + 1);
        _refuseChallenge(b, _path(0), abi.encodeWithSelector(ITasks.DeadlinePassed.selector, START + 12 hours));
        VM.warp(START + 12 hours);
        _challenge(b, 0);
    }

    function test_Who_has_too_little_free_cannot_challenge() public {
        Batch memory b = _settledTree();
        SettledTask memory settled = _proof(b, 0, 0);
        VM.expectRevert(abi.encodeWithSelector(ILedger.InsufficientFreeBalance.selector, stranger.at, 0, AT_STAKE));
        VM.prank(stranger.at);
        hub.challengeResult(_deal, 0, settled, _path(0));
    }

    function test_What_is_not_settled_is_not_challenged() public {
        Batch memory b = _build(1, _deal, _bag(_deal, 2, 7));
        _refuseChallenge(b, _path(0), abi.encodeWithSelector(ISettledTasks.WrongProof.selector));
    }

    /* ANSWER */

    function test_Who_publishes_the_block_has_the_challengers_bond() public {
        Batch memory b = _settledTree();
        _challenge(b, 2);
        (uint256 before, uint256 locked) = (_free(workers[1].at), _locked(requester.at));
        VM.warp(START + ANSWER); // the last second
        VM.expectEmit(address(hub));
        emit IAvailability.BlockPublished(_id, _textId, workers[1].at);
        VM.prank(workers[1].at, workers[1].at);
        hub.publishBlock(_deal, 0, TEXT);
        VM.assertEq(_free(workers[1].at), before + AT_STAKE);
        VM.assertEq(_locked(requester.at), locked - AT_STAKE);
        VM.warp(START + ANSWER + 1);
        SettledTask memory settled = _proof(b, 0, 0);
        VM.expectRevert(abi.encodeWithSelector(IAvailability.NoChallenge.selector, _id, _textId));
        hub.failResult(_deal, 0, settled, _crewOf(7), _textId);
    }

    function test_A_contract_that_publishes_leaves_the_block_in_an_event() public {
        Batch memory b = _settledTree();
        _challenge(b, 0);
        VM.expectEmit(address(hub));
        emit IAvailability.BlockData(_rootId, _root);
        hub.publishBlock(_deal, 0, _root);
    }

    function test_Nothing_but_the_challenged_block_answers() public {
        Batch memory b = _settledTree();
        _challenge(b, 0);
        bytes memory other = bytes.concat(_root, hex"00");
        VM.expectRevert(abi.encodeWithSelector(IAvailability.NoChallenge.selector, _id, sha256(other)));
        hub.publishBlock(_deal, 0, other);
        VM.expectRevert(abi.encodeWithSelector(IAvailability.NoChallenge.selector, _taskId(_deal, 1), _rootId));
        hub.publishBlock(_deal, 1, _root);
        VM.warp(START + ANSWER + 1);
        VM.expectRevert(abi.encodeWithSelector(ITasks.DeadlinePassed.selector, START + ANSWER));
        hub.publishBlock(_deal, 0, _root);
    }

    /* WITHDRAW */

    function test_A_challenger_that_has_found_the_block_withdraws() public {
        Batch memory b = _settledTree();
        uint256 before = _free(requester.at);
        _challenge(b, 0);
        VM.warp(START + ANSWER / 2);
        VM.prank(requester.at);
        hub.withdrawChallenge(_deal, 0, _rootId);
        VM.assertEq(_free(requester.at), before);
        VM.assertEq(hub.challengeOf(_id, _rootId).deadline, 0);
        _challenge(b, 0); // it may be gone again
    }

    /// @dev Else a challenger that sees an answer coming would let its publisher pay for nothing.
    function test_Nobody_withdraws_once_others_may_have_to_publish() public {
        Batch memory b = _settledTree();
        _challenge(b, 0);
        VM.expectRevert(abi.encodeWithSelector(IAvailability.NotChallenger.selector, stranger.at, requester.at));
        VM.prank(stranger.at);
        hub.withdrawChallenge(_deal, 0, _rootId);
        VM.warp(START + ANSWER / 2 + 1);
        VM.expectRevert(abi.encodeWithSelector(ITasks.DeadlinePassed.selector, START + ANSWER / 2));
        VM.prank(requester.at);
        hub.withdrawChallenge(_deal, 0, _rootId);
    }

    /* FAIL */

    function test_Those_who_agreed_on_what_nobody_has_pay_for_it() public {
        Batch memory b = _settledTree();
        uint256 before = _free(requester.at);
        _challenge(b, 0);
        VM.warp(START + ANSWER + 1);
        (uint256 burned, uint256 bond) = (hub.burned(), _bond(0));
        uint256 refund = 3 * WORKER_STAKE < PRICE ? 3 * WORKER_STAKE : PRICE;
        VM.expectEmit(address(hub));
        emit IAvailability.ResultFailed(_id, 3 * WORKER_STAKE, refund);
        _fail(b, _rootId);
        VM.assertEq(_free(requester.at), before + refund);
        VM.assertEq(hub.burned(), burned + 3 * WORKER_STAKE - refund);
        for (uint256 w = 0; w < 3; ++w) {
            VM.assertEq(_bond(w), bond - WORKER_STAKE);
            VM.assertEq(hub.evidenceOf(workers[w].at, 1), 2);
        }
    }

    function test_A_worker_that_left_at_once_pays_like_the_others() public {
        Batch memory b = _settledTree();
        VM.prank(workers[0].at);
        hub.leaveSeat(poolId);
        VM.warp(START + 12 hours);
        _challenge(b, 0);
        VM.warp(START + 12 hours + ANSWER + 1);
        uint256 leaving = uint256(hub.leavingOf(workers[0].at).bond) * GWEI;
        VM.expectRevert();
        VM.prank(workers[0].at);
        hub.withdrawBond();
        _fail(b, _rootId);
        VM.assertEq(uint256(hub.leavingOf(workers[0].at).bond) * GWEI, leaving - WORKER_STAKE);
    }

    function test_A_task_fails_once_however_many_of_its_blocks_are_gone() public {
        Batch memory b = _settledTree();
        uint256 before = _free(requester.at);
        _challenge(b, 0);
        _challenge(b, 2);
        VM.warp(START + ANSWER + 1);
        _fail(b, _rootId);
        uint256 bond = _bond(0);
        _fail(b, _textId);
        VM.assertEq(_bond(0), bond);
        VM.assertEq(_free(requester.at), before + 3 * WORKER_STAKE);
    }

    function test_Nobody_fails_before_the_deadline_or_without_a_challenge() public {
        Batch memory b = _settledTree();
        SettledTask memory settled = _proof(b, 0, 0);
        address[] memory crew = _crewOf(7);
        VM.expectRevert(abi.encodeWithSelector(IAvailability.NoChallenge.selector, _id, _rootId));
        hub.failResult(_deal, 0, settled, crew, _rootId);
        _challenge(b, 0);
        VM.warp(START + ANSWER);
        VM.expectRevert(abi.encodeWithSelector(ITasks.DeadlineNotReached.selector, START + ANSWER));
        hub.failResult(_deal, 0, settled, crew, _rootId);
    }

    function test_Nobody_pays_who_did_not_agree() public {
        Batch memory b = _settledTree();
        _challenge(b, 0);
        VM.warp(START + ANSWER + 1);
        SettledTask memory settled = _proof(b, 0, 0);
        address[] memory crew = _crewOf(7);
        crew[2] = workers[3].at;
        VM.expectRevert(
            abi.encodeWithSelector(
                IDraw.WrongCrew.selector, settled.crew, keccak256(abi.encode(crew[0], crew[1], crew[2]))
            )
        );
        hub.failResult(_deal, 0, settled, crew, _rootId);
        settled.crew = keccak256(abi.encode(crew[0], crew[1], crew[2]));
        VM.expectRevert(abi.encodeWithSelector(ISettledTasks.WrongProof.selector));
        hub.failResult(_deal, 0, settled, crew, _rootId);
    }
}
