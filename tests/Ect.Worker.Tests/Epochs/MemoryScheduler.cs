using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Epochs;
using Ect.Wire;
using Google.Protobuf;

namespace Ect.Worker.Tests.Epochs;

/// <summary>An honest scheduler with one task of the sample deal, that forgets nothing: answers what a worker tells it.</summary>
internal sealed class MemoryScheduler(MemoryChain chain)
{
    public const ulong Epoch = 3;

    private readonly AnchoredCommitment stranger = new(Samples.Task, Samples.Fill(0x77), Bytes32.FromNumber(5));
    private Contributed? contributed;

    /// <summary>What it would have the worker sign; the honest proposal once the opening has come.</summary>
    public SettlementDraft? Draft { get; private set; }

    /// <summary>The root that it anchors.</summary>
    public AnchorTree Tree => new([Own, stranger]);

    private AnchoredCommitment Own => new(Samples.Task, chain.Worker, Bytes32.FromBytes(contributed!.Commitment.Span));

    public IEnumerable<SchedulerMessage> Answer(WorkerMessage message) => message.BodyCase switch
    {
        WorkerMessage.BodyOneofCase.Contributed => OnContributed(message.Contributed),
        WorkerMessage.BodyOneofCase.Opened => OnOpened(message.Opened),
        WorkerMessage.BodyOneofCase.Signed => OnSigned(message.Signed),
        _ => [],
    };

    private IEnumerable<SchedulerMessage> OnContributed(Contributed message)
    {
        var commitment = Bytes32.FromBytes(message.Commitment.Span);
        contributed.Should().Match<Contributed?>(c => c == null || c.Commitment.Equals(message.Commitment), "a worker has one commitment to a task for ever");
        new ContributionMessage(Samples.Task, commitment).IsSigned(Samples.Domain, message.Signature.Span, chain.Worker).Should().BeTrue();
        contributed = message;
        yield return new SchedulerMessage
        {
            Receipt = new Receipt
            {
                Epoch = Epoch,
                Task = Bytes(Samples.Task),
                Commitment = message.Commitment,
                Signature = ByteString.CopyFrom(new ReceiptMessage(Epoch, Samples.Task, chain.Worker, commitment).Sign(Samples.Domain, Samples.SchedulerKey)),
            },
        };
        if (chain.EpochAsync(Samples.SchedulerKey.Address, Epoch, CancellationToken.None).Result.Status == EpochStatus.Unset)
        {
            chain.Anchor(Samples.SchedulerKey.Address, Epoch, Tree.Root);
        }

        var anchored = new Anchored { Epoch = Epoch, Root = Bytes(Tree.Root), Task = Bytes(Samples.Task) };
        anchored.Proof.AddRange(Tree.Proof(Own)!.Select(Bytes));
        yield return new SchedulerMessage { Anchored = anchored };
    }

    private IEnumerable<SchedulerMessage> OnOpened(Opened message)
    {
        var hash = ResultHash.Of(Bytes32.FromBytes(message.Digest.Span), null);
        Commitment.Of(Samples.Task, chain.Worker, hash, Bytes32.FromBytes(message.Salt.Span)).Should().Be(Own.Commitment);
        Draft = PageBuilder.Build([new AgreedTask(DealId.Of(Samples.Deal), Samples.Index - Samples.Deal.First, Bytes32.FromBytes(message.Digest.Span), Bytes32.Zero, 0, [chain.Worker])]);
        yield return new SchedulerMessage { OpenedAccepted = new OpenedAccepted { Task = message.Task } };
        yield return new SchedulerMessage { Proposal = Propose(Draft, Tree.Root) };
    }

    private IEnumerable<SchedulerMessage> OnSigned(Signed message)
    {
        Draft!.Message(Samples.SchedulerKey.Address, Epoch, Tree.Root).IsSigned(Samples.Domain, message.Signature.Span, chain.Worker).Should().BeTrue();
        chain.Settle(Samples.SchedulerKey.Address, Epoch, new SettledPages(Samples.SchedulerKey.Address, Epoch, Draft.Deals, Draft.Pages, Draft.Signers).Root, Samples.Task);
        yield return new SchedulerMessage { Settled = new Settled { Task = Bytes(Samples.Task), Outcome = "accepted" } };
    }

    public static Proposal Propose(SettlementDraft draft, Bytes32 anchor, ulong epoch = Epoch)
    {
        var proposal = new Proposal { Epoch = epoch, Anchor = Bytes(anchor), Pages = ByteString.CopyFrom(draft.Encode()) };
        proposal.Deals.AddRange(draft.Deals.Select(Bytes));
        proposal.Signers.AddRange(draft.Signers.Select(s => ByteString.CopyFrom(s.ToBytes())));
        return proposal;
    }

    private static ByteString Bytes(Bytes32 value) => ByteString.CopyFrom(value.ToBytes());
}
