// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EctToken} from "../src/EctToken.sol";
import {IEctHub} from "../src/interfaces/IEctHub.sol";
import {IExchange} from "../src/interfaces/IExchange.sol";
import {AppRegistry} from "../src/registries/AppRegistry.sol";
import {DatasetRegistry} from "../src/registries/DatasetRegistry.sol";
import {WorkerPoolRegistry} from "../src/registries/WorkerPoolRegistry.sol";
import {Category} from "../src/types/Category.sol";
import {Deal, DealId} from "../src/types/Deal.sol";
import {Mode} from "../src/types/Mode.sol";
import {SignedAppOrder, SignedDatasetOrder, SignedPoolOrder, SignedRequestOrder} from "../src/types/Orders.sol";
import {Leaving, Seat} from "../src/types/Seat.sol";
import {Opening, Result, TaskHash, TaskId, TaskStatus} from "../src/types/Task.sol";
import {VM, Vm} from "./Vm.sol";

/// @notice A small world: a hub, six named parties, eight workers, four of them seated in the pool since yesterday, and
/// orders that match. With four seats nobody is drawn by lot: tests of sortition seat more.
abstract contract Base {
    struct Actor {
        address at;
        uint256 key;
    }

    struct Orders {
        SignedAppOrder app;
        SignedDatasetOrder dataset;
        SignedPoolOrder pool;
        SignedRequestOrder request;
    }

    uint256 internal constant START = 1_700_000_000;
    uint256 internal constant WEALTH = 1_000_000 ether;
    uint256 internal constant SEATED = 4; // the first of the workers
    uint96 internal constant SEAT_BOND = 100 ether; // least of the pool
    uint96 internal constant BOND = 1000 ether; // that each brings, beside its WEALTH
    uint256 internal constant GWEI = 1e9;
    uint32 internal constant DURATION = 60;
    uint96 internal constant APP_PRICE = 3 ether;
    uint96 internal constant DATASET_PRICE = 2 ether;
    uint96 internal constant POOL_PRICE = 10 ether;
    uint96 internal constant WORKER_STAKE = 4 ether;
    uint96 internal constant SCHEDULER_STAKE = 3 ether; // 30 % of the pool price
    uint16 internal constant FEE = 500; // 5 %
    uint96 internal constant PRICE = APP_PRICE + DATASET_PRICE + POOL_PRICE; // of a task
    uint96 internal constant SHARE = 0.2 ether; // 2 % of the pool price, burned
    uint96 internal constant REWARDS = 9.31 ether; // for those who agreed, together: 95 % of the rest
    uint96 internal constant POOL_FEE = POOL_PRICE - SHARE - REWARDS;
    bytes32 internal constant DIGEST = keccak256("the right result");
    bytes32 internal constant WRONG = keccak256("a wrong result");

    EctToken internal token;
    AppRegistry internal apps;
    DatasetRegistry internal datasets;
    WorkerPoolRegistry internal pools;
    IEctHub internal hub;

    Actor internal requester;
    Actor internal appOwner;
    Actor internal datasetOwner;
    Actor internal poolOwner;
    Actor internal scheduler;
    Actor internal stranger;
    Actor[] internal workers; // ascending by address

    uint256 internal appId;
    uint256 internal datasetId;
    uint256 internal poolId;

    function setUp() public virtual {
        VM.warp(START);
        requester = _actor("requester");
        appOwner = _actor("appOwner");
        datasetOwner = _actor("datasetOwner");
        poolOwner = _actor("poolOwner");
        scheduler = _actor("scheduler");
        stranger = _actor("stranger");

        token = EctToken(_deploy("EctToken", abi.encode(address(this), 1e9 ether)));
        apps = AppRegistry(_deploy("AppRegistry", ""));
        datasets = DatasetRegistry(_deploy("DatasetRegistry", ""));
        pools = WorkerPoolRegistry(_deploy("WorkerPoolRegistry", ""));
        hub = IEctHub(_deployHub(address(token)));

        appId = apps.register(appOwner.at, "bafyapp", keccak256("app"), "ipfs://app");
        datasetId = datasets.register(datasetOwner.at, "bafydataset", keccak256("dataset"), "ipfs://dataset");
        poolId = pools.register(poolOwner.at, "bafypool", keccak256("pool"), "ipfs://pool");
        VM.prank(poolOwner.at);
        pools.setScheduler(poolId, scheduler.at);

        _fund(requester.at);
        _fund(poolOwner.at);
        for (uint256 i = 0; i < 8; ++i) {
            _addWorker(i);
        }
        VM.prank(poolOwner.at);
        hub.openRoster(poolId, SEAT_BOND);
        VM.warp(START - 1 days);
        for (uint256 i = 0; i < SEATED; ++i) {
            _seat(workers[i].at);
        }
        VM.warp(START);
    }

    /* WORLD */

    function _deployHub(address token_) internal returns (address) {
        return _deployHub(token_, address(apps), address(datasets), address(pools), _categories());
    }

    function _deployHub(address token_, address apps_, address datasets_, address pools_, Category[] memory categories)
        internal
        returns (address)
    {
        address extension = _deploy("EctHubExtension", abi.encode(pools_, _deploy("EctHubRemedies", "")));
        return _deploy("EctHub", abi.encode(token_, apps_, datasets_, categories, extension));
    }

    /// @dev The shipped bytecode with ECT_SHIPPED=true, else what the profile at hand compiles.
    function _deploy(string memory name, bytes memory arguments) internal returns (address deployed) {
        bytes memory code = bytes.concat(_useShipped() ? _shippedCode(name) : VM.getCode(name), arguments);
        assembly ("memory-safe") {
            deployed := create(0, add(code, 0x20), mload(code))
            if iszero(deployed) {
                returndatacopy(code, 0, returndatasize())
                revert(code, returndatasize())
            }
        }
    }

    function _useShipped() internal view virtual returns (bool) {
        return VM.envOr("ECT_SHIPPED", false);
    }

    function _shippedCode(string memory name) internal view returns (bytes memory) {
        string memory path = string.concat("../src/Ect.Contracts/Artifacts/", name, ".json");
        return VM.parseJsonBytes(VM.readFile(path), ".bytecode");
    }

    function _categories() internal pure returns (Category[] memory categories) {
        categories = new Category[](2);
        categories[0] = Category("small", "a minute", DURATION);
        categories[1] = Category("tiny", "shorter than the shortest reveal phase", 5);
    }

    function _actor(string memory name) internal returns (Actor memory actor) {
        actor.key = uint256(keccak256(bytes(name)));
        actor.at = VM.addr(actor.key);
        VM.label(actor.at, name);
    }

    function _fund(address owner) internal {
        token.approve(address(hub), WEALTH);
        hub.depositFor(owner, WEALTH);
    }

    function _addWorker(uint256 number) internal {
        Actor memory worker = _actor(string.concat("worker", VM.toString(number)));
        _fund(worker.at);
        workers.push(worker);
        for (uint256 i = workers.length - 1; i > 0 && workers[i].at < workers[i - 1].at; --i) {
            Actor memory lower = workers[i];
            workers[i] = workers[i - 1];
            workers[i - 1] = lower;
        }
    }

    /// @dev Seats it with BOND on top of what it has; for deals that start later than now.
    function _seat(address worker) internal {
        token.approve(address(hub), BOND);
        hub.depositFor(worker, BOND);
        VM.prank(worker);
        hub.takeSeat(poolId, BOND);
    }

    /// @dev Workers up to this number, all of them seated before any deal that starts now.
    function _seatWorkers(uint256 count) internal {
        uint256 time = block.timestamp;
        VM.warp(time - 1 days);
        for (uint256 i = workers.length; i < count; ++i) {
            _addWorker(i);
        }
        for (uint256 i = 0; i < workers.length; ++i) {
            if (hub.seatOf(workers[i].at).roster == 0) _seat(workers[i].at);
        }
        VM.warp(time);
    }

    /// @dev Gas is measured in a market in use: the hub has burned something before.
    function _burnSomething() internal {
        Orders memory o = _orders();
        o.request.order.volume = 1;
        bytes32 salt = keccak256("long ago"); // orders of their own: those that are measured are new
        (o.app.order.salt, o.dataset.order.salt, o.pool.order.salt, o.request.order.salt) = (salt, salt, salt, salt);
        Deal memory deal = _match(o);
        _contribute(deal, 0, 0, DIGEST);
        hub.finalize(deal, 0, _openings(_list(DIGEST)), _result(DIGEST));
    }

    /// @dev Past the block that decides the draws of the deals that are matched.
    function _pastDraw() internal {
        VM.roll(block.number + 2);
    }

    function _free(address owner) internal view returns (uint256) {
        return hub.accountOf(owner).free;
    }

    function _locked(address owner) internal view returns (uint256) {
        return hub.accountOf(owner).locked;
    }

    /// @dev Fees burned for its right results, in units of 10^-4 token: its own and its seat's.
    function _fees(address owner) internal view returns (uint256) {
        return uint256(hub.accountOf(owner).reputation.fees()) + hub.seatOf(owner).reputation.fees();
    }

    /// @dev Every token that the hub holds is somebody's or burned.
    function _assertConserved() internal view {
        uint256 owned = hub.burned() + _owned(requester.at) + _owned(appOwner.at) + _owned(datasetOwner.at)
            + _owned(poolOwner.at) + _owned(scheduler.at) + _owned(stranger.at);
        for (uint256 i = 0; i < workers.length; ++i) {
            owned += _owned(workers[i].at);
        }
        VM.assertEq(token.balanceOf(address(hub)), owned, "tokens are not conserved");
    }

    function _owned(address owner) private view returns (uint256) {
        Seat memory seat = hub.seatOf(owner);
        Leaving memory leaving = hub.leavingOf(owner);
        return _free(owner) + _locked(owner) + (uint256(seat.bond) + seat.earned + leaving.bond) * GWEI;
    }

    /* ORDERS */

    /// @dev Five tasks with a data set at a trust of one; unsigned.
    function _orders() internal view returns (Orders memory o) {
        o.app.order.app = appId;
        o.app.order.price = APP_PRICE;
        o.app.order.volume = 100;
        o.app.order.expiry = uint40(START + 1 days);
        o.dataset.order.dataset = datasetId;
        o.dataset.order.price = DATASET_PRICE;
        o.dataset.order.volume = 100;
        o.dataset.order.expiry = uint40(START + 1 days);
        o.pool.order.pool = poolId;
        o.pool.order.price = POOL_PRICE;
        o.pool.order.volume = 100;
        o.pool.order.trust = 5;
        o.pool.order.workerStake = WORKER_STAKE;
        o.pool.order.schedulerFee = FEE;
        o.pool.order.expiry = uint40(START + 1 days);
        o.request.order.app = appId;
        o.request.order.appMaxPrice = APP_PRICE;
        o.request.order.dataset = datasetId;
        o.request.order.datasetMaxPrice = DATASET_PRICE;
        o.request.order.poolMaxPrice = POOL_PRICE;
        o.request.order.requester = requester.at;
        o.request.order.beneficiary = requester.at;
        o.request.order.volume = 5;
        o.request.order.params = '{"args":["1"]}';
        o.request.order.expiry = uint40(START + 1 days);
    }

    function _signAll(Orders memory o) internal view returns (Orders memory) {
        o.app.signature = _sign(appOwner.key, hub.hashAppOrder(o.app.order));
        o.dataset.signature = _sign(datasetOwner.key, hub.hashDatasetOrder(o.dataset.order));
        o.pool.signature = _sign(poolOwner.key, hub.hashPoolOrder(o.pool.order));
        o.request.signature = _sign(requester.key, hub.hashRequestOrder(o.request.order));
        return o;
    }

    function _sign(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev Matches as they are signed, and returns the terms that the event publishes.
    function _matchSigned(Orders memory o) internal returns (Deal memory deal) {
        VM.recordLogs();
        DealId id = hub.matchOrders(o.app, o.dataset, o.pool, o.request);
        deal = _publishedDeal();
        VM.assertEq(DealId.unwrap(hub.hashDeal(deal)), DealId.unwrap(id));
    }

    /// @dev The deal of the last DealMatched event since logs are recorded.
    function _publishedDeal() internal returns (Deal memory deal) {
        Vm.Log[] memory logs = VM.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] == IExchange.DealMatched.selector) {
                (deal,) = abi.decode(logs[i].data, (Deal, string));
            }
        }
    }

    function _match(Orders memory o) internal returns (Deal memory) {
        return _matchSigned(_signAll(o));
    }

    function _matchDefault() internal returns (Deal memory) {
        return _match(_orders());
    }

    function _matchWithTrust(uint16 trust) internal returns (Deal memory) {
        Orders memory o = _orders();
        o.request.order.trust = trust;
        return _match(o);
    }

    /// @dev The scheduler picks the workers, who need no seats on the direct path.
    function _matchPrivately(uint16 trust) internal returns (Deal memory) {
        return _match(_privately(_orders(), trust));
    }

    function _privately(Orders memory o, uint16 trust) internal pure returns (Orders memory) {
        o.pool.order.mode = Mode.PRIVATE;
        o.request.order.mode |= Mode.PRIVATE;
        (o.request.order.trust, o.pool.order.trust) = (trust, 16);
        return o;
    }

    /* TASKS */

    function _taskId(Deal memory deal, uint32 index) internal view returns (TaskId) {
        return hub.taskIdOf(hub.hashDeal(deal), index);
    }

    function _status(Deal memory deal, uint32 index) internal view returns (TaskStatus) {
        return hub.task(_taskId(deal, index)).status;
    }

    /// @dev As the chain keeps it of a completed task: the first 24 bytes.
    function _kept(bytes32 resultHash) internal pure returns (bytes32) {
        return bytes32(bytes24(resultHash));
    }

    function _keptResult(TaskId id) internal view returns (bytes32) {
        return bytes32(hub.task(id).resultHash);
    }

    function _saltOf(address worker) internal pure returns (bytes32) {
        return keccak256(abi.encode("salt", worker));
    }

    function _commitment(TaskId id, address worker, bytes32 resultHash) internal pure returns (bytes32) {
        return keccak256(abi.encode(id, worker, resultHash, _saltOf(worker)));
    }

    function _authorization(TaskId id, address worker) internal view returns (bytes memory) {
        return _sign(scheduler.key, hub.hashAuthorization(id, worker));
    }

    /// @dev Of a result without data for a consumer; zero stays zero, for silence.
    function _plain(bytes32 digest) internal pure returns (bytes32) {
        return digest == bytes32(0) ? bytes32(0) : TaskHash.resultHashOf(digest, TaskHash.NO_DATA);
    }

    function _result(bytes32 digest) internal pure returns (Result memory) {
        return Result(digest, false, "");
    }

    function _contribute(Deal memory deal, uint32 index, uint256 worker, bytes32 digest) internal {
        _contributeHash(deal, index, worker, _plain(digest));
    }

    function _contributeHash(Deal memory deal, uint32 index, uint256 worker, bytes32 resultHash) internal {
        TaskId id = _taskId(deal, index);
        address at = workers[worker].at;
        bytes memory authorization = _authorization(id, at);
        VM.prank(at);
        hub.contribute(deal, index, _commitment(id, at, resultHash), authorization);
    }

    function _openReveal(Deal memory deal, uint32 index) internal {
        VM.prank(scheduler.at);
        hub.openReveal(deal, index);
    }

    function _reveal(Deal memory deal, uint32 index, uint256 worker, bytes32 digest) internal {
        VM.prank(workers[worker].at);
        hub.reveal(deal, index, digest, TaskHash.NO_DATA, _saltOf(workers[worker].at));
    }

    /// @dev Openings of the first workers, zero for the silent.
    function _openings(bytes32[] memory digests) internal view returns (Opening[] memory openings) {
        bytes32[] memory hashes = new bytes32[](digests.length);
        for (uint256 i = 0; i < digests.length; ++i) {
            hashes[i] = _plain(digests[i]);
        }
        return _openingsOf(hashes);
    }

    function _openingsOf(bytes32[] memory hashes) internal view returns (Opening[] memory openings) {
        openings = new Opening[](hashes.length);
        for (uint256 i = 0; i < hashes.length; ++i) {
            address at = workers[i].at;
            openings[i] = Opening(at, hashes[i], hashes[i] == bytes32(0) ? bytes32(0) : _saltOf(at));
        }
    }

    function _addresses(uint256 count) internal view returns (address[] memory list) {
        list = new address[](count);
        for (uint256 i = 0; i < count; ++i) {
            list[i] = workers[i].at;
        }
    }

    function _list(bytes32 a) internal pure returns (bytes32[] memory list) {
        list = new bytes32[](1);
        list[0] = a;
    }

    function _list(bytes32 a, bytes32 b) internal pure returns (bytes32[] memory list) {
        list = new bytes32[](2);
        (list[0], list[1]) = (a, b);
    }

    function _list(bytes32 a, bytes32 b, bytes32 c) internal pure returns (bytes32[] memory list) {
        list = new bytes32[](3);
        (list[0], list[1], list[2]) = (a, b, c);
    }

    function _list(bytes32 a, bytes32 b, bytes32 c, bytes32 d) internal pure returns (bytes32[] memory list) {
        list = new bytes32[](4);
        (list[0], list[1], list[2], list[3]) = (a, b, c, d);
    }
}
