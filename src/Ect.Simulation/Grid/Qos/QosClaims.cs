using Ect.Protocol.Qos;
using Ect.Simulation.Studies;

namespace Ect.Simulation.Grid.Qos;

/// <summary>The statements of Delamare, Fedak, Kondo and Lodygensky (SpeQuloS, HPDC 2012) that are looked at.</summary>
internal static class QosClaims
{
    private const string Tails = "bags have tails";
    private const string Removal = "help removes tails";
    private const string Speed = "in the best cases bags are done twice as soon";
    private const string Thrift = "little is spent";
    private const string Foretold = "the end is foretold at half of the bag";
    private const string Uses = "helpers that know what runs do better than those that compete for what waits";

    /// <summary>What is seen to hold and is claimed.</summary>
    public static IEnumerable<QosClaim> Claimed(IReadOnlyList<QosBag[]> runs, IReadOnlyList<StrategyRow> strategies)
    {
        var thriftiest = Of(strategies, "D-C-R");
        var halving = strategies.MaxBy(row => row.Halved.Mean)!;
        var (environment, speedUp) = Quickest(runs, "9C-C-R");
        yield return new(Removal, $"{halving.Strategy}: share of tails that lose half or more", Relation.AtLeast, 0.8, halving.Halved);
        yield return new(Uses, "9C-C-R over 9C-C-F: by how much more of the tails lose half", Relation.AtLeast, 0, More(runs, "9C-C-R", "9C-C-F"));
        yield return new(Speed, $"9C-C-R: {environment}", Relation.AtLeast, 2, speedUp);
        yield return new(Thrift, "D-C-R: work offloaded, as a share of the bag's", Relation.AtMost, 0.025, thriftiest.Offloaded);
        yield return new(Thrift, "D-C-R: share of the budget", Relation.AtMost, 0.25, thriftiest.Spent);
        yield return new(Foretold, "9C-C-D: share within ±20 %", Relation.AtLeast, 0.9, Of(strategies, "9C-C-D").Predicted);
    }

    /// <summary>What the paper says too and is not claimed, for these machines are not its own.</summary>
    public static IEnumerable<QosClaim> Unclaimed(IReadOnlyList<QosBag[]> runs, IReadOnlyList<StrategyRow> strategies)
    {
        var recommended = Of(strategies, "9C-C-R");
        var removing = strategies.MaxBy(row => row.Removed.Mean)!;
        yield return new(Tails, "share of bags with a slowdown above 1.33", Relation.AtLeast, 0.5, Slower(1.33));
        yield return new(Tails, "share of bags with a slowdown above 2", Relation.AtLeast, 0.25, Slower(2));
        yield return new(Removal, $"{removing.Strategy}: share of tails that go entirely", Relation.AtLeast, 0.5, removing.Removed);
        yield return new(Thrift, "9C-C-R: work offloaded, as a share of the bag's", Relation.AtMost, 0.025, recommended.Offloaded);
        yield return new(Thrift, "9C-C-R: share of the budget", Relation.AtMost, 0.25, recommended.Spent);

        Estimate Slower(double than) => StrategyRow.Over(runs, bag => bag.Without.Slowdown > than ? 1 : 0);
    }

    private static StrategyRow Of(IReadOnlyList<StrategyRow> strategies, string name) => strategies[Place(name)];

    private static int Place(string name) => HelpStrategy.All.ToList().IndexOf(HelpStrategy.Parse(name));

    private static (string Environment, Estimate SpeedUp) Quickest(IReadOnlyList<QosBag[]> runs, string strategy) => runs[0]
        .Select((bag, at) => (bag.Environment.Name, SpeedUp: Estimate.Of([.. runs.Select(bags => bags[at].SpeedUp(Place(strategy)))])))
        .MaxBy(environment => environment.SpeedUp.Low);

    private static Estimate More(IReadOnlyList<QosBag[]> runs, string better, string worse) =>
        StrategyRow.Over(runs, bag => bag.HasTail ? Halves(bag, better) - Halves(bag, worse) : null);

    private static double Halves(QosBag bag, string strategy) => bag.Removal(Place(strategy)) >= StrategyRow.Half ? 1 : 0;
}
