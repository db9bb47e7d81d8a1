using System.Numerics;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;
using Ect.Testing;
using static Ect.Ethereum.Tests.Chain.ChainTest;

namespace Ect.Ethereum.Tests.Chain;

public sealed class TransactionSenderTests
{
    private static readonly AnvilOptions Manual = new() { NoMining = true };

    [Fact]
    public async Task A_hundred_concurrent_sends_of_one_key_are_all_mined()
    {
        await using var chain = await StartAsync(new() { BlockTime = TimeSpan.FromSeconds(1) });
        await using var sender = chain.Sender();
        var probe = await DeployProbeAsync(sender);

        var receipts = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            sender.SendAsync(probe, Probe.Poke.EncodeCall($"{i}"), value: i, cancellationToken: Token)));

        receipts.Should().OnlyContain(receipt => receipt.Succeeded);
        receipts.Select(receipt => receipt.TransactionHash).Should().OnlyHaveUniqueItems();
        (await chain.CountAsync(probe)).Should().Be(100);
        (await chain.Client.GetTransactionCountAsync(sender.Address, cancellationToken: Token)).Should().Be(101);
        (await chain.Client.GetBalanceAsync(probe, cancellationToken: Token)).Should().Be(4950);
        var notes = receipts.Select(receipt => (string)Probe.Poked.Decode(receipt.Logs[0].Topics, receipt.Logs[0].Data)[3]!);
        notes.Should().BeEquivalentTo(Enumerable.Range(0, 100).Select(i => $"{i}"));
    }

    [Fact]
    public async Task Dropped_transactions_are_sent_again()
    {
        await using var chain = await StartAsync(Manual);
        await using var sender = chain.Sender();
        var receiver = Address.Parse("0x00000000000000000000000000000000000000aa");
        var sends = Enumerable.Range(0, 5).Select(_ => sender.SendAsync(receiver, [], value: 1, cancellationToken: Token)).ToArray();
        await Eventually.HoldsAsync("all five wait in the pool", async () => await chain.PoolSizeAsync() == 5, cancellationToken: Token);

        // The first and a middle one: the others cannot be mined without them.
        foreach (var hash in (await PoolHashesAsync(chain)).Where((_, i) => i is 0 or 2))
        {
            await chain.DropAsync(hash);
        }

        (await chain.PoolSizeAsync()).Should().BeLessThan(5);
        await Eventually.HoldsAsync("the lost ones are back", async () => await chain.PoolSizeAsync() == 5, cancellationToken: Token);
        await chain.MineAsync();

        (await Task.WhenAll(sends)).Should().OnlyContain(receipt => receipt.Succeeded);
        (await chain.Client.GetBalanceAsync(receiver, cancellationToken: Token)).Should().Be(5);
    }

    [Fact]
    public async Task A_transaction_displaced_by_another_with_its_nonce_is_sent_with_a_new_nonce()
    {
        await using var chain = await StartAsync(Manual);
        await using var sender = chain.Sender();
        var receiver = Address.Parse("0x00000000000000000000000000000000000000bb");
        var send = sender.SendAsync(receiver, [], value: 7, cancellationToken: Token);
        await Eventually.HoldsAsync("it waits in the pool", async () => await chain.PoolSizeAsync() == 1, cancellationToken: Token);

        // Another program with the same key replaces it by one that pays more.
        var thief = Plain(chain, nonce: 0, fee: 500_000_000_000);
        await chain.Client.SendRawTransactionAsync(thief.Encode(), Token);
        await chain.MineAsync();
        await Eventually.HoldsAsync("it waits in the pool again", async () => await chain.PoolSizeAsync() == 1, cancellationToken: Token);
        await chain.MineAsync();

        var receipt = await send;
        receipt.Succeeded.Should().BeTrue();
        (await chain.Client.GetTransactionByHashAsync(receipt.TransactionHash, Token))!.Nonce.Should().Be(1);
        (await chain.Client.GetTransactionReceiptAsync(thief.Hash, Token))!.Succeeded.Should().BeTrue();
        (await chain.Client.GetBalanceAsync(receiver, cancellationToken: Token)).Should().Be(7);
    }

    [Fact]
    public async Task A_mined_transaction_whose_receipt_comes_late_is_not_sent_twice()
    {
        await using var chain = await StartAsync();
        using var receipts = new LateReceipts();
        using var client = new EthClient(chain.Node.HttpUri, handler: receipts);
        await using var sender = new TransactionSender(client, chain.Key, chain.Node.ChainId, Quick);
        var receiver = Address.Parse("0x00000000000000000000000000000000000000dd");

        var send = sender.SendAsync(receiver, [], value: 7, cancellationToken: Token);
        await Eventually.HoldsAsync("the sender had every reason for doubt", () => receipts.Denied >= 20, cancellationToken: Token);
        receipts.Released = true;

        (await send).Succeeded.Should().BeTrue();
        (await chain.Client.GetBalanceAsync(receiver, cancellationToken: Token)).Should().Be(7);
        (await chain.Client.GetTransactionCountAsync(sender.Address, cancellationToken: Token)).Should().Be(1);
    }

    [Fact]
    public async Task Nonces_used_by_another_program_in_between_are_skipped()
    {
        await using var chain = await StartAsync();
        await using var sender = chain.Sender();
        await using var other = chain.Sender();
        var receiver = Address.Parse("0x00000000000000000000000000000000000000cc");

        // Two senders of one key, each with its own idea of the next nonce.
        var sends = Enumerable.Range(0, 10).SelectMany(_ => new[] { sender, other }).Select(each => each.SendAsync(receiver, [], value: 1, cancellationToken: Token));

        (await Task.WhenAll(sends)).Should().OnlyContain(receipt => receipt.Succeeded);
        (await chain.Client.GetBalanceAsync(receiver, cancellationToken: Token)).Should().Be(20);
    }

    [Fact]
    public async Task A_stuck_transaction_is_replaced_by_one_with_higher_fees()
    {
        await using var chain = await StartAsync(Manual);
        await using var sender = chain.Sender(Quick with { BumpAfter = TimeSpan.FromMilliseconds(700) });
        var hash = await sender.SubmitAsync(Address.Zero, [], value: 1, cancellationToken: Token);
        var first = await chain.Client.GetTransactionByHashAsync(hash, Token);

        await Eventually.HoldsAsync("the first version is replaced", async () => await chain.Client.GetTransactionByHashAsync(hash, Token) is null, cancellationToken: Token);
        var wait = sender.WaitAsync(hash, Token);
        await chain.MineAsync();
        var receipt = await wait;

        receipt.TransactionHash.Should().NotBe(hash);
        var mined = await chain.Client.GetTransactionByHashAsync(receipt.TransactionHash, Token);
        mined!.Nonce.Should().Be(first!.Nonce);
        mined.MaxFeePerGas!.Value.Should().BeGreaterThan(first.MaxFeePerGas!.Value * 11 / 10);
        mined.MaxPriorityFeePerGas!.Value.Should().BeGreaterThan(first.MaxPriorityFeePerGas!.Value * 11 / 10);
    }

    [Fact]
    public async Task Transactions_survive_a_node_that_is_killed_and_started_again()
    {
        await using var chain = await StartAsync(Manual, persistent: true);
        await using var sender = chain.Sender();
        var receiver = Address.Parse("0x00000000000000000000000000000000000000dd");
        var sends = Enumerable.Range(0, 3).Select(_ => sender.SendAsync(receiver, [], value: 1, cancellationToken: Token)).ToArray();
        await Eventually.HoldsAsync("they wait in the pool", async () => await chain.PoolSizeAsync() == 3, cancellationToken: Token);

        await chain.Node.KillAsync(); // The pool is lost with the process.
        await chain.Node.RestartAsync(Token);
        await Eventually.HoldsAsync("they are in the new node's pool", async () => await chain.PoolSizeAsync() == 3, cancellationToken: Token);
        await chain.MineAsync();

        (await Task.WhenAll(sends)).Should().OnlyContain(receipt => receipt.Succeeded);
        (await chain.Client.GetBalanceAsync(receiver, cancellationToken: Token)).Should().Be(3);
    }

    [Fact]
    public async Task Later_transactions_are_mined_although_a_reorganisation_lost_an_earlier_one()
    {
        await using var chain = await StartAsync(Manual);
        await using var sender = chain.Sender();
        var receiver = Address.Parse("0x00000000000000000000000000000000000000ee");
        await chain.MineAsync(5);
        var early = sender.SendAsync(receiver, [], value: 1, cancellationToken: Token);
        var late = sender.SendAsync(receiver, [], value: 10, cancellationToken: Token);
        await Eventually.HoldsAsync("both wait in the pool", async () => await chain.PoolSizeAsync() == 2, cancellationToken: Token);
        var hashes = await PoolHashesAsync(chain);
        await chain.DropAsync(hashes[1]);
        await chain.MineAsync();
        await Task.WhenAny(early, late);

        // The block with the first transaction goes, and anvil does not return it to the pool.
        await chain.Client.CallAsync("anvil_rollback", 1);
        await Eventually.HoldsAsync("both wait in the pool again", async () => await chain.PoolSizeAsync() == 2, cancellationToken: Token);
        await chain.MineAsync();

        await Task.WhenAll(early, late);
        (await chain.Client.GetBalanceAsync(receiver, cancellationToken: Token)).Should().Be(11);
    }

    [Fact]
    public async Task Nothing_is_sent_to_another_chain()
    {
        await using var chain = await StartAsync(new() { ChainId = 4242 });
        await using var sender = new TransactionSender(chain.Client, chain.Key, 1, Quick);

        var act = () => sender.SendAsync(Address.Zero, [], value: 1, cancellationToken: Token);

        (await act.Should().ThrowAsync<ChainMismatchException>()).Which.Actual.Should().Be(4242);
        (await chain.Client.GetTransactionCountAsync(sender.Address, BlockTag.Pending, Token)).Should().Be(0);
    }

    [Fact]
    public async Task An_account_without_money_learns_what_it_lacks()
    {
        await using var chain = await StartAsync();
        using var poor = PrivateKey.Generate();
        await using var sender = new TransactionSender(chain.Client, poor, chain.Node.ChainId, Quick);

        var estimated = () => sender.SendAsync(Address.Zero, [], value: 5, cancellationToken: Token);
        var limited = () => sender.SendAsync(Address.Zero, [], value: 5, gasLimit: 21_000, cancellationToken: Token);

        (await estimated.Should().ThrowAsync<InsufficientFundsException>()).Which.Message.Should().Contain(poor.Address.ToString());
        (await limited.Should().ThrowAsync<InsufficientFundsException>()).Which.Needed.Should().BeGreaterThan(5);
    }

    [Fact]
    public async Task A_sender_whose_node_is_gone_says_so()
    {
        await using var chain = await StartAsync();
        await using var sender = chain.Sender();
        await chain.Node.KillAsync();

        var act = () => sender.SendAsync(Address.Zero, [], value: 1, cancellationToken: Token);

        (await act.Should().ThrowAsync<NodeUnreachableException>()).Which.Message.Should().Contain($"127.0.0.1:{chain.Node.Port}");
    }

    private static async Task<Bytes32[]> PoolHashesAsync(ChainTest chain)
    {
        var content = await chain.Client.CallAsync("txpool_content");
        return [.. content.GetProperty("pending").EnumerateObject()
            .Where(account => Address.Parse(account.Name) == chain.Key.Address)
            .SelectMany(account => account.Value.EnumerateObject())
            .OrderBy(entry => int.Parse(entry.Name, System.Globalization.CultureInfo.InvariantCulture))
            .Select(entry => Bytes32.Parse(entry.Value.GetProperty("hash").GetString()!))];
    }

    private static SignedTransaction Plain(ChainTest chain, ulong nonce, BigInteger fee) => new DynamicFeeTransaction
    {
        ChainId = chain.Node.ChainId,
        Nonce = nonce,
        GasLimit = 21_000,
        To = Address.Zero,
        MaxFeePerGas = fee,
        MaxPriorityFeePerGas = fee,
    }.Sign(chain.Key);
}
