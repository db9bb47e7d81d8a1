using Ect.Protocol.Draws;
using Ect.Protocol.Trust;
using Ect.Simulation.Pools;

namespace Ect.Simulation.Attacks;

/// <summary>
/// How often a task is decided by the attacker's seats alone. From the share of seats that the protocol's sortition draws,
/// so that rare events count with the right weight; <see cref="Measured"/> counts real draws.
/// </summary>
public static class QuorumChance
{
    /// <summary>Votes that decide a task if nobody objects.</summary>
    /// <param name="market">The deal's terms.</param>
    /// <param name="bits">What each vote weighs.</param>
    public static int Needed(Market market, int bits)
    {
        var demand = new TrustDemand(market.DealTrust, Market.Wei(market.ValueGwei), Market.Wei(market.StakeGwei));
        return Enumerable.Range(1, 32).First(votes => TrustRule.IsReached(demand, votes, votes * bits, 0));
    }

    /// <summary>A scheduler that asks anybody alike: the chance that it asks the attacker's seats alone.</summary>
    /// <remarks>Draw and scheduler together pick any seats alike.</remarks>
    public static double OfFairScheduler(Setting setting, int bits)
    {
        var (market, needed) = (setting.Market, Needed(setting.Market, bits));
        if (IsFreeChoice(setting))
        {
            return market.OwnSeats >= needed ? 1 : 0;
        }

        var chance = TailOf(RuleOf(setting, WidthOf(setting)), market.Seats, needed);
        for (var i = 0; i < needed; i++)
        {
            chance *= Math.Max(0, market.OwnSeats - i) / (double)Math.Max(1, market.Seats - i);
        }

        return chance;
    }

    /// <summary>A scheduler that asks the attacker's seats first: the chance that enough of them are drawn.</summary>
    /// <param name="setting">Where.</param>
    /// <param name="bits">What each vote weighs.</param>
    /// <param name="widening">1, or 4 if the scheduler can let a task lie until the draw is at its widest.</param>
    public static double OfOwnScheduler(Setting setting, int bits, uint widening = 1) =>
        OfOwnSchedulerAt(setting, bits, WidthOf(setting) * widening);

    /// <summary>The same with another width than the protocol's, for comparison.</summary>
    /// <param name="setting">Where.</param>
    /// <param name="bits">What each vote weighs.</param>
    /// <param name="width">Seats that a task draws on average.</param>
    public static double OfOwnSchedulerAt(Setting setting, int bits, uint width)
    {
        var (market, needed) = (setting.Market, Needed(setting.Market, bits));
        return IsFreeChoice(setting)
            ? (market.OwnSeats >= needed ? 1 : 0)
            : TailOf(RuleOf(setting, width), market.OwnSeats, needed);
    }

    /// <summary>As <see cref="OfOwnScheduler"/>, counted from real draws.</summary>
    public static double Measured(Setting setting, int bits)
    {
        var (own, needed) = (setting.Market.OwnSeats, Needed(setting.Market, bits));
        return Enumerable.Range(0, SeatMap.Positions)
            .Count(position => setting.Map.Drawn(WidthOf(setting), position).Count(seat => seat < own) >= needed) / (double)SeatMap.Positions;
    }

    // Who comes first, or whom the scheduler picks: the attacker makes sure that it is its own.
    private static bool IsFreeChoice(Setting setting) => setting.Market.IsPrivate || !setting.Rules.DrawWorkers;

    private static uint WidthOf(Setting setting) => DrawRule.WidthOf(setting.Market.DealTrust, 0, 1, 0);

    private static DrawRule RuleOf(Setting setting, uint width) => DrawRule.Of((uint)setting.Market.Seats, width);

    // Chance that at least so many of these seats are drawn, each by itself: a binomial distribution's tail.
    private static double TailOf(DrawRule rule, int seats, int needed)
    {
        if (seats < needed)
        {
            return 0;
        }

        var drawn = Math.Min(1, rule.Threshold / Math.Pow(2, rule.Digits));
        if (drawn >= 1)
        {
            return 1;
        }

        // Summed from the tail's end, smallest terms first; as logarithms, for they start beyond the least double.
        var (tail, term) = (0.0, seats * Math.Log(drawn));
        for (var count = seats; count >= needed; count--)
        {
            tail += Math.Exp(term);
            term += Math.Log(count / (double)(seats - count + 1) * (1 - drawn) / drawn);
        }

        return Math.Min(1, tail);
    }
}
