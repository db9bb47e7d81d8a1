using System.Numerics;
using System.Text.Json;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Tests.Chain;
using Ect.Testing;
using static Ect.Ethereum.Tests.Chain.ChainTest;

namespace Ect.Ethereum.Tests.Rpc;

/// <summary>Many calls in few messages, to a real chain.</summary>
public sealed class BatchTests
{
    private const int Many = 250;

    private static readonly EthClientOptions Impatient = new() { FailoverTimeout = TimeSpan.FromMilliseconds(500), MaxResponseBytes = 2 << 20, FirstDelay = TimeSpan.FromMilliseconds(5), Attempts = 2, AttemptTimeout = TimeSpan.FromSeconds(5) };

    private static readonly NodeTrouble[] WithBatches =
    [
        NodeTrouble.RefusesBatches, NodeTrouble.LimitsBatches, NodeTrouble.CutsBatches, NodeTrouble.MixesUpBatches, NodeTrouble.LeavesOutOfBatches, NodeTrouble.LimitsRateOfBatches, NodeTrouble.FailsOneOfBatches,
    ];

    private static IReadOnlyList<BigInteger> Numbers => [.. Enumerable.Range(0, Many).Select(number => (BigInteger)number)];

    [Fact]
    public async Task Many_calls_are_answered_in_their_order_by_few_messages()
    {
        await using var chain = await StartAsync();
        var probe = await DeployProbeAsync(chain.Sender());
        await using var node = new FaultyNode(chain.Node.HttpUri);
        using var client = new EthClient(node.Uri);
        (await client.CallAllAsync(Calls(probe), 1, cancellationToken: Token)).Should().Equal(Numbers);
        node.Troubled.Should().Be(3, "a batch has up to a hundred calls");
        (await chain.Client.CallAllAsync(Calls(probe), 1, cancellationToken: Token)).Should().Equal(Numbers, "the node itself takes batches too");
        (await client.CallAllAsync<BigInteger>([], 1, cancellationToken: Token)).Should().BeEmpty();
        node.Troubled.Should().Be(3);
    }

    [Fact]
    public async Task Whatever_an_endpoint_makes_of_batches_every_call_is_answered()
    {
        await using var chain = await StartAsync();
        var probe = await DeployProbeAsync(chain.Sender());
        await using var node = new FaultyNode(chain.Node.HttpUri);
        foreach (var trouble in WithBatches)
        {
            using var client = new EthClient(node.Uri, options: Impatient);
            node.Trouble = trouble;
            (await client.CallAllAsync(Calls(probe), 1, cancellationToken: Token)).Should().Equal(Numbers, $"in spite of {trouble}");
            client.States[0].Trouble.Should().BeNull($"{trouble} is no fault of the endpoint");
        }
    }

    [Theory]
    [InlineData(NodeTrouble.RefusesBatches, Many)]
    [InlineData(NodeTrouble.LimitsBatches, 45)]
    [InlineData(NodeTrouble.CutsBatches, 45)]
    public async Task How_many_calls_an_endpoint_takes_is_found_out_once(NodeTrouble trouble, int messages)
    {
        await using var chain = await StartAsync();
        var probe = await DeployProbeAsync(chain.Sender());
        await using var node = new FaultyNode(chain.Node.HttpUri);
        using var client = new EthClient(node.Uri, options: Impatient);
        node.Trouble = trouble;
        await client.CallAllAsync(Calls(probe), 1, cancellationToken: Token);
        node.Trouble = trouble;
        (await client.CallAllAsync(Calls(probe), 1, cancellationToken: Token)).Should().Equal(Numbers);
        node.Troubled.Should().BeInRange(Many / 10, messages);
    }

    [Fact]
    public async Task A_refusal_of_one_is_thrown_or_stands_in_its_place()
    {
        await using var chain = await StartAsync();
        var probe = await DeployProbeAsync(chain.Sender());
        ContractCall<BigInteger>[] calls = [Probe.OneLess(probe, 5), Probe.OneLess(probe, 0), Probe.OneLess(probe, 7)];
        var act = () => chain.Client.CallAllAsync(calls, 1, cancellationToken: Token);
        (await act.Should().ThrowAsync<RevertException>()).Which.ErrorName.Should().Be("Panic");
        (await chain.Client.CallAllAsync(calls, 1, refusal => refusal.ErrorName == "Panic" ? -1 : throw refusal, Token)).Should().Equal(4, -1, 6);
    }

    [Fact]
    public async Task What_a_node_cannot_run_is_an_error_and_costs_the_others_no_batch()
    {
        await using var chain = await StartAsync();
        await using var sender = chain.Sender();
        var probe = await DeployProbeAsync(sender);
        var invalid = (await sender.SendAsync(null, Hex.Decode("0x60fe60005360016000f3"), cancellationToken: Token)).ContractAddress!.Value;
        await using var node = new FaultyNode(chain.Node.HttpUri);
        using var client = new EthClient(node.Uri);
        var act = () => client.CallAllAsync([.. Calls(probe), Probe.CountOf(invalid)], 2, cancellationToken: Token);
        (await act.Should().ThrowAsync<RpcException>()).Which.Message.Should().Contain("refuses eth_call");
        node.Trouble = NodeTrouble.None;
        await client.CallAllAsync(Calls(probe), 2, cancellationToken: Token);
        node.Troubled.Should().Be(3);
    }

    [Fact]
    public async Task All_calls_are_of_the_block_that_is_named()
    {
        await using var chain = await StartAsync();
        await using var sender = chain.Sender();
        var probe = await DeployProbeAsync(sender);
        for (var i = 0; i < 3; i++)
        {
            await sender.SendAsync(probe, Probe.Poke.EncodeCall($"{i}"), cancellationToken: Token);
        }

        var calls = Enumerable.Repeat(Probe.CountOf(probe), Many).ToList();
        (await chain.Client.CallAllAsync(calls, 2, cancellationToken: Token)).Should().AllBeEquivalentTo(BigInteger.One);
        (await chain.Client.CallAllAsync(calls, 4, cancellationToken: Token)).Should().AllBeEquivalentTo((BigInteger)3);
    }

