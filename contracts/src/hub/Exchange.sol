// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAssetRegistry} from "../interfaces/IAssetRegistry.sol";
import {IExchange} from "../interfaces/IExchange.sol";
import {IWorkerPoolRegistry} from "../interfaces/IWorkerPoolRegistry.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Category} from "../types/Category.sol";
import {Deal, DealHash, DealId, DealDraw} from "../types/Deal.sol";
import {Mode} from "../types/Mode.sol";
import {
    AppOrder,
    DatasetOrder,
    OrderHash,
    PoolOrder,
    RequestOrder,
    SignedAppOrder,
    SignedDatasetOrder,
    SignedPoolOrder,
    SignedRequestOrder
} from "../types/Orders.sol";
import {Roster} from "../types/Seat.sol";
import {Escrow} from "./Escrow.sol";

/// @title Orders become deals.
abstract contract Exchange is Escrow, IExchange {
    using OrderHash for AppOrder;
    using OrderHash for DatasetOrder;
    using OrderHash for PoolOrder;
    using OrderHash for RequestOrder;

    /// @notice What the pool owner stakes on each task, in basis points of the pool price.
    uint256 public constant SCHEDULER_STAKE_BPS = 3000;
    /// @notice Most votes that a request may ask for.
    uint256 public constant MAX_TRUST = 16;
    /// @notice Longest params of a request, in bytes.
    uint256 public constant MAX_PARAMS_LENGTH = 8192;

    IAssetRegistry public immutable apps;
    IAssetRegistry public immutable datasets;
    IWorkerPoolRegistry public immutable pools;
    uint256 public immutable categoryCount;

    constructor(
        IAssetRegistry apps_,
        IAssetRegistry datasets_,
        IWorkerPoolRegistry pools_,
        Category[] memory categories
    ) {
        if (address(apps_) == address(0) || address(datasets_) == address(0) || address(pools_) == address(0)) {
            revert ZeroAddress();
        }
        apps = apps_;
        datasets = datasets_;
        pools = pools_;
        if (categories.length == 0) revert InvalidCategory(0);
        categoryCount = categories.length;
        for (uint256 i = 0; i < categories.length; ++i) {
            if (categories[i].duration == 0 || i > type(uint16).max) revert InvalidCategory(i);
            _categories.push(categories[i]);
        }
    }

    /* MATCH */

    /// @inheritdoc IExchange
    function matchOrders(
        SignedAppOrder calldata appOrder,
        SignedDatasetOrder calldata datasetOrder,
        SignedPoolOrder calldata poolOrder,
        SignedRequestOrder calldata requestOrder
    ) external nonReentrant returns (DealId) {
        return _match(appOrder, datasetOrder, poolOrder, requestOrder, requestOrder.order.requester);
    }

    /// @inheritdoc IExchange
    function sponsorOrders(
        SignedAppOrder calldata appOrder,
        SignedDatasetOrder calldata datasetOrder,
        SignedPoolOrder calldata poolOrder,
        SignedRequestOrder calldata requestOrder
    ) external nonReentrant returns (DealId) {
        return _match(appOrder, datasetOrder, poolOrder, requestOrder, msg.sender);
    }

    function _match(
        SignedAppOrder calldata appOrder,
        SignedDatasetOrder calldata datasetOrder,
        SignedPoolOrder calldata poolOrder,
        SignedRequestOrder calldata requestOrder,
        address payer
    ) private returns (DealId id) {
        bool hasDataset = requestOrder.order.dataset != 0;
        _checkRequest(requestOrder.order);
        _checkApp(appOrder.order, requestOrder.order, poolOrder.order.pool);
        if (hasDataset) _checkDataset(datasetOrder.order, requestOrder.order, poolOrder.order.pool);
        _checkPool(poolOrder.order, requestOrder.order);
        _checkTag(
            appOrder.order.tag | requestOrder.order.tag | (hasDataset ? datasetOrder.order.tag : bytes32(0)),
            poolOrder.order.tag
        );

        Deal memory deal = _terms(appOrder.order, poolOrder.order, requestOrder.order);
        deal.payer = payer;
        if (hasDataset) {
            deal.datasetOwner = datasets.ownerOf(deal.dataset);
            deal.datasetPrice = datasetOrder.order.price;
        }

        bytes32[4] memory hashes = _use(deal, appOrder, datasetOrder, poolOrder, requestOrder);

        id = DealHash.idOfMemory(deal);
        Roster storage roster = _rosters[deal.pool];
        _deals[id] = DealDraw(uint40(block.number + 1), roster.number, roster.seats, 0);
        uint256 pricePerTask = uint256(deal.appPrice) + deal.datasetPrice + deal.poolPrice;
        _lock(payer, DealId.unwrap(id), pricePerTask * deal.size);
        _lock(deal.poolOwner, DealId.unwrap(id), uint256(deal.schedulerStake) * deal.size);

        emit DealMatched(id, deal.pool, deal.requester, deal, requestOrder.order.params);
        _announceOrders(id, hashes);
    }

    function _announceOrders(DealId id, bytes32[4] memory hashes) private {
        emit OrdersUsed(id, hashes[0], hashes[1], hashes[2], hashes[3]);
    }

    /* ORDERS OF THE CALLER */

    /// @inheritdoc IExchange
    function preSign(bytes32 orderHash) external nonReentrant {
        _orders[msg.sender][orderHash].preSigned = true;
        emit OrderPreSigned(msg.sender, orderHash);
    }

    /// @inheritdoc IExchange
    function cancel(bytes32 orderHash) external nonReentrant {
        _orders[msg.sender][orderHash].consumed = type(uint32).max;
        emit OrderCancelled(msg.sender, orderHash);
    }

    /* VIEWS */

    /// @inheritdoc IExchange
    function isDeal(DealId id) public view returns (bool) {
        return _deals[id].drawBlock != 0;
    }

    /// @inheritdoc IExchange
    function category(uint256 index) external view returns (Category memory) {
        if (index >= categoryCount) revert UnknownCategory(index);
        return _categories[index];
    }

    /// @inheritdoc IExchange
    function domainSeparator() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /* WHAT MUST FIT */

    function _checkRequest(RequestOrder calldata request) private view {
        if (request.category >= categoryCount) revert UnknownCategory(request.category);
        if (request.mode & ~(Mode.DIRECT | Mode.PRIVATE) != 0) revert UnknownMode(OrderKind.Request, request.mode);
        uint256 length = bytes(request.params).length;
        if (length > MAX_PARAMS_LENGTH) revert ParamsTooLong(length, MAX_PARAMS_LENGTH);
    }

    function _checkApp(AppOrder calldata app, RequestOrder calldata request, uint256 pool) private pure {
        if (app.app != request.app) revert AssetMismatch(OrderKind.App, request.app, app.app);
        if (app.price > request.appMaxPrice) revert PriceTooHigh(OrderKind.App, app.price, request.appMaxPrice);
        _checkRestriction(OrderKind.App, app.datasetRestrict, request.dataset);
        _checkRestriction(OrderKind.App, app.poolRestrict, pool);
        _checkRestriction(OrderKind.App, uint160(app.requesterRestrict), uint160(request.requester));
    }

    function _checkDataset(DatasetOrder calldata dataset, RequestOrder calldata request, uint256 pool) private pure {
        if (dataset.dataset != request.dataset) {
            revert AssetMismatch(OrderKind.Dataset, request.dataset, dataset.dataset);
        }
        if (dataset.price > request.datasetMaxPrice) {
            revert PriceTooHigh(OrderKind.Dataset, dataset.price, request.datasetMaxPrice);
        }
        _checkRestriction(OrderKind.Dataset, dataset.appRestrict, request.app);
        _checkRestriction(OrderKind.Dataset, dataset.poolRestrict, pool);
        _checkRestriction(OrderKind.Dataset, uint160(dataset.requesterRestrict), uint160(request.requester));
    }

    function _checkPool(PoolOrder calldata pool, RequestOrder calldata request) private pure {
        if (request.pool != 0 && pool.pool != request.pool) {
            revert AssetMismatch(OrderKind.Pool, request.pool, pool.pool);
        }
        if (pool.price > request.poolMaxPrice) revert PriceTooHigh(OrderKind.Pool, pool.price, request.poolMaxPrice);
        if (pool.category != request.category) revert CategoryMismatch(pool.category, request.category);
        uint256 trust = _trustOf(pool, request);
        uint256 most = Math.min(pool.trust, MAX_TRUST);
        if (trust > most) revert TrustTooHigh(trust, most);
        if (pool.mode & ~Mode.PRIVATE != 0) revert UnknownMode(OrderKind.Pool, pool.mode);
        if (Mode.isPrivate(pool.mode) && !Mode.isPrivate(request.mode)) revert PrivatePool(pool.pool);
        if (pool.schedulerFee > BPS) revert FeeTooHigh(pool.schedulerFee);
        _checkRestriction(OrderKind.Pool, pool.appRestrict, request.app);
        _checkRestriction(OrderKind.Pool, pool.datasetRestrict, request.dataset);
        _checkRestriction(OrderKind.Pool, uint160(pool.requesterRestrict), uint160(request.requester));
    }

    function _checkTag(bytes32 needed, bytes32 offered) private pure {
        if (needed & ~offered != 0) revert TagMismatch(needed, offered);
    }

    function _checkRestriction(OrderKind kind, uint256 allowed, uint256 actual) private pure {
        if (allowed != 0 && allowed != actual) revert Restricted(kind, allowed, actual);
    }

    /// @dev As many newcomers as the request asks for, or as it takes until their stakes reach its value.
    function _trustOf(PoolOrder calldata pool, RequestOrder calldata request) private pure returns (uint256) {
        uint256 asked = Math.max(request.trust, 1);
        if (request.value == 0) return asked;
        if (pool.workerStake == 0) revert NothingAtStake(pool.pool, request.value);
        return Math.max(asked, Math.ceilDiv(request.value, pool.workerStake));
    }

    /* THE DEAL */

    /// @dev Everything but the dataset's part, the request's hash and the tasks' range.
    function _terms(AppOrder calldata app, PoolOrder calldata pool, RequestOrder calldata request)
        private
        view
        returns (Deal memory deal)
    {
        deal.app = request.app;
        deal.dataset = request.dataset;
        deal.pool = pool.pool;
        deal.requester = request.requester;
        deal.beneficiary = request.beneficiary;
        deal.callback = request.callback;
        deal.appOwner = apps.ownerOf(request.app);
        (deal.poolOwner, deal.scheduler) = pools.poolOf(pool.pool);
        deal.appPrice = app.price;
        deal.poolPrice = pool.price;
        deal.schedulerStake = uint96((uint256(pool.price) * SCHEDULER_STAKE_BPS) / BPS);
        deal.workerStake = pool.workerStake;
        deal.schedulerFee = pool.schedulerFee;
        deal.category = request.category;
        deal.value = request.value;
        deal.trust = uint16(_trustOf(pool, request));
        deal.mode = Mode.joined(pool.mode, request.mode);
        deal.duration = _categories[request.category].duration;
        deal.start = uint40(block.timestamp);
        deal.tag = request.tag;
        deal.paramsHash = keccak256(bytes(request.params));
    }

    /// @dev Checks that the orders are signed, valid and unspent; takes the deal's volume from them.
    function _use(
        Deal memory deal,
        SignedAppOrder calldata app,
        SignedDatasetOrder calldata dataset,
        SignedPoolOrder calldata pool,
        SignedRequestOrder calldata request
    ) private returns (bytes32[4] memory hashes) {
        hashes[0] = _hashTypedDataV4(app.order.hash());
        hashes[2] = _hashTypedDataV4(pool.order.hash());
        hashes[3] = _hashTypedDataV4(request.order.hash());
        _checkSigned(OrderKind.App, deal.appOwner, hashes[0], app.signature, app.order.expiry);
        _checkSigned(OrderKind.Pool, deal.poolOwner, hashes[2], pool.signature, pool.order.expiry);
        _checkSigned(OrderKind.Request, deal.requester, hashes[3], request.signature, request.order.expiry);

        uint256 size = _remaining(OrderKind.App, deal.appOwner, hashes[0], app.order.volume);
        size = Math.min(size, _remaining(OrderKind.Pool, deal.poolOwner, hashes[2], pool.order.volume));
        size = Math.min(size, _remaining(OrderKind.Request, deal.requester, hashes[3], request.order.volume));
        if (deal.dataset != 0) {
            hashes[1] = _hashTypedDataV4(dataset.order.hash());
            _checkSigned(OrderKind.Dataset, deal.datasetOwner, hashes[1], dataset.signature, dataset.order.expiry);
            size = Math.min(size, _remaining(OrderKind.Dataset, deal.datasetOwner, hashes[1], dataset.order.volume));
        }

        uint32 tasks = uint32(size);
        deal.requestHash = hashes[3];
        deal.size = tasks;
        OrderState storage requested = _orders[deal.requester][hashes[3]];
        deal.first = requested.consumed;
        requested.consumed = deal.first + tasks;
        _orders[deal.appOwner][hashes[0]].consumed += tasks;
        _orders[deal.poolOwner][hashes[2]].consumed += tasks;
        if (deal.dataset != 0) _orders[deal.datasetOwner][hashes[1]].consumed += tasks;
    }

    function _checkSigned(OrderKind kind, address signer, bytes32 hash, bytes calldata signature, uint40 expiry)
        private
        view
    {
        if (block.timestamp > expiry) revert OrderExpired(kind, expiry);
        if (signature.length == 0 && (signer == msg.sender || _orders[signer][hash].preSigned)) return;
        if (!Signatures.isValid(signature, signer, hash)) {
            revert InvalidSignature(kind, signer, hash);
        }
    }

    function _remaining(OrderKind kind, address signer, bytes32 hash, uint32 volume) private view returns (uint256) {
        uint32 used = _orders[signer][hash].consumed;
        if (used >= volume) revert OrderExhausted(kind, hash);
        return volume - used;
    }
}
