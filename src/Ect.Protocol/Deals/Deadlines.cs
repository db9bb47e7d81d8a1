using Ect.Contracts;

namespace Ect.Protocol.Deals;

/// <summary>The moments that end the phases of a deal's tasks. All in seconds of Unix time of the chain's blocks.</summary>
/// <param name="SelfAssign">After this second a drawn worker may contribute on the direct path without the scheduler's word.</param>
/// <param name="Contribution">Last second in which workers may contribute. After it anybody may open the reveal phase.</param>
/// <param name="Final">After this second anybody may claim an unfinished task that is not in its reveal phase.</param>
/// <param name="RevealPeriod">Length of a reveal phase in seconds.</param>
public sealed record Deadlines(ulong SelfAssign, ulong Contribution, ulong Final, ulong RevealPeriod)
{
    /// <summary>The deadlines of a deal, by the hub's rules.</summary>
    public static Deadlines Of(Deal deal) => new(
        deal.Start + ((ulong)HubRules.SelfAssignPeriods * deal.Duration),
        deal.Start + ((ulong)HubRules.ContributionPeriods * deal.Duration),
        deal.Start + ((ulong)HubRules.FinalPeriods * deal.Duration),
        Math.Max(deal.Duration, HubRules.MinRevealPeriod));

    /// <summary>Whether the hub still takes contributions in a block of time <paramref name="now"/>.</summary>
    public bool MayContribute(ulong now) => now <= Contribution;

    /// <summary>Whether a drawn worker may contribute unasked in a block of time <paramref name="now"/>, unless the pool is private.</summary>
    public bool MayContributeUnasked(ulong now) => now > SelfAssign && now <= Contribution;

    /// <summary>Whether the scheduler may decline a task that nobody contributed to in a block of time <paramref name="now"/>.</summary>
    public bool MayDecline(ulong now) => now > Contribution;

    /// <summary>Whether anybody may open the reveal phase in a block of time <paramref name="now"/>.</summary>
    public bool MayAnybodyOpenReveal(ulong now) => now > Contribution;

    /// <summary>Whether anybody may claim a task outside its reveal phase in a block of time <paramref name="now"/>.</summary>
    public bool MayClaim(ulong now) => now > Final;
}
