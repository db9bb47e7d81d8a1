using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Epochs;
using Ect.Protocol.Signing;
using Ect.Wire;
using Ect.Worker.Contributions;
using Ect.Worker.Epochs;
using Ect.Worker.Guardian;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Worker.Tests.Epochs;

public sealed class EpochClerkTests : IDisposable
{
    private static readonly Address Scheduler = Samples.SchedulerKey.Address;
    private static readonly ContributionRecord Record = Samples.EpochRecord(ContributionState.Computed);
    private static readonly AnchoredCommitment Own = new(Record.Task, Samples.WorkerKey.Address, Record.Commitment);
    private static readonly AnchorTree Tree = new([Own, .. Enumerable.Range(1, 6).Select(i => Own with { Commitment = Bytes32.FromNumber(i) })]);

    private readonly TemporaryFolder folder = new();
    private readonly MemoryChain chain;
    private readonly SettlementJournal settlements;
    private readonly EpochClerk clerk;

    public EpochClerkTests()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds((long)Samples.Start + 10));
        chain = new MemoryChain(Samples.WorkerKey.Address, time);
        settlements = new SettlementJournal(folder.Path, time, NullLogger.Instance);
        clerk = new EpochClerk(Samples.Domain, Samples.WorkerKey, chain, settlements);
        chain.Anchor(Scheduler, 1, Tree.Root);
    }

    [Fact]
    public void A_contribution_is_signed_by_this_worker_for_this_hub()
    {
        var message = new ContributionMessage(Record.Task, Record.Commitment);
        var signature = clerk.Sign(Record.Task, Record.Commitment);
        message.IsSigned(Samples.Domain, signature, Samples.WorkerKey.Address).Should().BeTrue();
        message.IsSigned(Samples.Domain with { Hub = Samples.Fill(1) }, signature, Samples.WorkerKey.Address).Should().BeFalse();
    }

    [Fact]
    public void A_receipt_of_the_deals_scheduler_is_taken() => Why(Receipt()).Should().BeNull();

    [Fact]
    public void A_receipt_of_somebody_else_is_refused() => Why(Receipt(key: Samples.WorkerKey)).Should().Contain("not signed by the deal's scheduler");

    [Fact]
    public void A_receipt_for_another_hub_is_refused() => Why(Receipt(domain: Samples.Domain with { Hub = Samples.Fill(1) })).Should().Contain("not signed");

    [Fact]
    public void A_receipt_for_another_worker_is_refused() => Why(Receipt(worker: Samples.Fill(1))).Should().Contain("not signed");

    [Fact]
    public void A_receipt_with_another_epoch_than_was_signed_is_refused()
    {
        var receipt = Receipt();
        receipt.Epoch++;
        Why(receipt).Should().Contain("not signed");
    }

    [Fact]
    public void A_receipt_for_another_commitment_is_refused() => Why(Receipt(commitment: Bytes32.FromNumber(1))).Should().Contain("another commitment");

    [Fact]
    public void A_receipt_without_a_commitment_is_refused()
    {
        var receipt = Receipt();
        receipt.Commitment = ByteString.Empty;
        Why(receipt).Should().Contain("another commitment");
    }

    [Fact]
    public async Task A_commitment_under_the_root_on_chain_is_anchored() => (await WhyAsync(Anchored())).Should().BeNull();

    [Fact]
    public async Task A_root_that_the_chain_does_not_have_is_no_anchor()
    {
        chain.Anchor(Scheduler, 1, Bytes32.FromNumber(BytesOf(0xab)));
        (await WhyAsync(Anchored())).Should().Contain("another root");
    }

    [Fact]
    public async Task An_epoch_that_is_not_on_chain_is_no_anchor() => (await WhyAsync(Anchored(epoch: 2))).Should().Contain("Unset");

    [Fact]
    public async Task An_epoch_that_is_settled_is_no_anchor()
    {
        chain.Settle(Scheduler, 1, Tree.Root);
        (await WhyAsync(Anchored())).Should().Contain("Settled");
    }

    [Fact]
    public async Task A_tree_without_this_workers_commitment_is_no_anchor()
    {
        var others = new AnchorTree(Enumerable.Range(1, 6).Select(i => Own with { Commitment = Bytes32.FromNumber(i) }));
        chain.Anchor(Scheduler, 1, others.Root);
        var message = Anchored();
        message.Root = ByteString.CopyFrom(others.Root.ToBytes());
        (await WhyAsync(message)).Should().Contain("does not lead");
    }

    [Theory]
    [InlineData(31, 32, 1)]
    [InlineData(32, 31, 1)]
    [InlineData(32, 32, 33)]
    public async Task Words_of_other_lengths_and_endless_proofs_are_refused(int rootLength, int siblingLength, int siblings)
    {
        var message = new Anchored { Epoch = 1, Root = ByteString.CopyFrom(new byte[rootLength]) };
        message.Proof.AddRange(Enumerable.Repeat(ByteString.CopyFrom(new byte[siblingLength]), siblings));
        (await WhyAsync(message)).Should().Contain("malformed");
    }

    [Fact]
    public async Task Only_the_root_of_what_was_signed_is_a_payment()
    {
        var root = Bytes32.FromNumber(BytesOf(0x11));
        settlements.Add(new SignedSettlement
        {
            Digest = Bytes32.FromNumber(1), Scheduler = Scheduler, Epoch = 1, Anchor = Tree.Root, ResultRoot = root, Tasks = [Record.Task], Signature = new byte[64], SignedAt = DateTimeOffset.FromUnixTimeSeconds((long)Samples.Start + 60),
        });
        (await ViewAsync()).Should().Be(new EpochPathView(IsTaken: false, IsPaid: false, CanStake: false, SignedAt: Samples.Start + 60));
        chain.Settle(Scheduler, 1, Bytes32.FromNumber(BytesOf(0x22)), Record.Task);
        (await ViewAsync()).Should().Match<EpochPathView>(v => v.IsTaken && !v.IsPaid);
        chain.Settle(Scheduler, 1, root, Record.Task);
        (await ViewAsync()).Should().Match<EpochPathView>(v => v.IsTaken && v.IsPaid);
    }

    [Theory]
    [InlineData(49, 401, false)]
    [InlineData(50, 401, true)]
    [InlineData(50, 400, false)]
    public async Task The_stake_of_the_direct_path_is_looked_for_when_that_path_may_be_taken(int free, ulong second, bool canStake)
    {
        chain.Free = free;
        (await ViewAsync(Samples.Start + second)).CanStake.Should().Be(canStake);
    }

    public void Dispose() => folder.Dispose();

    private async Task<EpochPathView> ViewAsync(ulong now = Samples.Start + 100) =>
        await clerk.ViewAsync(Record, Samples.Deal, await chain.TaskAsync(Record.Task, CancellationToken.None), now, CancellationToken.None);

    private string? Why(Receipt receipt) => clerk.WhyNoReceipt(Record, Samples.Deal, receipt);

    private Task<string?> WhyAsync(Anchored message) => clerk.WhyNoAnchorAsync(Record, Samples.Deal, message, CancellationToken.None);

    private static Receipt Receipt(Bytes32? commitment = null, Address? worker = null, PrivateKey? key = null, EctDomain? domain = null) => new()
    {
        Epoch = 1,
        Task = ByteString.CopyFrom(Record.Task.ToBytes()),
        Commitment = ByteString.CopyFrom((commitment ?? Record.Commitment).ToBytes()),
        Signature = ByteString.CopyFrom(new ReceiptMessage(1, Record.Task, worker ?? Samples.WorkerKey.Address, commitment ?? Record.Commitment).Sign(domain ?? Samples.Domain, key ?? Samples.SchedulerKey)),
    };

    private static Anchored Anchored(ulong epoch = 1)
    {
        var message = new Anchored { Epoch = epoch, Task = ByteString.CopyFrom(Record.Task.ToBytes()), Root = ByteString.CopyFrom(Tree.Root.ToBytes()) };
        message.Proof.AddRange(Tree.Proof(Own)!.Select(p => ByteString.CopyFrom(p.ToBytes())));
        return message;
    }

    private static System.Numerics.BigInteger BytesOf(byte value) => new([.. Enumerable.Repeat(value, 32)], isUnsigned: true);
}
