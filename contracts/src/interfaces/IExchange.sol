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
    /// @notice The order of `kind` has mode bits that this hub does not know, or a verification that it does not offer.
    error UnknownMode(OrderKind kind, uint256 mode);
    /// @notice The scheduler of this pool picks its workers itself, and the request does not accept that.
    error PrivatePool(uint256 pool);
    /// @notice The pool's workers stake nothing, so no number of them covers the request's `value`.
    error NothingAtStake(uint256 pool, uint256 value);
    error TagMismatch(bytes32 needed, bytes32 offered);
    error FeeTooHigh(uint256 fee);
    error ParamsTooLong(uint256 length, uint256 maxLength);
    /// @notice The hub needs one to 65,536 categories, each with a duration.
    error InvalidCategory(uint256 index);

    /// @notice Matches the orders, each signed by who owns the asset now or, for the request, by the requester, for the
    /// least of their remaining volumes. The requester's prices and the pool owner's stakes are locked; a free balance
    /// that does not suffice for all of the tasks reverts with InsufficientFreeBalance.
    /// @dev The pool must offer every tag bit that app, dataset and request need. A trust of zero counts as one, and rises to
    /// as many votes as it takes for their stakes to reach the request's value. An order of the caller's own needs no
    /// signature: a contract buys with its own request and an empty one.
    /// @param datasetOrder Ignored if the request names no dataset.
    /// @return id The new deal.
    function matchOrders(
        SignedAppOrder calldata appOrder,
        SignedDatasetOrder calldata datasetOrder,
        SignedPoolOrder calldata poolOrder,
        SignedRequestOrder calldata requestOrder
    ) external returns (DealId id);

    /// @notice As `matchOrders`, but the caller pays in the requester's place, from its own free balance and nobody else's,
    /// and it is the caller who gets refunds.
    function sponsorOrders(
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

    /// @notice Whether a deal with this id was matched.
    function isDeal(DealId id) external view returns (bool);
    function categoryCount() external view returns (uint256);
    function category(uint256 index) external view returns (Category memory);
    function apps() external view returns (IAssetRegistry);
    function datasets() external view returns (IAssetRegistry);
    function pools() external view returns (IWorkerPoolRegistry);
    function domainSeparator() external view returns (bytes32);
}
