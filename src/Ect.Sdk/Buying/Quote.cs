using System.Numerics;

namespace Ect.Sdk.Buying;

/// <summary>What a request must admit for the cheapest offers that fit.</summary>
/// <param name="Category">Their category.</param>
/// <param name="App">The dearest app order among them, per task, in units of 10^-18 ECT; so the other two.</param>
/// <param name="Dataset">The dearest dataset order.</param>
/// <param name="Pool">The dearest pool order.</param>
/// <param name="Total">What all tasks cost with these offers.</param>
internal sealed record Quote(ushort Category, BigInteger App, BigInteger Dataset, BigInteger Pool, BigInteger Total)
{
    /// <summary>The most that one task can cost: the hub lets no match take more.</summary>
    public BigInteger MostPerTask => App + Dataset + Pool;

    public static Quote Of(IReadOnlyList<PlannedMatch> plan) => new(
        plan[0].Pool.Order.Category,
        plan.Max(match => match.App.Price),
        plan.Max(match => match.DatasetPrice),
        plan.Max(match => match.Pool.Price),
        plan.Aggregate(BigInteger.Zero, (sum, match) => sum + (match.PricePerTask * match.Tasks)));
}
