using Ect.Protocol.Qos;
using Ect.Simulation.Studies;

namespace Ect.Simulation.Grid.Qos;

/// <summary>What help brings to bags on best-effort machines.</summary>
/// <param name="Seed">The same seed finds the same.</param>
/// <param name="Runs">Bags of each environment.</param>
/// <param name="Claims">The paper's statements that are claimed to hold, with its servers.</param>
/// <param name="Unclaimed">Its statements that are not.</param>
/// <param name="Strategies">Each strategy, with the paper's servers.</param>
/// <param name="OfEct">Each strategy, with ECT's scheduler.</param>
/// <param name="Bought">What ECT's market sells: tasks bought again in another pool.</param>
/// <param name="Environments">Each environment, with the recommended strategy.</param>
public sealed record QosReport(
    int Seed,
    int Runs,
    IReadOnlyList<QosClaim> Claims,
    IReadOnlyList<QosClaim> Unclaimed,
    IReadOnlyList<StrategyRow> Strategies,
    IReadOnlyList<StrategyRow> OfEct,
    IReadOnlyList<StrategyRow> Bought,
    IReadOnlyList<EnvironmentRow> Environments)
{
    private const double Hour = 3600;

    /// <summary>The strategy for which rows of environments are given: what `ect run` does unless told otherwise.</summary>
    public static HelpStrategy Recommended { get; } = HelpStrategy.Parse("9C-C-D");

    /// <summary>Whether everything that is claimed is seen to hold.</summary>
    public bool Holds => Claims.All(claim => claim.Verdict == Verdict.Holds);

    /// <summary>What bags show.</summary>
    /// <param name="seed">What they were played with.</param>
    /// <param name="runs">All bags of each seed, in the same order.</param>
    internal static QosReport Of(int seed, IReadOnlyList<QosBag[]> runs)
    {
        var paper = Where(runs, bag => bag.Environment.Middleware != Middleware.Ect);
        var ect = Where(runs, bag => bag.Environment.Middleware == Middleware.Ect);
        var strategies = Rows(paper, 0, HelpPlan.ByTime.Count);
        return new(
            seed,
            runs.Count,
            paper[0].Length == 0 ? [] : [.. QosClaims.Claimed(paper, strategies)],
            paper[0].Length == 0 ? [] : [.. QosClaims.Unclaimed(paper, strategies)],
            strategies,
            Rows(ect, 0, HelpPlan.ByTime.Count),
            Rows(ect, HelpPlan.ByTime.Count, HelpPlan.Bought.Count),
            [.. Enumerable.Range(0, runs[0].Length).Select(at => Row([.. runs.Select(bags => bags[at])]))]);
    }

    private static List<QosBag[]> Where(IReadOnlyList<QosBag[]> runs, Func<QosBag, bool> isMeant) => [.. runs.Select(bags => bags.Where(isMeant).ToArray())];

    private static List<StrategyRow> Rows(List<QosBag[]> runs, int first, int count) =>
        runs[0].Length == 0 ? [] : [.. Enumerable.Range(first, count).Select(plan => StrategyRow.Of(plan, runs))];

    private static EnvironmentRow Row(IReadOnlyList<QosBag> bags)
    {
        var strategy = HelpStrategy.All.ToList().IndexOf(Recommended);
        return new(
            bags[0].Environment,
            Of(bag => bag.Without.Makespan / Hour),
            Of(bag => bag.Without.Slowdown),
            Of(bag => bag.SpeedUp(strategy)),
            Of(bag => bag.With[strategy].SpentShare),
            bags.Count(bag => !bag.Without.IsOver));

        Estimate Of(Func<QosBag, double> number) => Estimate.Of([.. bags.Select(number)]);
    }
}
