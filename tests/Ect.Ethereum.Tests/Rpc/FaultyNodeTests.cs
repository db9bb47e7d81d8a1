using Ect.Ethereum.Rpc;
using Ect.Ethereum.Tests.Chain;
using Ect.Ethereum.Transactions;
using Ect.Testing;
using FsCheck.Fluent;
using static Ect.Ethereum.Tests.Chain.ChainTest;

namespace Ect.Ethereum.Tests.Rpc;

/// <summary>Two good nodes and a bad one in front of a real chain.</summary>
public sealed class FaultyNodeTests
{
    private static readonly EthClientOptions Impatient = new() { FailoverTimeout = TimeSpan.FromMilliseconds(300), MaxResponseBytes = 2 << 20, FirstDelay = TimeSpan.FromMilliseconds(20), ProbeInterval = TimeSpan.FromMilliseconds(200) };

    [Fact]
    public async Task With_one_bad_endpoint_of_three_transactions_are_mined_and_what_is_agreed_on_is_true()
    {
        await using var chain = await StartAsync();
        await chain.MineAsync(50);
        await using var good = new FaultyNode(chain.Node.HttpUri);
        await using var bad = new FaultyNode(chain.Node.HttpUri);
        using var client = new EthClient(new RpcEndpoints(bad.Uri, good.Uri, chain.Node.HttpUri), chain.Client.Errors, Impatient with { ChainId = chain.Node.ChainId });
        await using var sender = new TransactionSender(client, chain.Key, chain.Node.ChainId, Quick);
        var probe = await DeployProbeAsync(sender);
        var mined = 0;
        foreach (var trouble in Enum.GetValues<NodeTrouble>())
        {
            bad.Trouble = trouble;
            await chain.MineAsync();
            (await sender.SendAsync(probe, Probe.Poke.EncodeCall($"{trouble}"), cancellationToken: Token)).Succeeded.Should().BeTrue($"in spite of {trouble}");
            await TrueAsync(chain, client, probe, ++mined, $"in spite of {trouble}");
        }
    }

    [Fact]
    public async Task Whatever_order_troubles_come_in_what_is_agreed_on_is_true()
    {
        await using var chain = await StartAsync();
        await chain.MineAsync(50);
        await using var good = new FaultyNode(chain.Node.HttpUri);
        await using var bad = new FaultyNode(chain.Node.HttpUri);
        var probe = await DeployProbeAsync(chain.Sender());
        var troubles = Enum.GetValues<NodeTrouble>().Where(trouble => trouble is not NodeTrouble.Hangs).ToArray();
        foreach (var order in Gen.Elements(troubles).ArrayOf(6).Sample(6))
        {
            // A new client each time: its first look may fall into any trouble.
            using var client = new EthClient(new RpcEndpoints(bad.Uri, good.Uri, chain.Node.HttpUri), chain.Client.Errors, Impatient with { ChainId = chain.Node.ChainId });
            foreach (var trouble in order)
            {
                bad.Trouble = trouble;
                await TrueAsync(chain, client, probe, 0, $"in spite of {string.Join(", ", order)}");
            }
        }
    }

    [Fact]
    public async Task A_single_bad_endpoint_is_named_and_used_again_when_it_is_well()
    {
        await using var chain = await StartAsync();
        await using var bad = new FaultyNode(chain.Node.HttpUri);
        using var client = new EthClient(bad.Uri, options: Impatient with { Attempts = 1, AttemptTimeout = TimeSpan.FromMilliseconds(300) });
        foreach (var trouble in new[] { NodeTrouble.Hangs, NodeTrouble.LimitsRate, NodeTrouble.LimitsRateInWords, NodeTrouble.AnswersMalformed, NodeTrouble.AnswersHuge, NodeTrouble.BreaksOff })
        {
            bad.Trouble = trouble;
            var act = () => client.BlockNumberAsync(Token);
            var problem = (await act.Should().ThrowAsync<Exception>($"of {trouble}")).Which;
            problem.Should().Match(exception => exception is NodeUnreachableException || exception is RpcException);
            client.States[0].Trouble.Should().NotBeNull();
            bad.Trouble = NodeTrouble.None;
            (await client.BlockNumberAsync(Token)).Should().Be(0);
            client.States[0].Trouble.Should().BeNull();
        }
    }

    /// <summary>Reads by agreement what the node itself says.</summary>
    private static async Task TrueAsync(ChainTest chain, EthClient client, Address probe, int count, string because)
    {
        var agreed = client.Agreed;
        var head = await chain.Client.BlockNumberAsync(Token);
        (await agreed.BlockNumberAsync(Token)).Should().Be(head, because);
        (await agreed.ChainIdAsync(Token)).Should().Be(chain.Node.ChainId, because);
        ((System.Numerics.BigInteger)Probe.Count.DecodeResult(await agreed.EthCallAsync(probe, Probe.Count.EncodeCall(), cancellationToken: Token))[0]!).Should().Be(count, because);
        (await agreed.CallAllAsync([.. Enumerable.Range(1, 15).Select(number => Probe.OneLess(probe, number + 1)), Probe.CountOf(probe)], head, cancellationToken: Token)).Should().Equal([.. Enumerable.Range(1, 15).Append(count).Select(number => (System.Numerics.BigInteger)number)], because);
        var filter = new LogFilter { FromBlock = 0, ToBlock = head, Addresses = [probe] };
        var logs = await agreed.GetLogsAsync(filter, Token);
        logs.Should().BeEquivalentTo(await chain.Client.GetLogsAsync(filter, Token), because);
        logs.Should().HaveCount(count, because);
        if (count > 0)
        {
            (await agreed.GetTransactionReceiptAsync(logs[^1].TransactionHash, Token))!.Succeeded.Should().BeTrue(because);
        }
    }
}
