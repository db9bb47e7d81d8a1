using System.Numerics;
using Ect.ClassAds;
using Ect.ClassAds.Values;
using Ect.Contracts;
using Ect.Protocol.Deals;

namespace Ect.Protocol.Machines;

/// <summary>A worker pool as a ClassAd, as the contract Matchmaker sees it: what its owner says, and what its standing offer says.</summary>
public static class PoolAd
{
    /// <summary>Most attributes that an owner says.</summary>
    public const int MaxAttributes = 32;

    /// <summary>Unit of <c>Price</c> and <c>WorkerStake</c>, in the token's smallest: a token is 10^9 of it.</summary>
    public const long Unit = 1_000_000_000;

    /// <summary>The attributes that come from the offer: no owner says them.</summary>
    public static IReadOnlyList<string> Offered { get; } = ["Price", "WorkerStake", "Category", "Trust", "Private"];

    /// <summary>The ad with what the offer says: the price rounded up, the stake down.</summary>
    public static ClassAd WithOffer(this ClassAd said, PoolOrder offer) => said
        .With("Price", Units(offer.Price + Unit - 1))
        .With("WorkerStake", Units(offer.WorkerStake))
        .With("Category", Value.Of((long)offer.Category))
        .With("Trust", Value.Of((long)Math.Min(offer.Trust, HubRules.MaxTrust)))
        .With("Private", Value.Of(DealMode.IsPrivate(offer.Mode)));

    private static Value Units(BigInteger amount) => Value.Of((long)BigInteger.Min(amount / Unit, long.MaxValue));
}
