// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Deal, DealId} from "../types/Deal.sol";
import {Category} from "../types/Category.sol";
import {
    AppOrder,
    DatasetOrder,
    PoolOrder,
    RequestOrder,
    SignedAppOrder,
    SignedDatasetOrder,
    SignedPoolOrder,
    SignedRequestOrder
} from "../types/Orders.sol";
import {IAssetRegistry} from "./IAssetRegistry.sol";
import {IWorkerPoolRegistry} from "./IWorkerPoolRegistry.sol";

/// @title Exchange: four orders match and become a deal.
/// @notice Orders are EIP-712 typed data, domain ("ECT", "1", chain id, hub). An order is identified by its EIP-712
/// digest, so an order of another chain or hub is another order.
interface IExchange {
    /// @notice A deal was made. `deal` hashes to `id`.
    event DealMatched(DealId indexed id, uint256 indexed pool, address indexed requester, Deal deal, string params);
    /// @notice Which orders a deal used, in the order app, dataset (zero if none), pool, request.
    event OrdersUsed(
        DealId indexed id, bytes32 appOrder, bytes32 datasetOrder, bytes32 poolOrder, bytes32 requestOrder
    );
    event OrderPreSigned(address indexed signer, bytes32 indexed orderHash);
    event OrderCancelled(address indexed signer, bytes32 indexed orderHash);

    /// @notice Which order an error speaks of.
    enum OrderKind {
        App,
        Dataset,
        Pool,
        Request
    }

    error InvalidSignature(OrderKind kind, address expectedSigner, bytes32 orderHash);
    error OrderExpired(OrderKind kind, uint256 expiry);
    /// @notice No volume of the order is left; a cancelled order has none.
    error OrderExhausted(OrderKind kind, bytes32 orderHash);
    /// @notice The request names the asset `expected`; the order of `kind` offers `actual`.
    error AssetMismatch(OrderKind kind, uint256 expected, uint256 actual);
    /// @notice The order of `kind` admits only `allowed` at this place.
    error Restricted(OrderKind kind, uint256 allowed, uint256 actual);
    error PriceTooHigh(OrderKind kind, uint256 price, uint256 maxPrice);
    error CategoryMismatch(uint256 poolCategory, uint256 requestCategory);
    error UnknownCategory(uint256 category);
    error TrustTooHigh(uint256 trust, uint256 maxTrust);
    error TagMismatch(bytes32 needed, bytes32 offered);
    error FeeTooHigh(uint256 fee);
    error ParamsTooLong(uint256 length, uint256 maxLength);
    /// @notice The hub needs one to 65,536 categories, each with a duration.
    error InvalidCategory(uint256 index);

    /// @notice Matches the orders, each signed by who owns the asset now or, for the request, by the requester, for the
    /// least of their remaining volumes. The requester's prices and the pool owner's stakes are locked; a free balance
    /// that does not suffice for all of the tasks reverts with InsufficientFreeBalance.
    /// @dev The pool must offer every tag bit that app, dataset and request need. A trust of zero counts as one.
    /// @param datasetOrder Ignored if the request names no dataset.
    /// @return id The new deal.
    function matchOrders(
        SignedAppOrder calldata appOrder,
        SignedDatasetOrder calldata datasetOrder,
        SignedPoolOrder calldata poolOrder,
        SignedRequestOrder calldata requestOrder
    ) external returns (DealId id);

    /// @notice Declares the order with this EIP-712 digest signed by the caller: a signature for contracts and multisigs.
    /// The matching order is then passed with an empty signature.
    function preSign(bytes32 orderHash) external;
    /// @notice Takes all remaining volume from the caller's order with this digest, for ever.
    function cancel(bytes32 orderHash) external;

    function hashAppOrder(AppOrder calldata order) external view returns (bytes32);
    function hashDatasetOrder(DatasetOrder calldata order) external view returns (bytes32);
    function hashPoolOrder(PoolOrder calldata order) external view returns (bytes32);
    function hashRequestOrder(RequestOrder calldata order) external view returns (bytes32);
    /// @notice Tasks already matched of the signer's order (type(uint32).max if cancelled).
    function consumed(address signer, bytes32 orderHash) external view returns (uint256);
    function isPreSigned(address signer, bytes32 orderHash) external view returns (bool);
    /// @notice The id of these terms, whether matched or not.
    function hashDeal(Deal calldata deal) external pure returns (DealId);
    /// @notice Whether a deal with this id was matched.
    function isDeal(DealId id) external view returns (bool);
    function categoryCount() external view returns (uint256);
    function category(uint256 index) external view returns (Category memory);
    function apps() external view returns (IAssetRegistry);
    function datasets() external view returns (IAssetRegistry);
    function pools() external view returns (IWorkerPoolRegistry);
    function domainSeparator() external view returns (bytes32);
}
