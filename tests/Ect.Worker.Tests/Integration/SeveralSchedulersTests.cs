using System.Net;
using System.Net.Sockets;
using Ect.Scheduler;
using Ect.Testing;

namespace Ect.Worker.Tests.Integration;

/// <summary>A worker that knows several addresses at which its pool's scheduler may lead.</summary>
public sealed class SeveralSchedulersTests(TestNetwork network) : IClassFixture<TestNetwork>
{
    private static readonly string MonteCarlo = RepositoryRoot.File("samples", "monte-carlo", "monte-carlo.wasm");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_stays_with_the_one_that_let_it_in_and_goes_to_the_next_when_that_hangs_up()
    {
        using var folder = new TemporaryFolder();
        await using var first = await TestScheduler.StartAsync(network);
        await using var second = await TestScheduler.StartAsync(network);
        await using var worker = Start(await network.NewWorkerAsync(0), folder.Path, first.Url, second.Url);

        var session = await first.NextAsync();
        await Eventually.HoldsAsync("it asks for work there", () => session.LastHeartbeat is not null, cancellationToken: Ct);
        second.Logins.Should().Be(0, "one is enough");
        session.HangUp();
        await second.NextAsync();
        first.Logins.Should().Be(1, "the next one is tried at once");
        worker.Log.Lines.Should().Contain(line => line.Contains($"Scheduler {first.Url} cannot be reached", StringComparison.Ordinal) && line.Contains($"next {second.Url} in 0.0 s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_leads_another_pool_is_passed_over()
    {
        using var folder = new TemporaryFolder();
        await using var wrong = await TestScheduler.StartAsync(network);
        await using var right = await TestScheduler.StartAsync(network);
        wrong.FalseChain = 1;
        await using var worker = Start(await network.NewWorkerAsync(0), folder.Path, wrong.Url, right.Url);

        (await right.NextAsync()).Worker.Should().Be(worker.Options.Key.Address);
        wrong.Logins.Should().Be(0, "nothing was signed for it");
    }

    [Fact]
    public async Task With_real_schedulers_on_one_database_workers_find_who_leads_and_follow_when_the_other_takes_over()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null && Environment.GetEnvironmentVariable("CI") is null, PostgresServer.Missing ?? "");
        using var folders = new TemporaryFolder();
        await network.NewPoolAsync();
        Uri[] addresses = [new($"http://127.0.0.1:{FreePort()}"), new($"http://127.0.0.1:{FreePort()}")];
        var options = new SchedulerOptions
        {
            Rpc = network.Node.HttpUri,
            Deployment = network.Deployment,
            Key = network.Scheduler,
            Pool = network.Pool,
            Database = PostgresServer.NewDatabase(),
            DataFolder = folders["leader"],
            ListenUrl = addresses[1],
            PollInterval = TimeSpan.FromMilliseconds(200),
        };
        var leader = await RunningScheduler.StartAsync(options, Ct);
        var standby = RunningScheduler.StartAsync(options with { DataFolder = folders["standby"], ListenUrl = addresses[0] }, Ct);
        List<RunningWorker> workers = [];
        for (var number = 0; number < 2; number++)
        {
            // Those that stand by come first: they take no connection, and are passed over.
            workers.Add(Start(await network.NewWorkerAsync(), folders[$"worker-{number}"], addresses));
        }

        await LoggedInAsync(workers, addresses[1]);
        standby.IsCompleted.Should().BeFalse("the other one leads");
        await leader.DisposeAsync();
        await using var next = await standby;
        await LoggedInAsync(workers, addresses[0]);
        var (deal, _) = await network.BuyAsync(MonteCarlo, """{"args":["1000"]}""", tasks: 2, trust: 2);
        await Eventually.HoldsAsync(
            "the tasks are completed",
            async () => (await Task.WhenAll(Enumerable.Range(0, 2).Select(index => network.TaskAsync(Contracts.TaskId.Of(deal, (uint)index))))).All(task => task.Status == Contracts.ChainTaskStatus.Completed),
            TimeSpan.FromSeconds(90),
            Ct);
        foreach (var worker in workers)
        {
            await worker.DisposeAsync();
        }
    }

    private RunningWorker Start(Ethereum.PrivateKey key, string folder, params Uri[] schedulers) =>
        RunningWorker.Start(RunningWorker.OptionsFor(network, key, schedulers[0], folder) with { SchedulerUrls = schedulers });

    private static Task LoggedInAsync(List<RunningWorker> workers, Uri at) => Eventually.HoldsAsync(
        $"everybody is logged in at {at}",
        () => workers.All(worker => worker.Log.Lines.Any(line => line.Contains($"Logged in at {at}", StringComparison.Ordinal))),
        cancellationToken: Ct);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
