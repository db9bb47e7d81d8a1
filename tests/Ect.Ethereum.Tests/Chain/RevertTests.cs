using System.Numerics;
using Ect.Ethereum.Abi;
using Ect.Ethereum.Rpc;
using static Ect.Ethereum.Tests.Chain.ChainTest;

namespace Ect.Ethereum.Tests.Chain;

public sealed class RevertTests
{
    [Fact]
    public async Task A_refusal_names_the_custom_error_before_anything_is_sent()
    {
        await using var chain = await StartAsync();
        await using var sender = chain.Sender();
        var probe = await DeployProbeAsync(sender);

        var act = () => sender.SendAsync(probe, Probe.Refuse.EncodeCall(42), cancellationToken: Token);

        var revert = (await act.Should().ThrowAsync<RevertException>()).Which;
        revert.ErrorName.Should().Be("NotAllowed");
        revert.Error.Arguments.Should().Equal(chain.Key.Address, new BigInteger(42));
        revert.Message.Should().Be($"The contract refuses the call: NotAllowed(who: {chain.Key.Address}, code: 42).");
        revert.TransactionHash.Should().BeNull();
        (await chain.Client.GetTransactionCountAsync(sender.Address, cancellationToken: Token)).Should().Be(1);
    }

    [Fact]
    public async Task A_mined_refusal_names_the_custom_error_and_the_transaction()
    {
        await using var chain = await StartAsync();
        await using var sender = chain.Sender();
        var probe = await DeployProbeAsync(sender);

        var act = () => sender.SendAsync(probe, Probe.Refuse.EncodeCall(7), gasLimit: 200_000, cancellationToken: Token);

        var revert = (await act.Should().ThrowAsync<RevertException>()).Which;
        revert.ErrorName.Should().Be("NotAllowed");
        revert.TransactionHash.Should().NotBeNull();
        (await chain.Client.GetTransactionReceiptAsync(revert.TransactionHash!.Value, Token))!.Status.Should().Be(0);
        (await chain.CountAsync(probe)).Should().Be(0);
    }

    [Fact]
    public async Task A_transaction_that_runs_out_of_gas_says_so()
    {
        await using var chain = await StartAsync();
        await using var sender = chain.Sender();
        var probe = await DeployProbeAsync(sender);

        var act = () => sender.SendAsync(probe, Probe.Poke.EncodeCall("x"), gasLimit: 25_000, cancellationToken: Token);

        (await act.Should().ThrowAsync<RevertException>()).Which.Message.Should().Contain("out of gas");
    }

    [Fact]
    public async Task Messages_panics_and_unknown_errors_are_told_apart()
    {
        await using var chain = await StartAsync();
        await using var sender = chain.Sender();
        var probe = await DeployProbeAsync(sender);
        using var stranger = new EthClient(chain.Node.HttpUri);

        (await Refusal(chain.Client, Probe.Complain.EncodeCall())).ToString().Should().Be("no way");
        (await Refusal(chain.Client, Probe.Decrement.EncodeCall(0))).ToString().Should().Be("panic: arithmetic overflow or underflow");
        var unknown = await Refusal(stranger, Probe.Refuse.EncodeCall(1));
        unknown.Name.Should().BeNull();
        unknown.Data.Should().StartWith(Probe.NotAllowed.Selector);

        async Task<DecodedError> Refusal(EthClient client, byte[] call)
        {
            var act = () => client.EthCallAsync(probe, call, chain.Key.Address, cancellationToken: Token);
            return (await act.Should().ThrowAsync<RevertException>()).Which.Error;
        }
    }

    [Fact]
    public async Task Typed_calls_and_logs_are_read()
    {
        await using var chain = await StartAsync();
        await using var sender = chain.Sender();
        var probe = await DeployProbeAsync(sender);
        var receipt = await sender.SendAsync(new ContractCall(probe, Probe.Poke.EncodeCall("hello"), 3), cancellationToken: Token);
        var call = new ContractCall<BigInteger>(probe, Probe.Count.EncodeCall(), 0, data => (BigInteger)Probe.Count.DecodeResult(data)[0]!);

        (await chain.Client.CallAsync(call, cancellationToken: Token)).Should().Be(1);
        var logs = await chain.Client.GetLogsAsync(new()
        {
            FromBlock = 0,
            Addresses = [probe],
            Topics = [[Probe.Poked.Topic0], [AbiEvent.EncodeTopic(AbiType.Address, chain.Key.Address)], [AbiEvent.EncodeTopic(AbiType.Text, "hello")]],
        }, Token);
        logs.Should().ContainSingle();
        logs[0].TransactionHash.Should().Be(receipt.TransactionHash);
        Probe.Poked.Decode(logs[0].Topics, logs[0].Data).Should().Equal(chain.Key.Address, Keccak256.Hash("hello"), new BigInteger(3), "hello");
    }
}
