using Ect.Simulation.Grid.Traces;

namespace Ect.Simulation.Grid.Qos;

/// <summary>A kind of best-effort machines to play bags on.</summary>
/// <param name="Name">For reports.</param>
/// <param name="Of">The pool of a seed.</param>
public sealed record BestEffortPool(string Name, Func<int, WorkerPool> Of)
{
    // Longer than all but the worst bags take; it begins again at its end.
    private const double Days = 20;

    // What a seed is mixed with for the moment of a trace at which a bag begins.
    private const int Moments = 13;

    // Speeds as in the paper: what is no desktop is three times as quick as one.
    private static readonly Infrastructure Volunteers = Infrastructure.DesktopGrid with
    {
        SpeedSigma = 0.25,
        Up = Lifetime.Weibull(scale: 1_500, shape: 0.35),
        Down = Lifetime.LogNormal(median: 500, sigma: 2.1),
    };

    private static readonly Infrastructure Campus = Volunteers with
    {
        Up = Lifetime.Weibull(scale: 8_300, shape: 0.47),
        Down = Lifetime.LogNormal(median: 960, sigma: 0.8),
    };

    private static readonly Infrastructure Node = Infrastructure.BestEffort with { Speed = 3, SpeedSigma = 0 };

    private static readonly Infrastructure Instance = Infrastructure.Cloud with { Name = "spot instances", Speed = 3, SpeedSigma = 0.1 };

    /// <summary>Volunteers' desktops: very many, half of their stays shorter than ten minutes (as SETI@home's).</summary>
    public static BestEffortPool Seti { get; } = new("seti", seed => WorkerPool.Of("seti", [Volunteers], 5_000, seed));

    /// <summary>Desktops of a campus: few, stays of hours (as Notre Dame's).</summary>
    public static BestEffortPool Nd { get; } = new("nd", seed => WorkerPool.Of("nd", [Campus], 200, seed));

    /// <summary>A small grid whose owners use it much (as Grid'5000 at Lyon).</summary>
    public static BestEffortPool G5kLyo { get; } = new("g5klyo", seed => Grid(100, 900, 0.5, seed));

    /// <summary>A larger grid (as Grid'5000 at Grenoble).</summary>
    public static BestEffortPool G5kGre { get; } = new("g5kgre", seed => Grid(500, 450, 0.25, seed));

    /// <summary>Spot instances for 10 dollars an hour.</summary>
    public static BestEffortPool Spot10 { get; } = new("spot10", seed => Market(87, seed));

    /// <summary>Spot instances for 100 dollars an hour.</summary>
    public static BestEffortPool Spot100 { get; } = new("spot100", seed => Market(870, seed));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BestEffortPool> All { get; } = [Seti, Nd, G5kLyo, G5kGre, Spot10, Spot100];

    /// <summary>Machines of a trace, from another moment of it on for each seed.</summary>
    /// <param name="name">For reports.</param>
    /// <param name="trace">When they come and go.</param>
    /// <param name="kind">What else they are.</param>
    public static BestEffortPool OfTrace(string name, FailureTrace trace, Infrastructure kind) =>
        new(name, seed => WorkerPool.Of(trace.From(trace.Seconds * Chance.Of(seed, Moments, 0).NextDouble()), kind, seed));

    private static WorkerPool Grid(int nodes, double gap, double largest, int seed) =>
        WorkerPool.Of(OwnersJobs.Trace(nodes, Days, gap, Lifetime.LogNormal(median: 1_800, sigma: 1.2), largest, seed), Node, seed);

    private static WorkerPool Market(int instances, int seed) =>
        WorkerPool.Of(SpotMarket.Trace(instances, Days, 6 * 3600, Lifetime.LogNormal(median: 1_800, sigma: 1), seed), Instance, seed);
}
