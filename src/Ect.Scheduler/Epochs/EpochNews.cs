using Ect.Protocol.Epochs;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Workers;
using Ect.Wire;
using Google.Protobuf;

namespace Ect.Scheduler.Epochs;

/// <summary>Tells workers of anchors and proposals: whoever is connected at once, the others when they come back.</summary>
internal sealed class EpochNews(EpochStore epochs, ReplicaStore replicas, WorkerRegistry workers)
{
    /// <summary>The anchor is on chain: everybody in it may open.</summary>
    public void TellAnchored(EpochRecord epoch)
    {
        var commitments = epochs.Commitments(epoch.Number);
        var tree = new AnchorTree(commitments);
        foreach (var commitment in commitments)
        {
            if (workers.Find(commitment.Worker) is { HasBeaten: true } session)
            {
                Send(session, epoch, tree, commitment);
            }
        }
    }

    /// <summary>Asks the signers for their signatures.</summary>
    public void TellProposed(EpochRecord epoch)
    {
        var message = Write(epoch);
        foreach (var signer in epoch.Signers)
        {
            if (workers.Find(signer) is { HasBeaten: true } session)
            {
                Send(session, message);
            }
        }
    }

    /// <summary>What a worker may have missed before it connected.</summary>
    public void SendAgain(WorkerSession session)
    {
        var pledged = replicas.PledgedBy(session.Worker).Where(replica => replica is { Epoch: not null, Pledge: not null });
        foreach (var group in pledged.GroupBy(replica => replica.Epoch!.Value))
        {
            if (epochs.Find(group.Key) is { AnchorBlock: not null } epoch)
            {
                var tree = new AnchorTree(epochs.Commitments(epoch.Number));
                foreach (var replica in group)
                {
                    Send(session, epoch, tree, new(replica.Task, replica.Worker, replica.Pledge!.Value));
                }
            }
        }

        foreach (var epoch in epochs.Live().Where(epoch => epoch.State == EpochState.Proposed && epoch.Signers.Contains(session.Worker)))
        {
            if (!epochs.Signatures(epoch).ContainsKey(session.Worker))
            {
                Send(session, Write(epoch));
            }
        }
    }

    private static void Send(WorkerSession session, EpochRecord epoch, AnchorTree tree, AnchoredCommitment commitment)
    {
        if (tree.Proof(commitment) is not { } proof)
        {
            return;
        }

        var message = new Anchored { Epoch = epoch.Number, Root = ByteString.CopyFrom(epoch.Root!.Value.ToBytes()), Task = ByteString.CopyFrom(commitment.Task.ToBytes()) };
        message.Proof.AddRange(proof.Select(sibling => ByteString.CopyFrom(sibling.ToBytes())));
        session.Expect();
        session.Send(new() { Anchored = message });
    }

    private static void Send(WorkerSession session, Proposal message)
    {
        session.Expect();
        session.Send(new() { Proposal = message });
    }

    private static Proposal Write(EpochRecord epoch)
    {
        var message = new Proposal { Epoch = epoch.Number, Anchor = ByteString.CopyFrom(epoch.Root!.Value.ToBytes()), Pages = ByteString.CopyFrom(epoch.Pages) };
        message.Deals.AddRange(epoch.Deals.Select(deal => ByteString.CopyFrom(deal.ToBytes())));
        message.Signers.AddRange(epoch.Signers.Select(signer => ByteString.CopyFrom(signer.ToBytes())));
        return message;
    }
}
