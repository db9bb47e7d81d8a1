using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Epochs;
using Ect.Worker.Contributions;

namespace Ect.Worker.Tests.Receipts;

/// <summary>A task of a deal that pays, a worker with a receipt for it, and settlements by three others.</summary>
internal static class LeftOut
{
    public const ulong Epoch = 5;

    public static readonly BigInteger Wage = Units.ParseEther("2.94"); // a third of what 10 leave after the burned part and the fee

    public static Deal Deal { get; } = Samples.Deal with { PoolPrice = Units.ParseEther("10") };

    public static Bytes32 Task { get; } = TaskId.Of(Deal, Samples.Index);

    public static ContributionRecord Record(ContributionState state = ContributionState.LeftOut, ulong? receipt = Epoch)
    {
        var record = Samples.EpochRecord(state, deal: Deal);
        return receipt is { } epoch ? record with { Epoch = record.Epoch!.WithReceipt(epoch, Sign(record, epoch)) } : record;
    }

    public static byte[] Sign(ContributionRecord record, ulong epoch) =>
        new ReceiptMessage(epoch, record.Task, Samples.WorkerKey.Address, record.Commitment).Sign(Samples.Domain, Samples.SchedulerKey);

    public static Wire.Receipt Receipt(ContributionRecord record, ulong epoch) => new()
    {
        Epoch = epoch,
        Task = Google.Protobuf.ByteString.CopyFrom(record.Task.ToBytes()),
        Commitment = Google.Protobuf.ByteString.CopyFrom(record.Commitment.ToBytes()),
        Signature = Google.Protobuf.ByteString.CopyFrom(Sign(record, epoch)),
    };

    /// <summary>A settlement of the task that pays three others, and whom else it names.</summary>
    public static SettledPages Settlement(Bytes32? digest = null, ulong epoch = Epoch, params Address[] also)
    {
        var draft = PageBuilder.Build([new AgreedTask(DealId.Of(Deal), Samples.Index - Deal.First, digest ?? Samples.Digest, Bytes32.Zero, 0, [.. also, Samples.Fill(1), Samples.Fill(2), Samples.Fill(3)])]);
        return new SettledPages(Samples.SchedulerKey.Address, epoch, draft.Deals, draft.Pages, draft.Signers);
    }
}
