using System.Net;
using System.Net.Sockets;
using Ect.Cli.Tests.Network;
using Ect.Cli.Waiting;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Scheduler;
using Ect.Testing;
using Microsoft.Extensions.Logging;

namespace Ect.Cli.Tests.Waiting;

/// <summary>The log of a task whose pool has two schedulers on one PostgreSQL.</summary>
public sealed class StandbyLogTests(LocalServices services) : IClassFixture<LocalServices>, IDisposable
{
    private const string Owner = "owner";

    private readonly Cli _cli = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Who_follows_it_goes_on_with_the_scheduler_that_takes_over()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null && Environment.GetEnvironmentVariable("CI") is null, PostgresServer.Missing ?? "");
        Uri[] pages = [new($"http://127.0.0.1:{FreePort()}"), new($"http://127.0.0.1:{FreePort()}")];
        services.Network.Save(Path.Combine(_cli.Home, "networks", "local", "network.json"));
        await _cli.JsonAsync("wallet", "import", _cli.WriteFile("owner.key", services.Keys[0]), "--name", Owner);
        await _cli.JsonAsync("wallet", "deposit", "200", "--wallet", Owner);
        await _cli.JsonAsync("pool", "publish", "pair", "--status-url", $"{pages[0]}", "--status-url", $"{pages[1]}", "--wallet", Owner);
        await _cli.JsonAsync("order", "sign", "pool", "pair", "--price", "1", "--post", "--wallet", Owner);
        await _cli.JsonAsync("app", "publish", _cli.WriteFile("app.wasm", "app"), "--name", "talker", "--wallet", Owner);
        await _cli.JsonAsync("order", "sign", "app", "talker", "--price", "1", "--post", "--wallet", Owner);
        using var key = PrivateKey.Parse(services.Keys[0]);
        var options = new SchedulerOptions
        {
            Rpc = services.Network.Rpc,
            Deployment = services.Network.Deployment,
            Key = key,
            Pool = Bytes32.Parse((await _cli.JsonAsync("pool", "show", "pair")).GetProperty("id").GetString()!).ToNumber(),
            Database = PostgresServer.NewDatabase(),
            DataFolder = Path.Combine(_cli.Home, "leader"),
            ListenUrl = new("http://127.0.0.1:0"),
            StatusUrl = pages[1],
            ConfigureLogging = static logging => logging.ClearProviders(),
        };
        var leader = await RunningScheduler.StartAsync(options, Stop);
        var standby = RunningScheduler.StartAsync(options with { DataFolder = Path.Combine(_cli.Home, "standby"), StatusUrl = pages[0] }, Stop);
        var deal = (await services.HubOf(0).FindDealAsync(Bytes32.Parse((await _cli.JsonAsync("run", "talker", "--pool", "pair", "--wallet", Owner)).GetProperty("deals")[0].GetString()!), Stop))!;
        var task = TaskId.Of(deal.Id, deal.Deal.First);

        using var asked = new SchedulerPage(pages, TimeSpan.FromSeconds(10));
        await Eventually.HoldsAsync("the leader knows the task", async () => await asked.TaskAsync(task, Stop) is not null, cancellationToken: Stop);
        using var page = new SchedulerPage(pages, TimeSpan.FromSeconds(10));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var told = new List<string>();
        await using var reading = new LogReader(page, TimeProvider.System, told.Add).ReadAsync(task, null, null, follow: true, enough.Token).GetAsyncEnumerator(enough.Token);
        var next = reading.MoveNextAsync().AsTask();
        await Eventually.HoldsAsync("the leader is followed", () => page.Address == pages[1], cancellationToken: Stop);
        await leader.DisposeAsync();
        await using var follower = await standby;
        await Eventually.HoldsAsync("the other one is followed", () => told.Count == 2 || next.IsCompleted, cancellationToken: Stop);
        told.Should().SatisfyRespectively(
            lost => lost.Should().Contain("the scheduler is lost").And.Contain($"{pages[1]}"),
            found => found.Should().Contain($"answers again, at {pages[0]}"));
        next.IsCompleted.Should().BeFalse("the task goes on");
        await enough.CancelAsync();
        await next.Awaiting(ended => ended).Should().ThrowAsync<OperationCanceledException>();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
