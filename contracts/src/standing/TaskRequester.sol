// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IEctHub} from "../interfaces/IEctHub.sol";
import {Deal, DealId} from "../types/Deal.sol";
import {SettledTask} from "../types/Epoch.sol";
import {
    SignedAppOrder,
    SignedDatasetOrder,
    SignedPoolOrder,
    SignedRequestOrder,
    RequestOrder
} from "../types/Orders.sol";
import {Task, TaskHash, TaskId, TaskStatus} from "../types/Task.sol";
import {IStandingOrders} from "./IStandingOrders.sol";
import {ITaskRequester} from "./ITaskRequester.sol";

/// @title A contract that buys work: no wallet and no signature in between.
/// @notice Inherit it, call `_requestTask` when work is needed, say in `_onResult` what to do with what comes back, and in
/// `_onRefund` who has the money of a task that failed. The hub calls `receiveResult`; if that failed, anybody calls the hub's
/// `deliver` or `retryCallback` again, or `pull`. Nobody is needed but somebody who sends a transaction.
abstract contract TaskRequester is ITaskRequester {
    using SafeERC20 for IERC20;

    IEctHub public immutable hub;
    IStandingOrders public immutable offers;

    mapping(TaskId task => RequestStatus) public requestStatus;
    uint256 private _requests;

    constructor(IEctHub hub_, IStandingOrders offers_) {
        hub = hub_;
        offers = offers_;
    }

    /* TO OVERRIDE */

    /// @dev What to do with a task's result. In the hub's callback it has 200,000 gas, and what reverts is tried again.
    function _onResult(TaskId id, bytes calldata result) internal virtual;

    /// @dev Whose the money of a task is that failed: `amount` of this contract's tokens. They stay here by default.
    function _onRefund(TaskId id, uint256 amount) internal virtual {}

    /* BUYING */

    /// @inheritdoc ITaskRequester
    function priceOf(Purchase memory purchase) public view returns (uint256 price) {
        price = uint256(offers.appOffer(purchase.app).price) + offers.poolOffer(purchase.pool).price;
        if (purchase.dataset != 0) price += offers.datasetOffer(purchase.dataset).price;
    }

    /// @dev Buys one task against the offers that stand, from this contract's tokens.
    function _requestTask(Purchase memory purchase) internal returns (TaskId id) {
        SignedAppOrder memory app;
        SignedDatasetOrder memory dataset;
        SignedPoolOrder memory pool;
        app.order = offers.appOffer(purchase.app);
        if (purchase.dataset != 0) dataset.order = offers.datasetOffer(purchase.dataset);
        pool.order = offers.poolOffer(purchase.pool);
        _fund(uint256(app.order.price) + dataset.order.price + pool.order.price, purchase.mostPrice);

        SignedRequestOrder memory request;
        request.order = _request(purchase, pool.order.category);
        (request.order.appMaxPrice, request.order.datasetMaxPrice, request.order.poolMaxPrice) =
        (app.order.price, dataset.order.price, pool.order.price);
        // Matched in this call, by this contract: its own order needs no signature.
        DealId deal = hub.matchOrders(app, dataset, pool, request);
        id = hub.taskIdOf(deal, 0);
        requestStatus[id] = RequestStatus.Waiting;
        emit TaskRequested(deal, id);
    }

    function _request(Purchase memory purchase, uint16 category) private returns (RequestOrder memory order) {
        order.app = purchase.app;
        order.dataset = purchase.dataset;
        order.pool = purchase.pool;
        order.requester = address(this);
        order.beneficiary = address(this);
        order.callback = address(this);
        order.volume = 1;
        order.category = category;
        order.trust = purchase.trust;
        order.mode = purchase.mode;
        order.value = purchase.value;
        order.params = purchase.params;
        order.expiry = uint40(block.timestamp);
        order.salt = bytes32(++_requests);
    }

    function _fund(uint256 price, uint256 mostPrice) private {
        if (price > mostPrice) revert TooDear(price, mostPrice);
        uint256 free = hub.accountOf(address(this)).free;
        if (free >= price) return;
        hub.token().forceApprove(address(hub), price - free);
        hub.deposit(price - free);
    }

    /* RESULTS */

    /// @notice The hub hands over a result.
    function receiveResult(bytes32 id, bytes calldata result) external {
        if (msg.sender != address(hub)) revert NotHub(msg.sender);
        _accept(TaskId.wrap(id), result);
    }

    /// @inheritdoc ITaskRequester
    function pull(Deal calldata deal, uint32 index, SettledTask calldata settled, bytes calldata data) external {
        TaskId id = hub.taskIdOf(hub.hashDeal(deal), index);
        (, bytes32 dataHash) = hub.provenResult(deal, index, settled);
        if (dataHash == TaskHash.APP_FAILED) {
            _end(id, RequestStatus.Failed);
            _giveBack(id, deal.appPrice);
            return;
        }
        if (keccak256(data) != dataHash) revert WrongResultData(dataHash, keccak256(data));
        _accept(id, data);
    }

    /// @inheritdoc ITaskRequester
    function pullFinalized(Deal calldata deal, uint32 index, bytes32 digest, bytes calldata data) external {
        TaskId id = hub.taskIdOf(hub.hashDeal(deal), index);
        bytes32 resultHash = TaskHash.resultHashOf(digest, keccak256(data));
        Task memory task = hub.task(id);
        if (task.status != TaskStatus.Completed || task.resultHash != bytes24(resultHash)) {
            revert NotFinalized(id, resultHash);
        }
        _accept(id, data);
    }

    function _accept(TaskId id, bytes calldata result) private {
        _end(id, RequestStatus.Done);
        _onResult(id, result);
    }

    /// @dev Each task ends once.
    function _end(TaskId id, RequestStatus status) private {
        if (requestStatus[id] != RequestStatus.Waiting) revert NotWaiting(id);
        requestStatus[id] = status;
    }

    /* REFUNDS */

    /// @inheritdoc ITaskRequester
    function refund(Deal calldata deal, uint32 index, address[] calldata workers) external {
        TaskId id = hub.taskIdOf(hub.hashDeal(deal), index);
        _end(id, RequestStatus.Failed);
        _giveBack(id, _reclaim(deal, index, id, workers));
    }

    /// @inheritdoc ITaskRequester
    function collectRefunds() public returns (uint256 amount) {
        amount = hub.accountOf(address(this)).free;
        if (amount != 0) hub.withdraw(amount);
    }

    /// @return amount What came back into the hub's account for the task.
    function _reclaim(Deal calldata deal, uint32 index, TaskId id, address[] calldata workers)
        private
        returns (uint256 amount)
    {
        Task memory task = hub.task(id);
        if (task.status == TaskStatus.Failed) return uint256(deal.appPrice) + deal.datasetPrice + deal.poolPrice;
        if (task.callbackPending || (task.status == TaskStatus.Unset && hub.isTaken(deal, index))) {
            revert HasResult(id);
        }
        // Completed, and no callback failed: had there been a result, it would have come.
        if (task.status == TaskStatus.Completed) return deal.appPrice;
        uint256 before = hub.accountOf(address(this)).free;
        hub.claim(deal, index, workers);
        return hub.accountOf(address(this)).free - before;
    }

    function _giveBack(TaskId id, uint256 amount) private {
        collectRefunds();
        emit TaskRefunded(id, amount);
        _onRefund(id, amount);
    }
}
