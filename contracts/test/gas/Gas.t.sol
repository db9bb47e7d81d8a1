// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {OracleConsumer} from "../../src/samples/OracleConsumer.sol";
import {Deal} from "../../src/types/Deal.sol";
import {Mode} from "../../src/types/Mode.sol";
import {Opening, Result, TaskHash, TaskId} from "../../src/types/Task.sol";
import {Base} from "../Base.t.sol";
import {VM} from "../Vm.sol";

/// @notice What each operation of the shipped bytecode costs its sender, as a transaction of its own: base fee, calldata
/// and cold storage included, refunds deducted (`isolate` in foundry.toml makes it so). Figures go to snapshots/*.json.
/// @dev The world is that of a market in use: requester, pool owner and workers hold deposits; app, dataset and pool
/// owners have been paid before; whatever belongs to the orders, the deal and the task is written for the first time.
/// forge-config: default.isolate = true
contract GasTest is Base {
    bytes private constant DATA = '{"price":42}';
    string private constant OPERATIONS = "operations";
    string private constant PATHS = "paths";

    function setUp() public override {
        super.setUp();
        _fund(appOwner.at);
        _fund(datasetOwner.at);
        _burnSomething();
    }

    function _useShipped() internal pure override returns (bool) {
        return true;
    }

    /* OPERATIONS */

    function test_Gas_of_the_escrow() public {
        token.transfer(stranger.at, 100 ether);
        VM.startPrank(stranger.at);
        token.approve(address(hub), 100 ether);
        hub.deposit(10 ether);
        VM.snapshotGasLastCall(OPERATIONS, "deposit_first");
        hub.deposit(10 ether);
        VM.snapshotGasLastCall(OPERATIONS, "deposit_again");
        hub.withdraw(1 ether);
        VM.snapshotGasLastCall(OPERATIONS, "withdraw");
        hub.preSign(keccak256("order"));
        VM.snapshotGasLastCall(OPERATIONS, "preSign");
        hub.cancel(keccak256("another order"));
        VM.snapshotGasLastCall(OPERATIONS, "cancel");
    }

    function test_Gas_of_the_registries() public {
        apps.register(stranger.at, _cid(), keccak256("app"), "");
        VM.snapshotGasLastCall(OPERATIONS, "register_app");
        VM.prank(poolOwner.at);
        pools.setScheduler(poolId, stranger.at);
        VM.snapshotGasLastCall(OPERATIONS, "setScheduler");
    }

    function _cid() private pure returns (string memory) {
        return "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";
    }

    function test_Gas_of_matching() public {
        Orders memory o = _signAll(_orders());
        hub.matchOrders(o.app, o.dataset, o.pool, o.request);
        VM.snapshotGasLastCall(OPERATIONS, "match_with_dataset");
        o.request.order.salt = keccak256("next");
        _signAll(o);
        hub.matchOrders(o.app, o.dataset, o.pool, o.request);
        VM.snapshotGasLastCall(OPERATIONS, "match_with_dataset_standing_offers");
        o = _orders();
        (o.request.order.dataset, o.request.order.datasetMaxPrice) = (0, 0);
        delete o.dataset;
        o.app.order.salt = keccak256("own");
        o.pool.order.salt = keccak256("own");
        _signExceptDataset(o);
        hub.matchOrders(o.app, o.dataset, o.pool, o.request);
        VM.snapshotGasLastCall(OPERATIONS, "match_without_dataset");
        _fund(stranger.at);
        o.request.order.salt = keccak256("sponsored");
        _signExceptDataset(o);
        VM.prank(stranger.at);
        hub.sponsorOrders(o.app, o.dataset, o.pool, o.request);
        VM.snapshotGasLastCall(OPERATIONS, "sponsor_without_dataset_standing_offers");
    }

    function _signExceptDataset(Orders memory o) private view {
        _signAll(o);
        o.dataset.signature = "";
    }

    function test_Gas_of_working() public {
        Deal memory deal = _matchWithTrust(2);
        hub.initialize(deal, 1);
        VM.snapshotGasLastCall(OPERATIONS, "initialize");
        _contribute(deal, 0, 0, DIGEST);
        VM.snapshotGasLastCall(OPERATIONS, "contribute_first");
        _contribute(deal, 0, 1, DIGEST);
        VM.snapshotGasLastCall(OPERATIONS, "contribute_next");
        _openReveal(deal, 0);
        VM.snapshotGasLastCall(OPERATIONS, "openReveal");
        _reveal(deal, 0, 0, DIGEST);
        VM.snapshotGasLastCall(OPERATIONS, "reveal");
        VM.warp(START + 2 * DURATION + 1);
        hub.claim(deal, 0, _addresses(2));
        VM.snapshotGasLastCall(OPERATIONS, "claim_after_failed_reveal_2");
        VM.warp(START + 10 * DURATION + 1);
        hub.claim(deal, 2, new address[](0));
        VM.snapshotGasLastCall(OPERATIONS, "claim_untouched");
        VM.prank(scheduler.at);
        hub.decline(deal, 3);
        VM.snapshotGasLastCall(OPERATIONS, "decline");
    }

    function test_Gas_of_finalizing() public {
        Deal memory deal = _matchDefault();
        _contribute(deal, 0, 0, DIGEST);
        hub.finalize(deal, 0, _openings(_list(DIGEST)), _result(DIGEST));
        VM.snapshotGasLastCall(OPERATIONS, "finalize_1");
        for (uint256 i = 0; i < 4; ++i) {
            _contribute(deal, 1, i, i == 1 ? WRONG : DIGEST);
        }
        hub.finalize(deal, 1, _openings(_list(DIGEST, WRONG, DIGEST, DIGEST)), _result(DIGEST));
        VM.snapshotGasLastCall(OPERATIONS, "finalize_4_of_which_1_wrong");
    }

    function test_Gas_of_a_callback() public {
        Orders memory o = _orders();
        address consumer = address(0xc0); // without code at first, so that the delivery fails
        o.request.order.callback = consumer;
        Deal memory deal = _match(o);
        bytes32 hash = TaskHash.resultHashOf(DIGEST, keccak256(DATA));
        _contributeHash(deal, 0, 0, hash);
        hub.finalize(deal, 0, _openingsOf(_list(hash)), Result(DIGEST, false, DATA));
        VM.snapshotGasLastCall(OPERATIONS, "finalize_1_failed_callback");
        VM.etch(consumer, _deploy("OracleConsumer", abi.encode(hub)).code);
        hub.retryCallback(deal, 0, Result(DIGEST, false, DATA));
        VM.snapshotGasLastCall(OPERATIONS, "retryCallback_to_the_sample");
    }

    /* WHOLE PATHS */

    function test_Gas_of_the_direct_path_with_one_worker() public {
        uint256 gas = _direct(1, 1, false);
        VM.snapshotValue(PATHS, "direct_1", gas);
        VM.assertLe(gas, 400_000, "more than issue 3 allows");
    }

    /// @dev As direct_1, but nobody ever paid the app's owner before: one more storage slot is written first.
    function test_Gas_of_the_direct_path_of_an_apps_first_sale() public {
        uint256 free = _free(appOwner.at);
        VM.prank(appOwner.at);
        hub.withdraw(free);
        VM.snapshotValue(PATHS, "direct_1_first_sale", _direct(1, 1, false));
    }

    function test_Gas_of_the_direct_path_with_three_workers() public {
        uint256 gas = _direct(3, 3, false);
        VM.snapshotValue(PATHS, "direct_3", gas);
        VM.assertLe(gas, 750_000, "more than issue 3 allows");
    }

    function test_Gas_of_the_direct_path_with_one_worker_and_a_dataset() public {
        VM.snapshotValue(PATHS, "direct_1_with_dataset", _direct(1, 1, true));
    }

    function test_Gas_of_the_direct_path_with_three_workers_and_a_dataset() public {
        VM.snapshotValue(PATHS, "direct_3_with_dataset", _direct(3, 3, true));
    }

    /// @dev From the first use of four fresh orders to the payment: match, every contribution, finalize. The pool has thirty
    /// seats and the workers are drawn; the request demands the direct path.
    function _direct(uint16 trust, uint256 count, bool withDataset) private returns (uint256 gas) {
        _seatWorkers(30);
        Orders memory o = _orders();
        (o.request.order.volume, o.request.order.trust) = (1, trust);
        o.request.order.mode = Mode.DIRECT;
        if (!withDataset) {
            (o.request.order.dataset, o.request.order.datasetMaxPrice) = (0, 0);
            delete o.dataset;
        }
        _signAll(o);
        if (!withDataset) o.dataset.signature = "";

        VM.recordLogs();
        hub.matchOrders(o.app, o.dataset, o.pool, o.request);
        gas = _lastGas();
        Deal memory deal = _publishedDeal();
        _pastDraw();

        Opening[] memory openings = new Opening[](count);
        uint256 worker = 0;
        for (uint256 i = 0; i < count; ++i) {
            while (!hub.isDrawn(deal, 0, workers[worker].at)) ++worker;
            address at = workers[worker++].at;
            openings[i] = Opening(at, _plain(DIGEST), _saltOf(at));
            gas += _contributeAs(deal, at);
        }
        hub.finalize(deal, 0, openings, _result(DIGEST));
        gas += _lastGas();
    }

    function _contributeAs(Deal memory deal, address at) private returns (uint256) {
        TaskId id = _taskId(deal, 0);
        bytes memory authorization = _authorization(id, at);
        bytes32 commitment = _commitment(id, at, _plain(DIGEST));
        VM.prank(at);
        hub.contribute(deal, 0, commitment, authorization);
        return _lastGas();
    }

    function _lastGas() private view returns (uint256) {
        return VM.lastCallGas().gasTotalUsed;
    }
}
