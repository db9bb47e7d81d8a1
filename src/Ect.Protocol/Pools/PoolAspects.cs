using Ect.Protocol.Deals;
using Ect.Protocol.Preferences;

namespace Ect.Protocol.Pools;

/// <summary>A pool's offer in view of what buyers care for.</summary>
public static class PoolAspects
{
    /// <summary>The offer as an alternative. What the pool does not tell is not told.</summary>
    /// <param name="name">For explanations.</param>
    /// <param name="demand">What the pool would do.</param>
    /// <param name="profile">What its scheduler says; null if it says nothing.</param>
    /// <param name="trust">Bits that a vote of its workers weighs, by the chain; null if they are not known.</param>
    public static Candidate Of(string name, PoolDemand demand, PoolProfile? profile, double? trust)
    {
        var pace = profile?.Paces.FirstOrDefault(pace => pace.Category == demand.Category)?.Seconds;
        return new(name)
        {
            Price = demand.Price,
            Time = profile is null ? null : CompletionSeconds(demand, profile, pace),
            Trust = trust,
            Reliability = profile?.Reliability,
            Energy = profile?.Watts * pace * demand.Votes,
        };
    }

    /// <summary>
    /// When the last task is expected to be computed, in seconds: all parts that are before it and its own, spread over the slots, each
    /// as long as the median one, as if the draw let every worker take every task. At least one part's time, and at most the time in
    /// which workers may contribute at all: so long it is without a worker. Null if the pool has yet to see tasks of the category.
    /// </summary>
    private static double? CompletionSeconds(PoolDemand demand, PoolProfile profile, double? pace)
    {
        var latest = (double)HubRules.ContributionPeriods * demand.DurationSeconds;
        if (profile.Slots == 0)
        {
            return latest;
        }

        var parts = profile.Load + ((double)demand.Tasks * demand.Votes);
        return pace is { } seconds ? Math.Min(latest, seconds * Math.Max(1, parts / profile.Slots)) : null;
    }
}
