using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Orders;

namespace Ect.Sdk.Orders;

/// <summary>An offer that stands on chain, for contracts to buy.</summary>
/// <param name="Summary">Kind, hash, asset, price.</param>
/// <param name="Owner">Who made the offer, and owned the asset then.</param>
/// <param name="Remaining">Tasks that it can still serve.</param>
/// <param name="State">Whether anybody can buy against it.</param>
/// <param name="Document">The order as JSON, with the empty signature of what is declared signed on chain: people can match it too.</param>
public sealed record StandingOffer(OrderSummary Summary, Address Owner, BigInteger Remaining, OfferState State, string Document)
{
    internal static OfferState StateOf(OrderSummary order, uint consumed, bool isOwned, ulong now) =>
        consumed == uint.MaxValue ? OfferState.Withdrawn
        : consumed >= order.Volume ? OfferState.UsedUp
        : !isOwned ? OfferState.Sold
        : now > order.Expiry ? OfferState.Expired
        : OfferState.Open;
}
