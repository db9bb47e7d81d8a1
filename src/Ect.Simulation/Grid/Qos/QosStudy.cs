using Ect.Simulation.Studies;

namespace Ect.Simulation.Grid.Qos;

/// <summary>Plays bags on best-effort machines without help and with every strategy of the paper, over several seeds.</summary>
public static class QosStudy
{
    /// <summary>Seeds of each environment that tell apart what is to be told apart.</summary>
    public const int DefaultRuns = 16;

    /// <summary>Fewer say nothing of the spread between them.</summary>
    public const int FewestRuns = 3;

    /// <summary>The whole study.</summary>
    /// <param name="seed">The same seed finds the same, on any number of cores.</param>
    /// <param name="runs">Bags of each environment, at least <see cref="FewestRuns"/>.</param>
    /// <param name="progress">Told of each bag when it is done.</param>
    /// <param name="cancellation">Ends it.</param>
    public static QosReport Run(int seed, int runs = DefaultRuns, IProgress<StudyStep>? progress = null, CancellationToken cancellation = default) =>
        Run(QosEnvironment.Of(BestEffortPool.All), seed, runs, progress, cancellation);

    /// <summary>The study in some environments.</summary>
    /// <param name="environments">At least one.</param>
    /// <param name="seed">The same seed finds the same, on any number of cores.</param>
    /// <param name="runs">Bags of each environment, at least <see cref="FewestRuns"/>.</param>
    /// <param name="progress">Told of each bag when it is done.</param>
    /// <param name="cancellation">Ends it.</param>
    public static QosReport Run(IReadOnlyList<QosEnvironment> environments, int seed, int runs, IProgress<StudyStep>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(environments.Count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, FewestRuns);
        var bags = new QosBag[environments.Count * runs];
        var done = 0;
        Parallel.For(0, bags.Length, new ParallelOptions { CancellationToken = cancellation }, number =>
        {
            var (run, environment) = Math.DivRem(number, environments.Count);
            bags[number] = Play(environments[environment], SeedOf(seed, run), cancellation);
            progress?.Report(new($"Playing bags: {environments[environment].Pool.Name}", Interlocked.Increment(ref done), bags.Length));
        });
        return QosReport.Of(seed, [.. bags.Chunk(environments.Count)]);
    }

    private static QosBag Play(QosEnvironment environment, int seed, CancellationToken cancellation)
    {
        var (pool, load) = (environment.Pool.Of(seed), environment.Load(seed));
        return new(environment, Played(null), [.. environment.Plans.Select(Played)]);

        HelpedOutcome Played(HelpPlan? plan) => HelpedRun.Play(pool, load, environment.Middleware, plan, seed, cancellation);
    }

    private static int SeedOf(int seed, int run) => unchecked((seed * 10_007) + run);
}
