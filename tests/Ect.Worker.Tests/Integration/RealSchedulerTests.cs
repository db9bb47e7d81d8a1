using System.Net;
using System.Net.Sockets;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Scheduler;
using Ect.Testing;
using Ect.Worker.Conduct;

namespace Ect.Worker.Tests.Integration;

/// <summary>Workers and the real scheduler: the two halves of the conversation agree.</summary>
public sealed class RealSchedulerTests(TestNetwork network) : IClassFixture<TestNetwork>
{
    private static readonly string MonteCarlo = RepositoryRoot.File("samples", "monte-carlo", "monte-carlo.wasm");

    [Fact]
    public async Task A_bag_is_computed_by_three_who_agree_and_the_liar_among_them_is_slashed()
    {
        using var folders = new TemporaryFolder();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var scheduler = SchedulerHost.RunAsync(
            new SchedulerOptions
            {
                Rpc = network.Node.HttpUri,
                Deployment = network.Deployment,
                Key = network.Scheduler,
                Pool = network.Pool,
                DataFolder = folders["scheduler"],
                ListenUrl = url,
                PollInterval = TimeSpan.FromMilliseconds(200),
            },
            stop.Token);
        var liar = await network.NewWorkerAsync();
        var workers = new List<RunningWorker> { RunningWorker.Start(network, liar, url, folders["liar"], WorkerConduct.Liar) };
        for (var i = 0; i < 3; i++)
        {
            workers.Add(RunningWorker.Start(network, await network.NewWorkerAsync(), url, folders[$"honest-{i}"]));
        }

        await Eventually.HoldsAsync(
            "everybody is logged in",
            () => workers.All(w => w.Log.Lines.Any(line => line.Contains("Logged in", StringComparison.Ordinal))),
            cancellationToken: TestContext.Current.CancellationToken);
        var (deal, _) = await network.BuyAsync(MonteCarlo, """{"args":["1000"]}""", tasks: 6, trust: 3);
        await Eventually.HoldsAsync(
            "all tasks are completed",
            async () => (await Task.WhenAll(Tasks(deal).Select(network.TaskAsync))).All(t => t.Status == ChainTaskStatus.Completed),
            TimeSpan.FromSeconds(90),
            TestContext.Current.CancellationToken);

        foreach (var task in Tasks(deal))
        {
            (await network.TaskAsync(task)).Contributors.Should().BeGreaterThanOrEqualTo(3);
        }

        foreach (var worker in workers.Skip(1))
        {
            var account = await network.AccountAsync(worker.Options.Key.Address);
            (account.Free + account.Locked).Should().BeGreaterThanOrEqualTo(Units.ParseEther("100"), "who is honest loses nothing");
        }

        var lied = 0;
        foreach (var task in Tasks(deal))
        {
            lied += (await network.ContributionAsync(task, liar.Address)).Commitment.IsZero ? 0 : 1;
        }

        lied.Should().BePositive("one of four for six tasks of three");
        (await network.AccountAsync(liar.Address)).Free.Should().Be(Units.ParseEther("100") - (lied * deal.WorkerStake), "each lie costs its stake");
        foreach (var worker in workers)
        {
            await worker.DisposeAsync();
        }

        await stop.CancelAsync();
        await scheduler.ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    [Fact]
    public async Task On_the_epoch_path_one_settlement_pays_who_is_right_and_the_liar_loses_of_its_bond()
    {
        using var folders = new TemporaryFolder();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var node = new TestNetwork();
        await node.InitializeAsync();
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var liar = await node.NewSeatedWorkerAsync();
        PrivateKey[] honest = [await node.NewSeatedWorkerAsync(), await node.NewSeatedWorkerAsync(), await node.NewSeatedWorkerAsync()];
        var scheduler = SchedulerHost.RunAsync(
            new SchedulerOptions
            {
                Rpc = node.Node.HttpUri,
                Deployment = node.Deployment,
                Key = node.Scheduler,
                Pool = node.Pool,
                DataFolder = folders["scheduler"],
                ListenUrl = url,
                PollInterval = TimeSpan.FromMilliseconds(200),
                EpochInterval = TimeSpan.FromSeconds(1),
            },
            stop.Token);
        List<RunningWorker> workers = [RunningWorker.Start(node, liar, url, folders["liar"], WorkerConduct.Liar), .. honest.Select((key, i) => RunningWorker.Start(node, key, url, folders[$"honest-{i}"]))];
        await Eventually.HoldsAsync(
            "everybody is logged in",
            () => workers.All(w => w.Log.Lines.Any(line => line.Contains("Logged in", StringComparison.Ordinal))),
            cancellationToken: TestContext.Current.CancellationToken);

        var (deal, _) = await node.BuyAsync(MonteCarlo, """{"args":["1000"]}""", tasks: 4, trust: 2, mode: 0);
        await Eventually.HoldsAsync(
            "all tasks are settled",
            async () => (await Task.WhenAll(Enumerable.Range(0, 4).Select(i => node.IsTakenAsync(deal, (uint)i)))).All(taken => taken),
            TimeSpan.FromSeconds(90),
            TestContext.Current.CancellationToken);
        (await Task.WhenAll(Tasks(deal).Select(node.TaskAsync))).Should().OnlyContain(t => t.Status == ChainTaskStatus.Unset, "none went to the direct path");
        await Eventually.HoldsAsync(
            "every honest worker sees what it was paid for",
            () => workers.Skip(1).All(w => w.Log.Lines.Any(line => line.Contains("contribution accepted", StringComparison.Ordinal))),
            cancellationToken: TestContext.Current.CancellationToken);
        foreach (var key in honest)
        {
            var seat = await node.SeatAsync(key.Address);
            seat.Earned.Should().BePositive();
            seat.Bond.Should().Be(50_000_000_000UL, "who is honest loses nothing");
        }

        if (workers[0].Log.Lines.Any(line => line.Contains("the scheduler has the commitment", StringComparison.Ordinal)))
        {
            await Eventually.HoldsAsync("the liar's bond is cut", async () => (await node.SeatAsync(liar.Address)).Bond < 50_000_000_000UL, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }

        foreach (var worker in workers)
        {
            worker.Log.Lines.Should().NotContain(line => line.Contains("settlement not signed", StringComparison.Ordinal));
            await worker.DisposeAsync();
        }

        await stop.CancelAsync();
        await scheduler.ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    private static IEnumerable<Bytes32> Tasks(Deal deal) => Enumerable.Range(0, (int)deal.Size).Select(i => TaskId.Of(deal, (uint)i));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
