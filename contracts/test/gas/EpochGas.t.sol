// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEpochs} from "../../src/interfaces/IEpochs.sol";
import {Sortition} from "../../src/libraries/Sortition.sol";
import {OracleConsumer} from "../../src/samples/OracleConsumer.sol";
import {Deal} from "../../src/types/Deal.sol";
import {Offence, SettledTask} from "../../src/types/Epoch.sol";
import {TaskHash} from "../../src/types/Task.sol";
import {EpochBase} from "../epoch/EpochBase.sol";
import {Lots} from "../epoch/Lots.sol";
import {VM, Vm} from "../Vm.sol";

/// @notice What a task costs on the epoch path, by the shipped bytecode: anchor and settlement, each as a transaction of its
/// own (base fee and calldata included), over the number of tasks. Prices, stakes, reputation and the draw are all on: a
/// drawn pool, a trust of three, three newcomers behind each result, an application that is paid for, no dataset.
/// @dev epoch_TASKSxVOTESxSEATS. The world is that of a market in use: everybody has been paid before; whatever belongs to
/// the deal and the epoch is written for the first time.
/// forge-config: default.isolate = true
contract EpochGasTest is EpochBase {
    string private constant PATHS = "paths";
    string private constant OPERATIONS = "operations";
    bytes private constant PAYLOAD = '{"price":42}';
    uint16 private constant TRUST = 3;
    bytes32 private constant NONE = TaskHash.NO_DATA;

    function setUp() public override {
        super.setUp();
        _fund(appOwner.at);
        _fund(datasetOwner.at);
        _fund(scheduler.at);
        _burnSomething();
    }

    function _useShipped() internal pure override returns (bool) {
        return true;
    }

    /* WHOLE PATHS */

    function test_Gas_of_100_tasks_of_3_votes_of_30_seats() public {
        uint256 gas = _gasPerTask(100, 30);
        VM.snapshotValue(PATHS, "epoch_100x3x30", gas);
        VM.assertLe(gas, 6000, "more than issue 3 allows");
    }

    function test_Gas_of_100_tasks_of_3_votes_of_10_seats() public {
        uint256 gas = _gasPerTask(100, 10);
        VM.snapshotValue(PATHS, "epoch_100x3x10", gas);
        VM.assertLe(gas, 4500, "more than issue 3 allows");
    }

    function test_Gas_of_1000_tasks_of_3_votes_of_30_seats() public {
        uint256 gas = _gasPerTask(1000, 30);
        VM.snapshotValue(PATHS, "epoch_1000x3x30", gas);
        VM.assertLe(gas, 4500, "a larger epoch is cheaper for each task");
    }

    /// @dev Rounded up.
    function _gasPerTask(uint32 count, uint256 seats) private returns (uint256) {
        _seatExactly(seats);
        (Deal memory deal, Agreed[] memory tasks) = _matchBag(count, seats);
        Batch memory b = _build(1, deal, tasks);
        VM.prank(scheduler.at, scheduler.at);
        hub.anchor(b.settlement.epoch, b.settlement.anchor);
        uint256 gas = VM.lastCallGas().gasTotalUsed;
        VM.recordLogs();
        VM.prank(scheduler.at, scheduler.at);
        hub.settle(b.settlement);
        gas += VM.lastCallGas().gasTotalUsed;
        _assertPlain();
        VM.assertTrue(hub.isTaken(deal, 0) && hub.isTaken(deal, count - 1));
        VM.assertEq(_count(b.crew), seats);
        return (gas + count - 1) / count;
    }

    /// @dev A scheduler is a plain account: the pages stand in its transaction and need no event.
    function _assertPlain() private {
        Vm.Log[] memory logs = VM.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            VM.assertTrue(logs[i].topics[0] != IEpochs.EpochPages.selector);
        }
    }

    function _seatExactly(uint256 seats) private {
        _seatWorkers(seats);
        for (uint256 i = 0; i < workers.length; ++i) {
            VM.prank(workers[i].at);
            hub.raiseBond(100_000 ether);
        }
    }

    /// @dev A bag whose every task draws three workers at least: the one in some that needs a wider draw would wait for it.
    function _matchBag(uint32 count, uint256 seats) private returns (Deal memory deal, Agreed[] memory tasks) {
        for (uint256 salt = 1; salt < 100; ++salt) {
            deal = _matchSalted(count, salt);
            _pastDraw();
            bool enough;
            (tasks, enough) = _share(deal, seats);
            if (enough) return (deal, tasks);
        }
        revert("no draw was wide enough");
    }

    function _matchSalted(uint32 count, uint256 salt) private returns (Deal memory) {
        Orders memory o = _orders();
        (o.request.order.dataset, o.request.order.datasetMaxPrice) = (0, 0);
        delete o.dataset;
        (o.app.order.volume, o.pool.order.volume, o.request.order.volume) = (count, count, count);
        o.app.order.salt = bytes32(salt);
        o.pool.order.salt = bytes32(salt);
        o.request.order.salt = bytes32(salt);
        (o.pool.order.trust, o.request.order.trust) = (16, TRUST);
        _signAll(o);
        o.dataset.signature = "";
        return _matchSigned(o);
    }

    /// @dev Each task goes to the three of its drawn workers that have least to do.
    function _share(Deal memory deal, uint256 seats) private view returns (Agreed[] memory tasks, bool enough) {
        uint40 drawBlock = hub.drawOf(hub.hashDeal(deal)).drawBlock;
        uint256 seed = Lots.seedOf(blockhash(drawBlock), hub.hashDeal(deal));
        tasks = _bag(deal, deal.size, 0);
        uint256[] memory load = new uint256[](seats);
        uint256[] memory lanes = new uint256[](seats); // of the word at hand
        for (uint256 i = 0; i < tasks.length; ++i) {
            if (i % 256 == 0) _drawWord(seed, i / 256, deal, lanes);
            uint256 drawn = 0;
            for (uint256 w = 0; w < seats; ++w) {
                drawn |= ((lanes[w] >> (i % 256)) & 1) << w;
            }
            if (_count(drawn) < TRUST) return (tasks, false);
            for (uint256 vote = 0; vote < TRUST; ++vote) {
                uint256 least = _leastLoaded(drawn & ~tasks[i].by, load);
                tasks[i].by |= 1 << least;
                ++load[least];
            }
        }
        enough = true;
    }

    function _drawWord(uint256 seed, uint256 word, Deal memory deal, uint256[] memory lanes) private view {
        uint256 width = Lots.widthOf(deal, block.timestamp);
        (uint256 digits, uint256 threshold) = Sortition.scale(width, lanes.length);
        uint256 lots = Sortition.prepare(seed, word);
        for (uint256 w = 0; w < lanes.length; ++w) {
            lanes[w] = Sortition.lanes(lots, uint160(workers[w].at), digits, threshold);
        }
    }

    function _leastLoaded(uint256 among, uint256[] memory load) private pure returns (uint256 least) {
        least = type(uint256).max;
        for (uint256 w = 0; w < load.length; ++w) {
            if ((among >> w) & 1 == 1 && (least == type(uint256).max || load[w] < load[least])) least = w;
        }
    }

    /* OPERATIONS */

    function test_Gas_of_seats() public {
        uint256 pool = pools.register(poolOwner.at, "bafyother", 0, "");
        VM.prank(poolOwner.at);
        hub.openRoster(pool, SEAT_BOND);
        VM.snapshotGasLastCall(OPERATIONS, "openRoster");
        VM.startPrank(workers[SEATED].at);
        hub.takeSeat(poolId, BOND);
        VM.snapshotGasLastCall(OPERATIONS, "takeSeat");
        hub.raiseBond(1 ether);
        VM.snapshotGasLastCall(OPERATIONS, "raiseBond");
        hub.leaveSeat(poolId);
        VM.snapshotGasLastCall(OPERATIONS, "leaveSeat");
        VM.warp(START + 2 days);
        hub.withdrawBond();
        VM.snapshotGasLastCall(OPERATIONS, "withdrawBond");
        VM.stopPrank();
    }

    function test_Gas_of_an_epoch_and_what_follows() public {
        Orders memory o = _orders();
        OracleConsumer consumer = OracleConsumer(_deploy("OracleConsumer", abi.encode(hub)));
        o.request.order.callback = address(consumer);
        Deal memory deal = _match(o);
        _pastDraw();
        hub.draw(hub.hashDeal(deal));
        VM.snapshotGasLastCall(OPERATIONS, "draw");
        Agreed[] memory tasks = _bag(deal, 5, 7);
        for (uint256 i = 0; i < 5; ++i) {
            tasks[i].dataHash = keccak256(PAYLOAD);
            tasks[i].against = 4;
        }
        Batch memory b = _build(1, deal, tasks);
        VM.prank(scheduler.at, scheduler.at);
        hub.anchor(b.settlement.epoch, b.settlement.anchor);
        VM.snapshotGasLastCall(OPERATIONS, "anchor");
        VM.prank(scheduler.at, scheduler.at);
        hub.settle(b.settlement);
        VM.snapshotGasLastCall(OPERATIONS, "settle_5_tasks_of_3_votes");
        SettledTask memory settled = _proof(b, 0, 0);
        Offence memory offence = _offence(deal, 0, 3, WRONG, NONE);
        hub.punish(deal, 0, settled, offence);
        VM.snapshotGasLastCall(OPERATIONS, "punish");
        hub.deliver(deal, 0, settled, PAYLOAD);
        VM.snapshotGasLastCall(OPERATIONS, "deliver_to_the_sample");
        VM.prank(workers[0].at);
        hub.collectEarnings();
        VM.snapshotGasLastCall(OPERATIONS, "collectEarnings");
    }
}
