using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Signing;

namespace Ect.Protocol.Orders;

/// <summary>
/// Digests and signatures of orders. A digest identifies an order on its hub: it is what the owner signs, pre-signs or
/// cancels, and what volumes are counted by. All throw FormatException for a value outside its type's range.
/// </summary>
public static class OrderSigning
{
    /// <summary>The order's EIP-712 digest, as hashAppOrder gives it.</summary>
    public static Bytes32 Digest(this AppOrder order, EctDomain domain) => domain.Digest(OrderTypes.App.Hash(order.ToAbi()));

    /// <summary>The order's EIP-712 digest, as hashDatasetOrder gives it.</summary>
    public static Bytes32 Digest(this DatasetOrder order, EctDomain domain) => domain.Digest(OrderTypes.Dataset.Hash(order.ToAbi()));

    /// <summary>The order's EIP-712 digest, as hashPoolOrder gives it.</summary>
    public static Bytes32 Digest(this PoolOrder order, EctDomain domain) => domain.Digest(OrderTypes.Pool.Hash(order.ToAbi()));

    /// <summary>The order's EIP-712 digest, as hashRequestOrder gives it.</summary>
    public static Bytes32 Digest(this RequestOrder order, EctDomain domain) => domain.Digest(OrderTypes.Request.Hash(order.ToAbi()));

    /// <summary>Signs with the key of the app's owner.</summary>
    public static SignedAppOrder Sign(this AppOrder order, EctDomain domain, PrivateKey owner) => new(order, owner.Sign(order.Digest(domain)).ToBytes());

    /// <summary>Signs with the key of the dataset's owner.</summary>
    public static SignedDatasetOrder Sign(this DatasetOrder order, EctDomain domain, PrivateKey owner) => new(order, owner.Sign(order.Digest(domain)).ToBytes());

    /// <summary>Signs with the key of the pool's owner.</summary>
    public static SignedPoolOrder Sign(this PoolOrder order, EctDomain domain, PrivateKey owner) => new(order, owner.Sign(order.Digest(domain)).ToBytes());

    /// <summary>Signs with the requester's key.</summary>
    /// <exception cref="ArgumentException">The key is not the requester's: the hub would refuse the order.</exception>
    public static SignedRequestOrder Sign(this RequestOrder order, EctDomain domain, PrivateKey requester) =>
        order.Requester == requester.Address
            ? new(order, requester.Sign(order.Digest(domain)).ToBytes())
            : throw new ArgumentException($"The request names {order.Requester} as requester, the key is of {requester.Address}: sign with the requester's key.", nameof(requester));

    /// <summary>Whether the key of <paramref name="owner"/> signed. False for contract and pre-signatures, which only the chain can judge.</summary>
    public static bool IsSignedBy(this SignedAppOrder offer, EctDomain domain, Address owner) => IsSignature(offer.Signature, offer.Order.Digest(domain), owner);

    /// <inheritdoc cref="IsSignedBy(SignedAppOrder, EctDomain, Address)"/>
    public static bool IsSignedBy(this SignedDatasetOrder offer, EctDomain domain, Address owner) => IsSignature(offer.Signature, offer.Order.Digest(domain), owner);

    /// <inheritdoc cref="IsSignedBy(SignedAppOrder, EctDomain, Address)"/>
    public static bool IsSignedBy(this SignedPoolOrder offer, EctDomain domain, Address owner) => IsSignature(offer.Signature, offer.Order.Digest(domain), owner);

    /// <inheritdoc cref="IsSignedBy(SignedAppOrder, EctDomain, Address)"/>
    public static bool IsSignedBy(this SignedRequestOrder offer, EctDomain domain, Address owner) => IsSignature(offer.Signature, offer.Order.Digest(domain), owner);

    internal static bool IsSignature(byte[] signature, Bytes32 digest, Address signer) =>
        Signature.TryFromBytes(signature, out var parsed) && parsed.Verify(digest, signer);
}
