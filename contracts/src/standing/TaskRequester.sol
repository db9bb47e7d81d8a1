// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IEctHub} from "../interfaces/IEctHub.sol";
import {IResultConsumer} from "../interfaces/IResultConsumer.sol";
import {Deal, DealId} from "../types/Deal.sol";
import {SettledTask} from "../types/Epoch.sol";
import {
    SignedAppOrder,
    SignedDatasetOrder,
    SignedPoolOrder,
    SignedRequestOrder,
    RequestOrder
} from "../types/Orders.sol";
import {TaskId} from "../types/Task.sol";
import {IStandingOrders} from "./IStandingOrders.sol";

/// @title A contract that buys work: no wallet and no signature in between.
/// @notice Inherit it, call `_requestTask` when work is needed, and say in `_onResult` what to do with what comes back. The hub
/// calls `receiveResult`; if that failed, anybody calls the hub's `deliver` or `retryCallback` again, or brings the result along
/// with `pull`. A task that fails refunds the contract's balance in the hub; `collectRefunds` brings it home.
abstract contract TaskRequester is IResultConsumer {
    using SafeERC20 for IERC20;

    /// @notice What to buy, and at most for how much.
    struct Purchase {
        uint256 app;
        uint256 dataset; // zero: none
        uint256 pool;
        uint96 mostPrice; // of app, dataset and pool together
        uint96 value; // what a wrong result may cost
        uint16 trust;
        uint16 mode; // see Mode
        string params;
    }

    enum RequestStatus {
        Unknown,
        Waiting, // bought, no result yet
        Done // its result has come
    }

    event TaskRequested(DealId indexed deal, TaskId indexed task);

    error NotHub(address caller);
    error TooDear(uint256 price, uint256 mostPrice);
    /// @notice The task is not this contract's, or its result has come already.
    error NotWaiting(TaskId task);
    error WrongResultData(bytes32 expected, bytes32 actual);

    IEctHub public immutable hub;
    IStandingOrders public immutable offers;

    mapping(TaskId task => RequestStatus) public requestStatus;
    uint256 private _requests;

    constructor(IEctHub hub_, IStandingOrders offers_) {
        hub = hub_;
        offers = offers_;
    }

    /// @notice The hub hands over a result.
    function receiveResult(bytes32 id, bytes calldata result) external {
        if (msg.sender != address(hub)) revert NotHub(msg.sender);
        _accept(TaskId.wrap(id), result);
    }

    /// @notice Anybody brings the result of a settled task along: `data` is what the application produced for contracts.
    function pull(Deal calldata deal, uint32 index, SettledTask calldata settled, bytes calldata data) external {
        (, bytes32 dataHash) = hub.provenResult(deal, index, settled);
        if (keccak256(data) != dataHash) revert WrongResultData(dataHash, keccak256(data));
        _accept(hub.taskIdOf(hub.hashDeal(deal), index), data);
    }

    /// @notice Brings this contract's free balance in the hub home: refunds of tasks that failed.
    function collectRefunds() public returns (uint256 amount) {
        amount = hub.accountOf(address(this)).free;
        if (amount != 0) hub.withdraw(amount);
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

    /// @dev What to do with a task's result. Runs inside the hub's callback: 200,000 gas, and what reverts is tried again.
    function _onResult(TaskId id, bytes calldata result) internal virtual;

    function _accept(TaskId id, bytes calldata result) private {
        if (requestStatus[id] != RequestStatus.Waiting) revert NotWaiting(id);
        requestStatus[id] = RequestStatus.Done;
        _onResult(id, result);
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
}
