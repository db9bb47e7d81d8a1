using Ect.Protocol.Trust;
using Ect.Simulation.Attacks;
using Ect.Simulation.Pools;

namespace Ect.Simulation.Incentives;

/// <summary>Plays every attack over the stated range, with the rules on and with each rule off that holds it.</summary>
public static class IncentiveStudy
{
    private static readonly int[] ChanceTrusts = [1, 3, 5, 7, 9];
    private static readonly double[] ChanceShares = [0.02, 0.05, 0.1, 0.2, 1.0 / 3, 0.5];

    /// <summary>The whole study.</summary>
    /// <param name="seed">The same seed finds the same, on any number of cores.</param>
    /// <param name="progress">Told each attack before it is played.</param>
    /// <param name="cancellation">Ends it.</param>
    public static IncentiveReport Run(int seed, IProgress<string>? progress = null, CancellationToken cancellation = default)
    {
        var maps = new SeatMaps(seed);
        var rows = new List<AttackRow>();
        foreach (var attack in AttackBook.Held)
        {
            progress?.Report($"Playing the {attack.Name}");
            rows.Add(Play(attack, StatedRange.Markets(attack is LeavingScheduler), seed, maps, cancellation));
        }

        progress?.Report("Playing what is outside the range");
        var open = AttackBook.Open.Select(entry => new OpenCase(entry.Attack, entry.Where, new(entry.Market, entry.Attack.Play(new(Rules.AsSpecified, entry.Market, seed, maps))))).ToList();
        progress?.Report("Counting who can decide alone");
        return new(seed, rows, open, Chances(seed, maps), HonestIncome(seed, maps));
    }

    /// <summary>One attack over a range.</summary>
    /// <param name="attack">Which.</param>
    /// <param name="markets">In which circumstances, at least one.</param>
    /// <param name="seed">The same seed finds the same.</param>
    /// <param name="maps">Seats that are shared with other attacks.</param>
    /// <param name="cancellation">Ends it.</param>
    public static AttackRow Play(Attack attack, IReadOnlyList<Market> markets, int seed, SeatMaps maps, CancellationToken cancellation = default)
    {
        var (best, harm) = PlayAll(attack, Rules.AsSpecified);
        return new(attack, best, harm, markets.Count, [.. attack.HeldBy.Select(Without)]);

        WithoutRule Without(RuleSwitch rule)
        {
            var (freeBest, freeHarm) = PlayAll(attack, rule.Off(Rules.AsSpecified));
            return new(rule, freeBest, freeHarm);
        }

        (Case Best, Case MostHarm) PlayAll(Attack attack, Rules rules)
        {
            var cases = new Case[markets.Count];
            Parallel.For(0, markets.Count, new ParallelOptions { CancellationToken = cancellation }, i => cases[i] = new(markets[i], attack.Play(new(rules, markets[i], seed, maps))));

            // Where the attacker cannot even try there is nothing to see; only if it pays nowhere else is that its best case.
            var trying = cases.Where(played => played.Outcome.Gain > 0).ToList();
            return ((trying.Count > 0 ? trying : [.. cases]).MaxBy(played => played.Outcome.Profit)!, cases.MaxBy(played => played.Outcome.Harm)!);
        }
    }

    private static double HonestIncome(int seed, SeatMaps maps) => Attack.IncomeOf(new(Rules.AsSpecified, new(), seed, maps));

    private static IReadOnlyList<ChanceRow> Chances(int seed, SeatMaps maps) =>
    [
        .. from trust in ChanceTrusts
           from share in ChanceShares
           select ChancesOf(new(Rules.AsSpecified, new() { Trust = trust, Share = share }, seed, maps)),
    ];

    private static ChanceRow ChancesOf(Setting setting) => new(
        setting.Market.Trust,
        setting.Market.Share,
        QuorumChance.OfFairScheduler(setting, Evidence.NewcomerBits),
        QuorumChance.OfFairScheduler(setting, Evidence.MostVoteBits),
        QuorumChance.OfOwnScheduler(setting, Evidence.NewcomerBits),
        QuorumChance.OfOwnScheduler(setting, Evidence.MostVoteBits),
        QuorumChance.OfOwnScheduler(setting, Evidence.NewcomerBits, 4u),
        QuorumChance.OfOwnSchedulerAt(setting, Evidence.NewcomerBits, (uint)setting.Market.DealTrust + 1));
}
