// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IMatchmaker} from "../../src/matching/IMatchmaker.sol";
import {AnyPoolOracle} from "../../src/samples/AnyPoolOracle.sol";
import {Oracle} from "../../src/samples/Oracle.sol";
import {ITaskRequester} from "../../src/standing/ITaskRequester.sol";
import {Deal} from "../../src/types/Deal.sol";
import {Opening, Result, TaskHash, TaskId} from "../../src/types/Task.sol";
import {VM} from "../Vm.sol";
import {Code} from "./Code.sol";
import {MatchmakerBase} from "./MatchmakerBase.sol";

/// @notice A contract finds its provider, buys from it, and has the answer: no server, no signature.
contract AnyPoolOracleTest is MatchmakerBase {
    bytes private constant ANSWER = '{"pi":3.14159}';
    uint96 private constant MOST = 50 ether;

    AnyPoolOracle private _oracle;

    function setUp() public override {
        super.setUp();
        _oracle = new AnyPoolOracle(matchmaker, appId, 1, Code.atLeast("memory", 4096));
        bytes32 hash = hub.hashAppOrder(_orders().app.order);
        VM.startPrank(appOwner.at);
        hub.preSign(hash);
        offers.offerApp(_orders().app.order);
        VM.stopPrank();
        token.transfer(stranger.at, MOST);
        VM.prank(stranger.at);
        token.approve(address(_oracle), MOST);
    }

    function _ask() private returns (TaskId) {
        return _askAmong(new uint256[](0));
    }

    function _askAmong(uint256[] memory among) private returns (TaskId) {
        VM.prank(stranger.at);
        return _oracle.askAnyPool('{"args":["1000"]}', MOST, among, 0, 100);
    }

    function test_A_contract_buys_from_the_cheapest_pool_that_meets_its_requirements() public {
        _sells(1, 9 ether, 8192);
        uint256 cheapest = _sells(2, 8 ether, 8192);
        _sells(3, 1 ether, 2048); // cheaper still, and too small
        VM.recordLogs();
        _ask();
        VM.assertEq(_publishedDeal().pool, cheapest);
        VM.assertEq(token.balanceOf(stranger.at), MOST - 8 ether - APP_PRICE);
    }

    function test_The_answer_of_the_pool_that_was_found_comes_back() public {
        _stand(_order(poolId, 5 ether));
        _describe(poolId, _integer("Memory", 4096));
        VM.recordLogs();
        TaskId task = _ask();
        Deal memory deal = _publishedDeal();
        bytes32 resultHash = TaskHash.resultHashOf(DIGEST, keccak256(ANSWER));
        _contributeHash(deal, 0, 0, resultHash);
        Opening[] memory openings = _openingsOf(_list(resultHash));
        hub.finalize(deal, 0, openings, Result(DIGEST, false, ANSWER));
        VM.assertEq(_oracle.answerOf(task), ANSWER);
    }

    function test_Where_no_pool_fits_nothing_is_bought() public {
        _sells(1, 1 ether, 2048);
        VM.prank(stranger.at);
        VM.expectRevert(abi.encodeWithSelector(AnyPoolOracle.NoPool.selector, 0, 100));
        _oracle.askAnyPool("", MOST, new uint256[](0), 0, 100);
        VM.assertEq(token.balanceOf(stranger.at), MOST);
    }

    function test_Who_asks_may_name_the_pools_that_are_looked_at() public {
        uint256 dear = _sells(1, 9 ether, 8192);
        _sells(2, 8 ether, 8192);
        uint256[] memory among = new uint256[](2);
        (among[0], among[1]) = (12345, dear); // one of them is no pool
        VM.recordLogs();
        _askAmong(among);
        VM.assertEq(_publishedDeal().pool, dear);
    }

    function test_Nobody_names_a_pool_that_does_not_do() public {
        uint256[] memory among = new uint256[](1);
        among[0] = _sells(1, 1 ether, 2048);
        _sells(2, 8 ether, 8192);
        VM.expectRevert(abi.encodeWithSelector(AnyPoolOracle.NoPool.selector, 0, 100));
        _askAmong(among);
    }

    /// @dev The price of the application counts: a pool for which too little is left is no pool, and not a refusal afterwards.
    function test_What_the_application_leaves_is_what_a_pool_may_cost() public {
        _sells(1, MOST - APP_PRICE + 1, 8192);
        VM.expectRevert(abi.encodeWithSelector(AnyPoolOracle.NoPool.selector, 0, 100));
        _ask();
        uint256 pool = _sells(2, MOST - APP_PRICE, 8192);
        VM.recordLogs();
        _ask();
        VM.assertEq(_publishedDeal().pool, pool);
        VM.assertEq(token.balanceOf(stranger.at), 0);
    }

    function test_Less_than_the_application_costs_buys_nothing() public {
        VM.prank(stranger.at);
        VM.expectRevert(abi.encodeWithSelector(ITaskRequester.TooDear.selector, APP_PRICE, APP_PRICE - 1));
        _oracle.askAnyPool("", APP_PRICE - 1, new uint256[](0), 0, 100);
    }

    function test_Requirements_that_are_no_program_are_refused_at_deployment() public {
        VM.expectRevert(abi.encodeWithSelector(IMatchmaker.UnknownOpcode.selector, 0, 0xff));
        new AnyPoolOracle(matchmaker, appId, 1, hex"ff");
    }

    function test_Who_asked_has_the_refund() public {
        _sells(1, 1 ether, 8192);
        VM.recordLogs();
        TaskId task = _ask();
        Deal memory deal = _publishedDeal();
        VM.warp(START + 10 * DURATION + 1);
        _oracle.refund(deal, 0, new address[](0));
        VM.assertEq(token.balanceOf(stranger.at), MOST + 0.3 ether); // with the scheduler's stake
        VM.expectRevert(abi.encodeWithSelector(Oracle.NoAnswer.selector, task));
        _oracle.answerOf(task);
        VM.assertTrue(_oracle.requestStatus(task) == ITaskRequester.RequestStatus.Failed);
    }
}
