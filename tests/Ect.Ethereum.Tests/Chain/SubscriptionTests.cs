using System.Collections.Concurrent;
using Ect.Ethereum.Rpc;
using Ect.Testing;
using static Ect.Ethereum.Tests.Chain.ChainTest;

namespace Ect.Ethereum.Tests.Chain;

public sealed class SubscriptionTests
{
    private static readonly EthSubscriptionOptions Quick = new() { FirstDelay = TimeSpan.FromMilliseconds(50), LongestDelay = TimeSpan.FromMilliseconds(500) };

    [Fact]
    public async Task Heads_come_again_after_the_node_was_restarted()
    {
        await using var chain = await StartAsync(new() { BlockTime = TimeSpan.FromSeconds(1) }, persistent: true);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var heads = new ConcurrentQueue<Block>();
        var reading = ReadAsync(new EthSubscription(chain.Node.WebSocketUri, Quick).NewHeadsAsync(stop.Token), heads);
        await Eventually.HoldsAsync("two heads came", () => heads.Count >= 2, cancellationToken: Token);

        await chain.Node.RestartAsync(Token);
        var before = heads.Count;
        await Eventually.HoldsAsync("heads come again", () => heads.Count >= before + 2, cancellationToken: Token);
        await stop.CancelAsync();
        await reading;

        var last = heads.Last();
        (await chain.Client.GetBlockAsync(last.Hash, Token))!.Number.Should().Be(last.Number);
    }

    [Fact]
    public async Task Logs_missed_while_the_connection_was_lost_are_told_once()
    {
        await using var chain = await StartAsync(persistent: true);
        await using var sender = chain.Sender();
        var probe = await DeployProbeAsync(sender);
        await sender.SendAsync(probe, Probe.Poke.EncodeCall("before"), cancellationToken: Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var logs = new ConcurrentQueue<Log>();
        await using var relay = new TcpRelay(chain.Node.Port);
        var filter = new LogFilter { Addresses = [probe], Topics = [[Probe.Poked.Topic0]] };
        var reading = ReadAsync(new EthSubscription(relay.WebSocketUri, Quick).LogsAsync(filter, stop.Token), logs);

        // Poked until the subscription stands, because nothing tells when it does.
        var pokes = 0;
        await Eventually.HoldsAsync("a first log comes", async () =>
        {
            await sender.SendAsync(probe, Probe.Poke.EncodeCall($"{pokes++}"), cancellationToken: Token);
            return !logs.IsEmpty;
        }, cancellationToken: Token);
        relay.Cut();
        await sender.SendAsync(probe, Probe.Poke.EncodeCall("missed 1"), cancellationToken: Token);
        await chain.Node.RestartAsync(Token);
        await sender.SendAsync(probe, Probe.Poke.EncodeCall("missed 2"), cancellationToken: Token);
        logs.Select(Note).Should().NotContain("missed 1");
        relay.Join();
        await Eventually.HoldsAsync("the missed logs come", () => logs.Select(Note).Contains("missed 2"), cancellationToken: Token);
        await sender.SendAsync(probe, Probe.Poke.EncodeCall("after"), cancellationToken: Token);
        await Eventually.HoldsAsync("the next log comes", () => logs.Select(Note).Contains("after"), cancellationToken: Token);
        await stop.CancelAsync();
        await reading;

        logs.Select(Note).Should().OnlyHaveUniqueItems().And.NotContain("before");
        logs.Select(Note).Should().ContainInOrder("missed 1", "missed 2", "after");
    }

    private static string Note(Log log) => (string)Probe.Poked.Decode(log.Topics, log.Data)[3]!;

    private static async Task ReadAsync<T>(IAsyncEnumerable<T> news, ConcurrentQueue<T> into)
    {
        try
        {
            await foreach (var item in news)
            {
                into.Enqueue(item);
            }
        }
        catch (OperationCanceledException)
        {
            // The test has seen enough.
        }
    }
}
