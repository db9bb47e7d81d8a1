using Ect.Protocol.Preferences;

namespace Ect.Simulation.Grid;

/// <summary>How a scheduler picks a task for the machine that asks for one.</summary>
/// <param name="Name">For reports.</param>
/// <param name="Criteria">By what it ranks them; empty for the order in which they came.</param>
public sealed record PullPolicy(string Name, IReadOnlyList<PullCriterion> Criteria)
{
    /// <summary>First come, first served: what the others are held against.</summary>
    public static PullPolicy Fcfs { get; } = new("first come", []);

    /// <summary>Only the expected completion time. For one machine that is the price too.</summary>
    public static PullPolicy Time { get; } = new("time alone", [new(PullAspect.CompletionTime)]);

    /// <summary>Only the expected error impact.</summary>
    public static PullPolicy Error { get; } = new("error alone", [new(PullAspect.ErrorImpact)]);

    /// <summary>The three criteria of Moca, Litan, Silaghi and Fedak (Future Generation Computer Systems 55, 2016), all to be small, weighted alike.</summary>
    public static PullPolicy MultiCriteria { get; } = Papers("multi-criteria", Better.Less, Better.Less);

    /// <summary>
    /// The same with other directions, which the paper leaves to its user. For one machine time and price grow alike: both small, both
    /// large, or against each other, which leaves the error alone.
    /// </summary>
    public static IReadOnlyList<PullPolicy> Readings { get; } =
    [
        new("longest first", [new(PullAspect.CompletionTime, Better.More)]),
        Papers("long, small error", Better.More, Better.Less),
        Papers("long, large error", Better.More, Better.More),
        Papers("short, large error", Better.Less, Better.More),
    ];

    /// <summary>Ours: who does this task better than others would, and whose buyer wants such a machine.</summary>
    public static PullPolicy Matching { get; } = new("matching", [new(PullAspect.RelativeTime), new(PullAspect.Suitability, Better.More)]);

    /// <summary>Those that are compared.</summary>
    public static IReadOnlyList<PullPolicy> All { get; } = [Fcfs, Time, Error, MultiCriteria, .. Readings, Matching];

    private static PullPolicy Papers(string name, Better time, Better error) =>
        new(name, [new(PullAspect.CompletionTime, time), new(PullAspect.Price, time), new(PullAspect.ErrorImpact, error)]);
}
