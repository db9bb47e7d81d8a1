using Ect.Protocol.Preferences;

namespace Ect.Simulation.Grid.Studies;

/// <summary>Measures what an event costs as the pool grows and a decision as the queue grows. One core; times are of the machine that it runs on.</summary>
public static class ScaleStudy
{
    private const int TasksPerWorker = 5;

    // Small pools get enough tasks to be measured.
    private const int LeastTasks = 300_000;

    // Pair by pair, 1,000 tasks take millions of comparisons and 10,000 a hundred times as many.
    private const int MostPairwise = 1_000;

    private static readonly int[] Pools = [1_000, 10_000, 50_000, 200_000];
    private static readonly int[] Queues = [1_000, 10_000, 100_000];

    /// <summary>The whole study.</summary>
    /// <param name="seed">The same seed plays the same.</param>
    /// <param name="progress">Told each part before it is played.</param>
    /// <param name="cancellation">Ends it.</param>
    public static ScaleReport Run(int seed, IProgress<string>? progress = null, CancellationToken cancellation = default) =>
        Run(seed, Pools, Queues, LeastTasks, TimeProvider.System, progress, cancellation);

    internal static ScaleReport Run(int seed, IReadOnlyList<int> pools, IReadOnlyList<int> queues, int leastTasks, TimeProvider time, IProgress<string>? progress, CancellationToken cancellation)
    {
        var rows = new List<ScaleRow>();
        foreach (var workers in pools)
        {
            progress?.Report($"Playing {workers} workers");
            var tasks = Math.Max(leastTasks, workers * TasksPerWorker);
            var pool = WorkerPool.Of("all three", [Infrastructure.DesktopGrid, Infrastructure.BestEffort, Infrastructure.Cloud], workers, seed);
            var bag = Bag.Of(Bag.Everybody, tasks, seed);
            var knowledge = new PoolKnowledge(pool, bag);
            foreach (var policy in new[] { PullPolicy.Fcfs, PullPolicy.MultiCriteria })
            {
                var start = time.GetTimestamp();
                var outcome = GridRun.Play(pool, bag, knowledge, policy, seed, cancellation);
                rows.Add(new(policy, workers, tasks, outcome, time.GetElapsedTime(start)));
            }
        }

        var decisions = new List<DecisionRow>();
        foreach (var queue in queues)
        {
            progress?.Report($"Deciding over {queue} tasks");
            decisions.Add(Decide(queue, seed, time, cancellation));
        }

        return new(seed, rows, decisions);
    }

    private static DecisionRow Decide(int queue, int seed, TimeProvider time, CancellationToken cancellation)
    {
        const int GroupedTimes = 2_000;
        const int SortedTimes = 5;
        var pool = WorkerPool.Of("all three", [Infrastructure.DesktopGrid, Infrastructure.BestEffort, Infrastructure.Cloud], 999, seed);
        var bag = Bag.Of(Bag.Everybody, queue, seed);
        var scheduler = new PullScheduler(PullPolicy.MultiCriteria, bag, new(pool, bag));
        var pending = new PendingTasks(bag);
        var grouped = Measure(time, GroupedTimes, turn => scheduler.Pick(pending, pool.Workers[turn % 999], turn % 999));

        // The same criteria over the tasks themselves.
        var promethee = scheduler.Promethee!;
        var table = new ScoreTable(promethee.Criteria.Count, queue);
        for (var task = 0; task < queue; task++)
        {
            table.Add(scheduler.Scores(bag.Class[task], pool.Workers[0], 0));
        }

        var net = new double[queue];
        cancellation.ThrowIfCancellationRequested();
        var sorted = Measure(time, SortedTimes, _ => promethee.NetFlows(table, net));
        TimeSpan? pairwise = queue > MostPairwise ? null : Measure(time, 1, _ =>
        {
            for (var row = 0; row < queue; row++)
            {
                net[row] = 0;
                for (var other = 0; other < queue; other++)
                {
                    net[row] += promethee.Preference(table, row, other) - promethee.Preference(table, other, row);
                }
            }
        });
        return new(queue, bag.Class.ToArray().Distinct().Count(), grouped, sorted, pairwise);
    }

    // The first turns are not measured: code is compiled as it is used.
    private static TimeSpan Measure(TimeProvider time, int times, Action<int> act)
    {
        for (var turn = 0; turn < times; turn++)
        {
            act(turn);
        }

        var start = time.GetTimestamp();
        for (var turn = 0; turn < times; turn++)
        {
            act(turn);
        }

        return time.GetElapsedTime(start) / times;
    }
}
