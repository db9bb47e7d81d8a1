using System.Numerics;
using Ect.Protocol.Pools;

namespace Ect.Sdk.Buying;

/// <summary>A pool's cheapest offers that fit.</summary>
/// <param name="Match">The offers.</param>
/// <param name="Demand">What the pool would do for the buyer.</param>
/// <param name="ValueAtStake">What reputations are weighed against, in units of 10^-18 ECT.</param>
internal sealed record PoolOption(PlannedMatch Match, PoolDemand Demand, BigInteger ValueAtStake)
{
    public BigInteger Pool => Match.Pool.Order.Pool;
}
