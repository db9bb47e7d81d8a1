using System.Numerics;
using System.Text.Json.Nodes;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Tests.Chain;
using Ect.Ethereum.Transactions;
using Ect.Testing;
using static Ect.Ethereum.Tests.Chain.ChainTest;

namespace Ect.Ethereum.Tests.Transactions;

/// <summary>Fees that rise, gaps of nonces, and re-organisations, on a real node.</summary>
public sealed class SenderTroubleTests
{
    private static readonly AnvilOptions Manual = new() { NoMining = true };
    private static readonly Address Receiver = Address.Parse("0x00000000000000000000000000000000000000aa");
    private static readonly BigInteger Gwei = 1_000_000_000;

    [Fact]
    public async Task A_base_fee_that_rises_tenfold_is_followed_by_a_replacement()
    {
        await using var chain = await StartAsync(Manual);
        await using var sender = chain.Sender(Quick with { BumpAfter = TimeSpan.FromMilliseconds(500) });
        var hash = await sender.SubmitAsync(Receiver, [], value: 7, cancellationToken: Token);
        var first = (await chain.Client.GetTransactionByHashAsync(hash, Token))!;

        await MineAtAsync(chain, first.MaxFeePerGas!.Value * 10);
        (await chain.Client.GetTransactionReceiptAsync(hash, Token)).Should().BeNull("it cannot pay the new base fee");
        var wait = sender.WaitAsync(hash, Token);
        await Eventually.HoldsAsync("a version that can pay waits in the pool", async () => await chain.PoolSizeAsync() == 1, cancellationToken: Token);
        await chain.MineAsync();

        var receipt = await wait;
        receipt.EffectiveGasPrice.Should().BeGreaterThan(first.MaxFeePerGas.Value);
        (await chain.Client.GetTransactionByHashAsync(receipt.TransactionHash, Token))!.Nonce.Should().Be(first.Nonce);
        (await BalanceAsync(chain)).Should().Be(7);
    }

    [Fact]
    public async Task Beyond_the_limit_on_fees_a_transaction_waits_says_so_and_is_mined_when_fees_fall()
    {
        await using var chain = await StartAsync(Manual);
        var limit = Gwei * 5;
        await using var sender = chain.Sender(Quick with { BumpAfter = TimeSpan.FromMilliseconds(300), Timeout = TimeSpan.FromSeconds(3), MaxFeePerGas = limit });
        var send = sender.SendAsync(Receiver, [], value: 7, cancellationToken: Token);
        await Eventually.HoldsAsync("it waits in the pool", async () => await chain.PoolSizeAsync() == 1, cancellationToken: Token);
        await MineAtAsync(chain, limit * 10);

        var act = () => send;
        (await act.Should().ThrowAsync<TimeoutException>()).Which.Message.Should().Contain($"its fees stand at the limit of {limit} wei per gas");
        await MineAtAsync(chain, Gwei);
        await Eventually.HoldsAsync("it is in the pool again, which dropped it", async () => await chain.PoolSizeAsync() == 1, cancellationToken: Token);
        await chain.MineAsync();
        await Eventually.HoldsAsync("it is mined and noticed", () => sender.InFlight == 0, cancellationToken: Token);
        (await BalanceAsync(chain)).Should().Be(7);
    }

