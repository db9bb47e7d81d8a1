using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Epochs;
using Ect.Wire;
using Google.Protobuf;

namespace Ect.Worker.Tests.Integration;

/// <summary>What a test does as the scheduler of one epoch: the parts, so that a test can leave some out.</summary>
internal sealed class EpochScheduler(TestNetwork network, Deal deal, ulong epoch)
{
    private readonly Dictionary<(Address Worker, Bytes32 Task), AnchoredCommitment> commitments = [];
    private readonly Dictionary<(Address Worker, uint Index), Opened> openings = [];

    public AnchorTree Tree => new(commitments.Values);

    /// <summary>Takes a commitment, whose signature must be right.</summary>
    public void Take(Address worker, Contributed message)
    {
        var own = new AnchoredCommitment(Bytes32.FromBytes(message.Task.Span), worker, Bytes32.FromBytes(message.Commitment.Span));
        new ContributionMessage(own.Task, own.Commitment).IsSigned(network.Domain, message.Signature.Span, worker).Should().BeTrue();
        if (commitments.TryGetValue((worker, own.Task), out var known))
        {
            own.Should().Be(known, "a worker has one commitment to a task for ever");
        }

        commitments[(worker, own.Task)] = own;
    }

    public SchedulerMessage Receipt(Address worker, uint index)
    {
        var own = commitments[(worker, TaskId.Of(deal, index))];
        return new SchedulerMessage
        {
            Receipt = new Receipt
            {
                Epoch = epoch,
                Task = Bytes(own.Task),
                Commitment = Bytes(own.Commitment),
                Signature = ByteString.CopyFrom(new ReceiptMessage(epoch, own.Task, worker, own.Commitment).Sign(network.Domain, network.Scheduler)),
            },
        };
    }

    public async Task AnchorAsync()
    {
        await using var sender = network.Sender(network.Scheduler);
        await sender.SendAsync(network.Hub.Anchor(epoch, Tree.Root), cancellationToken: TestContext.Current.CancellationToken);
    }

    public SchedulerMessage Anchored(Address worker, uint index)
    {
        var own = commitments[(worker, TaskId.Of(deal, index))];
        var message = new Anchored { Epoch = epoch, Root = Bytes(Tree.Root), Task = Bytes(own.Task) };
        message.Proof.AddRange(Tree.Proof(own)!.Select(Bytes));
        return new SchedulerMessage { Anchored = message };
    }

    /// <summary>Takes an opening, which must fit its commitment.</summary>
    public SchedulerMessage Open(Address worker, uint index, Opened opened)
    {
        var task = TaskId.Of(deal, index);
        var opening = new Opening(worker, Bytes32.FromBytes(opened.ResultHash.Span), Bytes32.FromBytes(opened.Salt.Span));
        Commitment.Of(task, opening).Should().Be(commitments[(worker, task)].Commitment);
        openings[(worker, index)] = opened;
        return new SchedulerMessage { OpenedAccepted = new OpenedAccepted { Task = opened.Task } };
    }

    /// <summary>The settlement on which everybody who opened agrees.</summary>
    public SettlementDraft Draft() => PageBuilder.Build(openings.GroupBy(o => o.Key.Index).Select(task => new AgreedTask(
        DealId.Of(deal),
        task.Key - deal.First,
        Bytes32.FromBytes(task.First().Value.Digest.Span),
        task.First().Value.AppFailed ? ResultHash.AppFailed : ResultHash.NoData,
        0,
        [.. task.Select(o => o.Key.Worker)])));

    public SchedulerMessage Propose(SettlementDraft draft)
    {
        var proposal = new Proposal { Epoch = epoch, Anchor = Bytes(Tree.Root), Pages = ByteString.CopyFrom(draft.Encode()) };
        proposal.Deals.AddRange(draft.Deals.Select(Bytes));
        proposal.Signers.AddRange(draft.Signers.Select(s => ByteString.CopyFrom(s.ToBytes())));
        return new SchedulerMessage { Proposal = proposal };
    }

    public async Task SettleAsync(SettlementDraft draft, IReadOnlyDictionary<Address, byte[]> signatures, Odd odd = Odd.Not)
    {
        await using var sender = network.Sender(network.Scheduler);
        var call = network.Hub.Settle(new Settlement(epoch, Tree.Root, CrewHash.Of(draft.Signers), [deal], draft.Encode(), [.. draft.Signers.SelectMany(s => signatures[s])]));
        await sender.SendAsync(call with { Data = OddCalldata.Settle(call.Data, odd) }, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static ByteString Bytes(Bytes32 value) => ByteString.CopyFrom(value.ToBytes());
}
