using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;
using Ect.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Worker.Tests.Integration;

/// <summary>What a worker asks of its node while it has no seat.</summary>
public sealed class SeatWatchTests(TestNetwork network) : IClassFixture<TestNetwork>, IAsyncLifetime
{
    private const string SeatLook = "eth_call";
    private const string LogLook = "eth_getLogs";

    private readonly Counting node = new();
    private readonly FakeTimeProvider time = new();
    private readonly CollectedLog log = new();
    private readonly TemporaryFolder folder = new();
    private PrivateKey key = null!;
    private EthClient client = null!;
    private TransactionSender sender = null!;
    private HubClient hub = null!;
    private StartCheck seat = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await network.NewPoolAsync();
        key = await network.NewWorkerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await sender.DisposeAsync();
        client.Dispose();
        node.Dispose();
        log.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Where_the_pool_has_no_roster_nothing_is_searched_and_nothing_said_again()
    {
        Connect();
        await seat.RunAsync(Ct);
        await LooksAsync(5);

        node.CountOf(LogLook).Should().Be(0);
        log.Lines.Count(line => line.Contains("has not opened its roster", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task A_seat_that_was_given_back_is_searched_for_once_and_not_taken_again()
    {
        await network.NewSeatedWorkerAsync(); // Opens the roster.
        Connect();
        await seat.RunAsync(Ct);
        await hub.LeaveSeatAsync(network.Pool, Ct);
        await LooksAsync(5);

        node.CountOf(LogLook).Should().Be(1);
        (await network.SeatAsync(key.Address)).Roster.Should().Be(0);
    }

    private void Connect()
    {
        client = new EthClient(network.Node.HttpUri, options: new() { ChainId = network.Node.ChainId }, handler: node);
        sender = new TransactionSender(client, key, network.Node.ChainId, new() { PollInterval = TimeSpan.FromMilliseconds(50) });
        hub = new HubClient(client, network.Deployment, sender);
        seat = new StartCheck(RunningWorker.OptionsFor(network, key, new Uri("http://127.0.0.1:1"), folder.Path), hub, time, log);
    }

    /// <summary>Lets the worker look so many times.</summary>
    private async Task LooksAsync(int times)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        node.Reset();
        var keeping = seat.KeepSeatAsync(stop.Token);
        await Eventually.HoldsAsync(
            "it has looked",
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(10));
                return node.CountOf(SeatLook) >= times;
            },
            TimeSpan.FromMinutes(1),
            Ct);
        await stop.CancelAsync();
        await keeping.ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    /// <summary>Counts requests by their method.</summary>
    private sealed class Counting() : DelegatingHandler(new SocketsHttpHandler())
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> bodies = new();

        public int CountOf(string method) => bodies.Count(body => body.Contains($"\"{method}\"", StringComparison.Ordinal));

        public void Reset() => bodies.Clear();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            bodies.Enqueue(await request.Content!.ReadAsStringAsync(cancellationToken));
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
