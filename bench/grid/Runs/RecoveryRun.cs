using Ect.Bench.Checks;
using Ect.Bench.Hosting;
using Ect.Bench.Load;
using Ect.Bench.Reports;

namespace Ect.Bench.Runs;

/// <summary>Fills a scheduler with open tasks, kills it in the midst of work, and waits until it works again.</summary>
internal sealed class RecoveryRun(int tasks, int workers, double compute, bool isPostgres, SchedulerSettings settings, Progress progress)
{
    private const uint Slots = 4;
    private const int Bag = 20_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public async Task<RecoveryReport> RunAsync(CancellationToken ct)
    {
        await using var stage = await Stage.BuildAsync(workers, isPostgres, settings, progress, ct);
        await using var crowd = new Crowd(stage.Network, stage.Scheduler.ListenUrl, new() { Workers = workers, Slots = Slots, ComputeSeconds = compute });
        var tally = crowd.Tally;
        for (var left = tasks; left > 0; left -= Bag)
        {
            await stage.Network.MatchAsync((uint)Math.Min(left, Bag), 1, isPrivate: false, ct);
            progress.Show($"{tasks - Math.Max(0, left - Bag):N0} of {tasks:N0} tasks are matched");
        }

        await Waiting.UntilAsync("the scheduler has all tasks", async () => Sum(await stage.Store.StatesAsync("tasks", ct)) >= tasks, Patience, ct);
        progress.Say("the scheduler has all tasks");
        await Waiting.UntilAsync("tasks stand in all states", () => tally is { Connected: var connected, Receipts: > 0, Openings: > 0, Settled: > 0 } && connected == workers, Patience, ct);
        await stage.Scheduler.Child.KillAsync();
        await Waiting.UntilAsync("the workers notice", () => tally.Connected == 0, Patience, ct);
        var held = tally.Received.ToHashSet();
        var stored = await stage.Store.ReadAsync(ct);
        var missing = held.Count(pair => !stored.Contains(pair));
        var before = (Tasks: await stage.Store.StatesAsync("tasks", ct), Replicas: await stage.Store.StatesAsync("replicas", ct), Epochs: await stage.Store.StatesAsync("epochs", ct));
        progress.Say($"killed with {Sum(before.Tasks):N0} tasks in the store");

        var known = tally.Assignments;
        var start = TimeProvider.System.GetTimestamp();
        var watches = new[] { Watch(() => tally.Assignments > known), Watch(() => tally.Connected == workers) };
        await stage.StartSchedulerAsync(ct);
        var listening = Elapsed();
        await Waiting.UntilAsync("the status knows all tasks", async () => await KnownAsync(stage.Scheduler, ct) >= Sum(before.Tasks), Patience, ct);
        var loaded = Elapsed();
        var times = await Task.WhenAll(watches);
        var heap = await stage.Scheduler.HeapAsync(collect: true, ct);
        return new()
        {
            Machine = Machine.Describe(),
            Tasks = before.Tasks,
            Replicas = before.Replicas,
            Epochs = before.Epochs,
            Workers = workers,
            ListeningSeconds = listening,
            LoadedSeconds = loaded,
            FirstAssignmentSeconds = times[0],
            ConnectedSeconds = times[1],
            Memory = new(stage.Scheduler.Usage.ResidentBytes, heap),
            StoreBytes = await stage.Store.SizeAsync(ct),
            Verdict = new(held.Count, stored.Count, missing, [
                .. missing > 0 ? [$"{missing} assignments that workers received are not in the store"] : Array.Empty<string>(),
                .. tally.BadSignatures > 0 ? [$"{tally.BadSignatures} of {tally.Verified} signatures are not the scheduler's"] : Array.Empty<string>(),
            ]),
        };

        double Elapsed() => TimeProvider.System.GetElapsedTime(start).TotalSeconds;

        async Task<double> Watch(Func<bool> holds)
        {
            await Waiting.UntilAsync("the workers work again", holds, Patience, ct);
            return Elapsed();
        }
    }

    private static long Sum(IReadOnlyDictionary<string, long> states) => states.Values.Sum();

    private static async Task<long> KnownAsync(SchedulerProcess scheduler, CancellationToken ct) =>
        (await scheduler.StatusAsync(ct)).GetProperty("tasks").EnumerateObject().Sum(state => state.Value.GetInt64());
}