    [Fact]
    public async Task Blocks_and_codes_are_read_in_batches_as_they_are_one_by_one()
    {
        await using var chain = await StartAsync();
        var probe = await DeployProbeAsync(chain.Sender());
        await chain.Client.CallAsync("anvil_mine", 120);
        await using var node = new FaultyNode(chain.Node.HttpUri);
        using var client = new EthClient(node.Uri);
        ulong[] heights = [.. Enumerable.Range(1, 110).Select(height => (ulong)height), 999];

        var blocks = await client.GetBlocksAsync(heights, Token);
        node.Troubled.Should().Be(2);
        blocks[^1].Should().BeNull("the chain has no such block");
        blocks.Take(110).Should().BeEquivalentTo(await Task.WhenAll(heights.Take(110).Select(height => chain.Client.GetBlockAsync(BlockTag.Number(height), Token))), options => options.WithStrictOrdering());

        var codes = await client.GetCodesAsync([probe, chain.Key.Address, probe], 1, Token);
        codes.Select(code => code.Length > 0).Should().Equal(true, false, true);
        codes[0].Should().Equal(await chain.Client.GetCodeAsync(probe, cancellationToken: Token));
        (await client.GetCodesAsync([probe], 0, Token))[0].Should().BeEmpty("it stood nowhere before block 1");
        node.Troubled.Should().Be(4);
    }

    [Fact]
    public async Task Another_endpoint_is_asked_where_one_fails()
    {
        await using var chain = await StartAsync();
        var probe = await DeployProbeAsync(chain.Sender());
        await using var bad = new FaultyNode(chain.Node.HttpUri);
        foreach (var trouble in Enum.GetValues<NodeTrouble>().Where(trouble => trouble is not NodeTrouble.Lies))
        {
            using var client = new EthClient(new RpcEndpoints(bad.Uri, chain.Node.HttpUri), options: Impatient with { ChainId = chain.Node.ChainId });
            bad.Trouble = trouble;
            (await client.CallAllAsync(Calls(probe), 1, cancellationToken: Token)).Should().Equal(Numbers, $"in spite of {trouble}");
        }
    }

    [Fact]
    public async Task Where_endpoints_do_not_agree_on_one_call_nothing_is_believed()
    {
        await using var chain = await StartAsync();
        var probe = await DeployProbeAsync(chain.Sender());
        await using var liar = new FaultyNode(chain.Node.HttpUri) { Trouble = NodeTrouble.Lies };
        using var client = new EthClient(new RpcEndpoints(liar.Uri, chain.Node.HttpUri), options: Impatient with { ChainId = chain.Node.ChainId });
        var act = () => client.Agreed.CallAllAsync(Calls(probe), 1, cancellationToken: Token);
        (await act.Should().ThrowAsync<NoQuorumException>()).Which.Method.Should().Be("eth_call");
    }

    [Theory]
    [InlineData(NodeTrouble.Hangs, typeof(NodeUnreachableException))]
    [InlineData(NodeTrouble.BreaksOff, typeof(NodeUnreachableException))]
    [InlineData(NodeTrouble.LimitsRate, typeof(NodeUnreachableException))]
    [InlineData(NodeTrouble.LimitsRateInWords, typeof(NodeUnreachableException))]
    [InlineData(NodeTrouble.AnswersMalformed, typeof(RpcException))]
    [InlineData(NodeTrouble.AnswersHuge, typeof(RpcException))]
    public async Task The_only_endpoint_s_fault_is_the_same_error_as_ever(NodeTrouble trouble, Type error)
    {
        await using var chain = await StartAsync();
        await using var node = new FaultyNode(chain.Node.HttpUri) { Trouble = trouble };
        using var client = new EthClient(node.Uri, options: Impatient with { Attempts = 1, AttemptTimeout = trouble == NodeTrouble.Hangs ? TimeSpan.FromMilliseconds(300) : TimeSpan.FromMinutes(1) });
        var act = () => client.CallAllAsync(Calls(Address.Zero), 0, cancellationToken: Token);
        (await act.Should().ThrowAsync<Exception>()).Which.Should().BeOfType(error);
        client.States[0].Trouble.Should().NotBeNull();
    }

    [Theory]
    [InlineData("""[{"id":1,"result":"0x"},{"id":1,"result":"0x01"}]""")]
    [InlineData("""{"id":1,"result":"0x"}""")]
    [InlineData("17")]
    public void An_answer_to_a_batch_that_is_none_is_not_understood(string json)
    {
        using var document = JsonDocument.Parse(json);
        var act = () => JsonRpc.Answers("eth_call", document.RootElement, 2);
        act.Should().Throw<RpcException>().Which.Code.Should().Be(RpcException.MalformedAnswer);
    }

    [Fact]
    public void Answers_to_nothing_that_was_asked_are_passed_over()
    {
        using var document = JsonDocument.Parse("""[null, 5, {}, {"id":null,"error":{}}, {"id":3,"result":"0x"}, {"id":"1","result":"0x"}, {"id":2,"result":"0x02"}]""");
        JsonRpc.Answers("eth_call", document.RootElement, 2).Select(answer => answer?.GetProperty("result").GetString()).Should().Equal(null, "0x02");
    }

    private static IReadOnlyList<ContractCall<BigInteger>> Calls(Address probe) => [.. Numbers.Select(number => Probe.OneLess(probe, number + 1))];
}
