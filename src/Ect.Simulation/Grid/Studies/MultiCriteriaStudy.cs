namespace Ect.Simulation.Grid.Studies;

/// <summary>Plays bags of tasks on mixes of machines under every policy, over several seeds.</summary>
public static class MultiCriteriaStudy
{
    /// <summary>Machines of a pool.</summary>
    public const int Workers = 300;

    /// <summary>Tasks of a bag.</summary>
    public const int Tasks = 6_000;

    /// <summary>The mixes: as many machines of each kind.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<Infrastructure> Kinds)> Mixes { get; } =
    [
        ("desktop grid", [Infrastructure.DesktopGrid]),
        ("best effort", [Infrastructure.BestEffort]),
        ("cloud", [Infrastructure.Cloud]),
        ("desktop grid, cloud", [Infrastructure.DesktopGrid, Infrastructure.Cloud]),
        ("all three", [Infrastructure.DesktopGrid, Infrastructure.BestEffort, Infrastructure.Cloud]),
    ];

    /// <summary>The whole study.</summary>
    /// <param name="seed">The same seed finds the same, on any number of cores.</param>
    /// <param name="runs">Seeds of each mix; from 2 on there is an interval.</param>
    /// <param name="progress">Told each mix before it is played.</param>
    /// <param name="cancellation">Ends it.</param>
    public static MultiCriteriaReport Run(int seed, int runs, IProgress<string>? progress = null, CancellationToken cancellation = default) =>
        Run(seed, runs, Workers, Tasks, progress, cancellation);

    internal static MultiCriteriaReport Run(int seed, int runs, int workers, int tasks, IProgress<string>? progress, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        var mixes = new List<MixRow>();
        foreach (var (name, kinds) in Mixes)
        {
            progress?.Report($"Playing {name}");
            mixes.Add(new(name, Play(run => WorkerPool.Of(name, kinds, workers, SeedOf(seed, run)), seed, runs, tasks, cancellation)));
        }

        return new(seed, runs, workers, tasks, mixes);
    }

    /// <summary>All policies on one sort of pool, such as that of a trace.</summary>
    /// <param name="pool">Makes the pool of a run, 0 to <paramref name="runs"/> − 1.</param>
    /// <param name="seed">The same seed finds the same.</param>
    /// <param name="runs">Seeds, at least 1.</param>
    /// <param name="tasks">Tasks of a bag.</param>
    /// <param name="cancellation">Ends it.</param>
    public static IReadOnlyList<PolicyRow> Play(Func<int, WorkerPool> pool, int seed, int runs, int tasks, CancellationToken cancellation = default)
    {
        // All policies of a run meet the same machines, tasks and interruptions: what differs is the policy alone.
        var outcomes = new GridOutcome[PullPolicy.All.Count][];
        foreach (ref var outcome in outcomes.AsSpan())
        {
            outcome = new GridOutcome[runs];
        }

        Parallel.For(0, runs, new ParallelOptions { CancellationToken = cancellation }, run =>
        {
            var machines = pool(run);
            var bag = Bag.Of(Bag.Everybody, tasks, SeedOf(seed, run));
            var knowledge = new PoolKnowledge(machines, bag);
            for (var policy = 0; policy < outcomes.Length; policy++)
            {
                outcomes[policy][run] = GridRun.Play(machines, bag, knowledge, PullPolicy.All[policy], SeedOf(seed, run), cancellation);
            }
        });

        return [.. PullPolicy.All.Select((policy, at) => PolicyRow.Of(policy, outcomes[at], outcomes[0]))];
    }

    private static int SeedOf(int seed, int run) => unchecked((seed * 10_007) + run);
}
