using System.Globalization;
using Ect.Bench.Checks;
using Ect.Bench.Hosting;
using Ect.Bench.Load;
using Ect.Bench.Reports;

namespace Ect.Bench.Runs;

/// <summary>Connects the workers, keeps them busy for a while, and tells what it took.</summary>
internal sealed class GridRun(GridOptions options, Progress progress)
{
    private static readonly TimeSpan LoginPatience = TimeSpan.FromMinutes(5);

    public async Task<GridReport> RunAsync(CancellationToken ct)
    {
        await using var stage = await Stage.BuildAsync(options.Crowd.Workers, options.IsPostgres, options.Scheduler, progress, ct);
        var empty = await MemoryAsync(stage.Scheduler, ct);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await using var crowd = new Crowd(stage.Network, stage.Scheduler.ListenUrl, options.Crowd);
        var login = TimeProvider.System.GetTimestamp();
        await ConnectAsync(crowd, ct);
        var loginSeconds = TimeProvider.System.GetElapsedTime(login).TotalSeconds;
        var connected = await MemoryAsync(stage.Scheduler, ct);
        progress.Say(string.Create(CultureInfo.InvariantCulture, $"{options.Crowd.Workers:N0} workers are connected after {loginSeconds:0.0} s"));

        var supply = new DealSupply(stage.Network, crowd.Tally, options);
        var supplying = supply.RunAsync(over.Token);
        await TickAsync(crowd, supply, options.WarmUp, "warming up", ct);
        crowd.Tally.Waits.Clear();
        var before = Snapshot.Take(stage, crowd.Tally);
        stage.Scheduler.Looks.Clear();
        var start = await stage.Network.Eth.BlockNumberAsync(ct);
        var series = await TickAsync(crowd, supply, options.Minutes * 60, "measuring", ct);
        var after = Snapshot.Take(stage, crowd.Tally);
        var looks = stage.Scheduler.Looks.Shares();
        var waits = crowd.Tally.Waits.Report();
        var end = await stage.Network.Eth.BlockNumberAsync(ct);
        var memory = await MemoryAsync(stage.Scheduler, ct);
        await over.CancelAsync();
        await supplying;
        progress.Say("reading the chain and the store");

        // Killed as by a power cut: what a worker holds must be on disk now.
        var reached = crowd.Tally.Connected;
        var breaks = crowd.Tally.Breaks;
        string[] problems = [.. crowd.Tally.Problems];
        await stage.Scheduler.Child.KillAsync();
        await crowd.DisposeAsync();
        var verdict = await Verdict.OfAsync(crowd.Tally, breaks, stage.Store, ct);
        return new()
        {
            Machine = Machine.Describe(),
            Options = options,
            ConnectedWorkers = reached,
            LoginSeconds = loginSeconds,
            Seconds = after.Seconds - before.Seconds,
            Deltas = after.Since(before),
            Looks = looks,
            Series = series,
            Wait = waits,
            FirstOfDeal = supply.FirstAssignments(),
            Memory = new(empty, connected, memory),
            StoreBytes = await stage.Store.SizeAsync(ct),
            Tasks = await stage.Store.StatesAsync("tasks", ct),
            Chain = await ChainUse.ReadAsync(stage.Network, start + 1, end, ct),
            Deals = supply.Deals,
            Breaks = breaks,
            Problems = problems,
            Verdict = verdict,
        };
    }

    private static async Task<SchedulerMemory> MemoryAsync(SchedulerProcess scheduler, CancellationToken ct)
    {
        var heap = await scheduler.HeapAsync(collect: true, ct);
        return new(scheduler.Usage.ResidentBytes, heap);
    }

    private async Task ConnectAsync(Crowd crowd, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(LoginPatience);
        while (crowd.Tally.Connected < options.Crowd.Workers)
        {
            progress.Show($"{crowd.Tally.Connected:N0} of {options.Crowd.Workers:N0} workers connected");
            if (patience.IsCancellationRequested)
            {
                throw new InvalidOperationException(
                    $"Only {crowd.Tally.Connected} of {options.Crowd.Workers} workers are connected after {LoginPatience}: {string.Join("; ", crowd.Tally.Problems)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, ct);
        }
    }

    private async Task<IReadOnlyList<double>> TickAsync(Crowd crowd, DealSupply supply, double seconds, string what, CancellationToken ct)
    {
        var rates = new List<double>();
        var begun = TimeProvider.System.GetTimestamp();
        var (at, count) = (begun, crowd.Tally.Assignments);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        while (TimeProvider.System.GetElapsedTime(begun).TotalSeconds < seconds && await timer.WaitForNextTickAsync(ct))
        {
            // A tick may come late on a busy machine: the rate is over the time that passed.
            var (now, counted) = (TimeProvider.System.GetTimestamp(), crowd.Tally.Assignments);
            rates.Add((counted - count) / TimeProvider.System.GetElapsedTime(at, now).TotalSeconds);
            (at, count) = (now, counted);
            if (rates.Count % 5 == 0)
            {
                progress.Show(
                    $"{what} {rates.Count,4} s: {rates.TakeLast(5).Average(),7:N0} assignments/s, {crowd.Tally.Connected:N0} workers, {supply.Backlog:N0} to assign, "
                    + $"{crowd.Tally.Receipts:N0} receipts, {crowd.Tally.Openings:N0} opened, {crowd.Tally.Settled:N0} settled");
            }
        }

        return rates;
    }
}
