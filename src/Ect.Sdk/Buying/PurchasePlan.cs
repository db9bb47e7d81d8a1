using System.Numerics;

namespace Ect.Sdk.Buying;

/// <summary>What would be bought now, and why there. Offers go as others take them: buy soon.</summary>
public sealed record PurchasePlan
{
    internal PurchasePlan(RunRequest run, IReadOnlyList<PlannedMatch> matches, IReadOnlyList<PlannedDeal> deals, IReadOnlyList<PoolRefusal> refusals, PoolChoice? choice) =>
        (Run, Matches, Deals, Refusals, Choice) = (run, matches, deals, refusals, choice);

    /// <summary>The request, completed.</summary>
    public RunRequest Run { get; }

    /// <summary>The deals: one, or several if no single offer has room for all tasks.</summary>
    public IReadOnlyList<PlannedDeal> Deals { get; }

    /// <summary>Pools that were left out because their own rules refuse the request.</summary>
    public IReadOnlyList<PoolRefusal> Refusals { get; }

    /// <summary>All pools that could be had in the order of the buyer's preference; null if it states none, or names the pool.</summary>
    public PoolChoice? Choice { get; }

    /// <summary>The category of the deals.</summary>
    public ushort Category => Matches[0].Pool.Order.Category;

    /// <summary>What all of it costs, in units of 10^-18 ECT.</summary>
    public BigInteger Price => Matches.Aggregate(BigInteger.Zero, (sum, match) => sum + (match.PricePerTask * match.Tasks));

    internal IReadOnlyList<PlannedMatch> Matches { get; }
}
