using System.Numerics;
using Ect.Ethereum;

namespace Ect.Protocol.Orders;

/// <summary>What the chain says at the moment of a match.</summary>
/// <param name="Now">Unix time in seconds of the newest block.</param>
/// <param name="CategoryCount">Categories of the hub.</param>
/// <param name="App">Of the app order.</param>
/// <param name="Dataset">Of the dataset order; null if the request names no dataset.</param>
/// <param name="Pool">Of the pool order.</param>
/// <param name="Request">Of the request order.</param>
/// <param name="PayerFree">Free balance of who pays, smallest units: the requester, or the sender who sponsors.</param>
/// <param name="PoolOwnerFree">Free balance of the pool's owner, smallest units.</param>
/// <param name="Sender">Who sends the match: orders of its own need no signature. Null if that is not known.</param>
/// <param name="IsSponsored">Whether the sender pays in the requester's place (sponsorOrders).</param>
public sealed record MatchFacts(
    ulong Now,
    uint CategoryCount,
    OrderFacts App,
    OrderFacts? Dataset,
    OrderFacts Pool,
    OrderFacts Request,
    BigInteger PayerFree,
    BigInteger PoolOwnerFree,
    Address? Sender = null,
    bool IsSponsored = false);