    [Fact]
    public async Task A_base_fee_beyond_the_limit_is_waited_out_before_anything_is_sent()
    {
        await using var chain = await StartAsync(Manual);
        await using var sender = chain.Sender(Quick with { MaxFeePerGas = Gwei * 2 });
        await MineAtAsync(chain, Gwei * 100);
        var send = sender.SendAsync(Receiver, [], value: 7, gasLimit: 21_000, cancellationToken: Token);
        for (var block = 0; block < 3; block++)
        {
            await MineAtAsync(chain, Gwei * 100);
        }

        await MineAtAsync(chain, Gwei);
        await Eventually.HoldsAsync("it is sent", async () => await chain.PoolSizeAsync() == 1, cancellationToken: Token);
        await chain.MineAsync();
        (await send).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task A_base_fee_that_stays_beyond_the_limit_ends_with_the_reason()
    {
        await using var chain = await StartAsync(Manual);
        await using var sender = chain.Sender(Quick with { MaxFeePerGas = Gwei * 2, Timeout = TimeSpan.FromSeconds(1) });
        await MineAtAsync(chain, Gwei * 1000);
        var act = () => sender.SendAsync(Receiver, [], value: 7, gasLimit: 21_000, cancellationToken: Token);
        (await act.Should().ThrowAsync<TimeoutException>()).Which.Message.Should().Contain("asked more than 2000000000 wei per gas").And.Contain("nothing was sent");
    }

    [Fact]
    public async Task A_gap_that_another_programs_lost_transaction_left_is_filled()
    {
        await using var chain = await StartAsync(Manual);
        await using var sender = chain.Sender();
        var others = Plain(chain, 0, Gwei * 100);
        await chain.Client.SendRawTransactionAsync(others.Encode(), Token);
        var send = sender.SendAsync(Receiver, [], value: 7, cancellationToken: Token);
        await Eventually.HoldsAsync("both wait in the pool", async () => await chain.PoolSizeAsync() == 2, cancellationToken: Token);

        await chain.DropAsync(others.Hash);
        await Eventually.HoldsAsync(
            "the gap is filled", async () => await chain.Client.GetTransactionCountAsync(sender.Address, BlockTag.Pending, Token) == 2, cancellationToken: Token);
        await chain.MineAsync();
        (await send).Succeeded.Should().BeTrue();
        (await BalanceAsync(chain)).Should().Be(7);
    }

    [Fact]
    public async Task A_transaction_counts_when_it_is_as_deep_as_asked()
    {
        await using var chain = await StartAsync(Manual);
        await using var sender = chain.Sender(Quick with { Confirmations = 3, Timeout = TimeSpan.FromSeconds(2) });
        var send = sender.SendAsync(Receiver, [], value: 7, cancellationToken: Token);
        await Eventually.HoldsAsync("it waits in the pool", async () => await chain.PoolSizeAsync() == 1, cancellationToken: Token);
        await chain.MineAsync(2);

        var act = () => send;
        (await act.Should().ThrowAsync<TimeoutException>()).Which.Message.Should().Contain("block 1 has it, and 3 blocks are waited for");
        await chain.MineAsync();
        await Eventually.HoldsAsync("it counts", () => sender.InFlight == 0, cancellationToken: Token);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public async Task A_mined_transaction_that_a_reorg_drops_is_sent_again_and_done_once(int depth)
    {
        await using var chain = await StartAsync(Manual);
        await using var sender = chain.Sender(Quick with { Confirmations = 21 });
        await chain.MineAsync(25);
        var send = sender.SendAsync(Receiver, [], value: 7, cancellationToken: Token);
        await Eventually.HoldsAsync("it waits in the pool", async () => await chain.PoolSizeAsync() == 1, cancellationToken: Token);
        await chain.MineAsync(depth);
        (await BalanceAsync(chain)).Should().Be(7);

        await chain.Client.CallAsync("anvil_reorg", depth, new JsonArray());
        (await BalanceAsync(chain)).Should().Be(0, "anvil does not return it to the pool");
        await Eventually.HoldsAsync("it is sent again", async () => await chain.PoolSizeAsync() == 1, cancellationToken: Token);
        await chain.MineAsync(21);

        (await send).Succeeded.Should().BeTrue();
        (await BalanceAsync(chain)).Should().Be(7);
        (await chain.Client.GetTransactionCountAsync(sender.Address, cancellationToken: Token)).Should().Be(1);
    }

    [Fact]
    public async Task A_mined_transaction_that_a_node_denies_is_not_done_twice_while_the_others_know_it()
    {
        await using var chain = await StartAsync();
        using var client = new EthClient(new RpcEndpoints("http://forgetful,http://second,http://third"), handler: new Forgetful(chain.Node.HttpUri));
        await using var sender = new TransactionSender(client, chain.Key, chain.Node.ChainId, Quick with { Timeout = TimeSpan.FromSeconds(4) });

        var act = () => sender.SendAsync(Receiver, [], value: 7, cancellationToken: Token);
        (await act.Should().ThrowAsync<TimeoutException>()).Which.Message.Should().Contain("none has a receipt of it yet");
        (await BalanceAsync(chain)).Should().Be(7);
        (await chain.Client.GetTransactionCountAsync(sender.Address, cancellationToken: Token)).Should().Be(1);
    }

    private static async Task MineAtAsync(ChainTest chain, BigInteger baseFee)
    {
        await chain.Client.CallAsync("anvil_setNextBlockBaseFeePerGas", $"0x{baseFee:x}");
        await chain.MineAsync();
    }

    private static Task<BigInteger> BalanceAsync(ChainTest chain) => chain.Client.GetBalanceAsync(Receiver, cancellationToken: Token);

    private static SignedTransaction Plain(ChainTest chain, ulong nonce, BigInteger fee) => new DynamicFeeTransaction
    {
        ChainId = chain.Node.ChainId,
        Nonce = nonce,
        GasLimit = 21_000,
        To = Address.Zero,
        MaxFeePerGas = fee,
        MaxPriorityFeePerGas = fee,
    }.Sign(chain.Key);

    /// <summary>Three ways to a node, of which the one named forgetful knows neither receipts nor transactions.</summary>
    private sealed class Forgetful(Uri node) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var asked = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
            var isForgetful = request.RequestUri!.Host == "forgetful";
            request.RequestUri = node;
            return isForgetful && (string?)asked["method"] is "eth_getTransactionReceipt" or "eth_getTransactionByHash"
                ? new() { Content = new StringContent($$"""{"jsonrpc":"2.0","id":{{asked["id"]}},"result":null}""") }
                : await base.SendAsync(request, cancellationToken);
        }
    }
}
