using Ect.Wire;
using Google.Protobuf;

namespace Ect.Worker.Contributions;

/// <summary>What the scheduler is told of a contribution.</summary>
internal static class ContributionMessages
{
    /// <summary>Everything the scheduler must know of a contribution, again after every re-connect: it may have lost it, or be another one.</summary>
    public static IEnumerable<WorkerMessage> Outstanding(ContributionRecord record)
    {
        if (record.State is ContributionState.Committed or ContributionState.Opened)
        {
            yield return Committed(record);
        }

        if (record.IsOnEpochPath)
        {
            yield return Contributed(record);
        }

        if (record.State is ContributionState.Opened or ContributionState.Shown)
        {
            yield return Opened(record);
        }
    }

    /// <summary>Of a contribution on the epoch path.</summary>
    public static WorkerMessage Contributed(ContributionRecord record) => new()
    {
        Contributed = new Contributed
        {
            Task = ByteString.CopyFrom(record.Task.ToBytes()),
            Commitment = ByteString.CopyFrom(record.Commitment.ToBytes()),
            Signature = ByteString.CopyFrom(record.Epoch!.Signature),
        },
    };

    public static WorkerMessage Signed(ulong epoch, byte[] signature) => new()
    {
        Signed = new Signed { Epoch = epoch, Signature = ByteString.CopyFrom(signature) },
    };

    public static WorkerMessage Committed(ContributionRecord record) => new()
    {
        Committed = new Committed
        {
            Task = ByteString.CopyFrom(record.Task.ToBytes()),
            Commitment = ByteString.CopyFrom(record.Commitment.ToBytes()),
        },
    };

    public static WorkerMessage Opened(ContributionRecord record) => new()
    {
        Opened = new Opened
        {
            Task = ByteString.CopyFrom(record.Task.ToBytes()),
            ResultHash = ByteString.CopyFrom(record.ResultHash.ToBytes()),
            Salt = ByteString.CopyFrom(record.Salt.ToBytes()),
            Digest = ByteString.CopyFrom(record.Digest.ToBytes()),
            CallbackData = ByteString.CopyFrom(record.CallbackData),
            AppFailed = record.AppFailed,
        },
    };

    public static WorkerMessage Failed(Ethereum.Bytes32 task, Blame blame, string message) => new()
    {
        Failed = new Failed { Task = ByteString.CopyFrom(task.ToBytes()), Blame = blame, Message = message },
    };

    public static WorkerMessage Declined(Ethereum.Bytes32 task, string reason) => new()
    {
        Declined = new Declined { Task = ByteString.CopyFrom(task.ToBytes()), Reason = reason },
    };
}
