using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Storage;

namespace Ect.Scheduler.Replicas;

/// <summary>Moves of replicas that follow from facts, in a caller's transaction.</summary>
internal static class ReplicaMoves
{
    /// <summary>Why an opening counts on the epoch path.</summary>
    public const string Fits = "the opening fits the signed commitment";

    /// <summary>Moves a replica unless it is there already; gives it as it is then.</summary>
    public static ReplicaRecord To(UnitOfWork unit, ReplicaRecord replica, ReplicaState to, string evidence, DateTimeOffset at)
    {
        if (replica.State == to)
        {
            return replica;
        }

        ReplicaStore.TryMove(unit, replica.Task, replica.Worker, replica.State, to, evidence, at);
        return replica with { State = to };
    }

    /// <summary>
    /// The commitment is on chain: the replica is committed, whatever we thought of it before (a worker given up for
    /// lost may come late), and opened if a true opening waits for it.
    /// </summary>
    public static void Commit(UnitOfWork unit, Bytes32 task, Address worker, string evidence, DateTimeOffset at)
    {
        var replica = ReplicaStore.Find(unit, task, worker)!;
        if (!ReplicaLifecycle.IsContributor(replica.State))
        {
            replica = To(unit, replica, ReplicaState.Committed, evidence, at);
        }

        OpenIfTrue(unit, replica, at);
    }

    /// <summary>
    /// The worker's signed commitment is written down: it counts on the epoch path, whatever we thought of it before.
    /// </summary>
    public static ReplicaRecord Pledge(UnitOfWork unit, ReplicaRecord replica, string evidence, DateTimeOffset at)
    {
        if (replica.State is ReplicaState.Assigned or ReplicaState.Lost or ReplicaState.Failed)
        {
            replica = To(unit, replica, ReplicaState.Pledged, evidence, at);
        }

        return DiscloseIfTrue(unit, replica, at);
    }

    /// <summary>An opening that fits the signed commitment counts.</summary>
    public static ReplicaRecord DiscloseIfTrue(UnitOfWork unit, ReplicaRecord replica, DateTimeOffset at) =>
        replica is { State: ReplicaState.Pledged, ResultHash: { } resultHash, Salt: { } salt, Pledge: { } pledge }
        && Commitment.Of(replica.Task, replica.Worker, resultHash, salt) == pledge
            ? To(unit, replica, ReplicaState.Disclosed, Fits, at)
            : replica;

    /// <summary>Leads a part that a settlement paid to where it must have been. The chain knows better than our file, which may have missed messages or was lost.</summary>
    public static ReplicaRecord CatchUp(UnitOfWork unit, ReplicaRecord replica, string evidence, DateTimeOffset at)
    {
        replica = replica.State is ReplicaState.Assigned or ReplicaState.Lost or ReplicaState.Failed ? To(unit, replica, ReplicaState.Pledged, evidence, at) : replica;
        return replica.State == ReplicaState.Pledged ? To(unit, replica, ReplicaState.Disclosed, evidence, at) : replica;
    }

    /// <summary>How an epoch's settlement ends a worker's part in a task; null if it ended before.</summary>
    /// <param name="replica">The part.</param>
    /// <param name="isPaid">Whether it is among those who agreed.</param>
    /// <param name="resultHash">The settled result.</param>
    /// <param name="evidence">The transaction.</param>
    public static (ReplicaState To, string Evidence)? SettledTo(ReplicaRecord replica, bool isPaid, Bytes32 resultHash, string evidence) => replica.State switch
    {
        ReplicaState.Assigned => (ReplicaState.Lost, "the task ended: Completed"),
        ReplicaState.Disclosed when isPaid => (ReplicaState.Accepted, $"paid ({evidence})"),
        ReplicaState.Disclosed when replica.ResultHash != resultHash => (ReplicaState.Rejected, $"outvoted ({evidence})"),
        ReplicaState.Disclosed or ReplicaState.Pledged => (ReplicaState.Released, $"too late ({evidence})"),
        _ => null,
    };

    /// <summary>The task left the epoch path: who has committed there is expected to commit on chain.</summary>
    public static void LeaveEpochPath(UnitOfWork unit, Bytes32 task, DateTimeOffset at)
    {
        foreach (var replica in ReplicaStore.OfTask(unit, task).Where(replica => replica.State is ReplicaState.Pledged or ReplicaState.Disclosed))
        {
            To(unit, replica, ReplicaState.Assigned, "the task left the epoch path", at);
            ReplicaStore.Restart(unit, task, replica.Worker, at);
        }
    }

    /// <summary>Takes back what the chain said of a replica above a block.</summary>
    public static void Rewind(UnitOfWork unit, ReplicaRecord replica, long ancestor, bool taskReopened, string evidence, DateTimeOffset at)
    {
        var uncommitted = replica.CommittedBlock is { } committed && (long)committed > ancestor;
        var unrevealed = replica.RevealedBlock is { } revealed && (long)revealed > ancestor;
        var unsettled = taskReopened && replica.State is ReplicaState.Accepted or ReplicaState.Rejected or ReplicaState.Released;
        if (unsettled && replica.Commitment is null)
        {
            var isUnopened = replica is { State: ReplicaState.Released, ResultHash: null };
            To(unit, replica, isUnopened ? ReplicaState.Pledged : ReplicaState.Disclosed, evidence, at);
            return;
        }

        if (unsettled || (unrevealed && replica.State == ReplicaState.Revealed) || (uncommitted && replica.State == ReplicaState.Revealed))
        {
            replica = To(unit, replica, ReplicaState.Committed, evidence, at);
        }

        if (uncommitted)
        {
            ReplicaStore.ClearCommitment(unit, replica.Task, replica.Worker, at);
            if (replica.State is ReplicaState.Committed or ReplicaState.Opened)
            {
                To(unit, replica, ReplicaState.Assigned, evidence, at);
            }

            return;
        }

        if (unrevealed)
        {
            ReplicaStore.ClearReveal(unit, replica.Task, replica.Worker);
        }
        else if (replica is { RevealedBlock: not null, State: ReplicaState.Committed })
        {
            replica = To(unit, replica, ReplicaState.Revealed, "revealed on chain before the re-org", at);
        }

        OpenIfTrue(unit, replica, at);
    }

    /// <summary>The task ended without these workers.</summary>
    public static void EndUncommitted(UnitOfWork unit, Bytes32 task, string evidence, DateTimeOffset at)
    {
        foreach (var replica in ReplicaStore.OfTask(unit, task).Where(replica => replica.State == ReplicaState.Assigned))
        {
            To(unit, replica, ReplicaState.Lost, evidence, at);
        }
    }

    /// <summary>An opening that fits the commitment on chain counts.</summary>
    public static void OpenIfTrue(UnitOfWork unit, ReplicaRecord replica, DateTimeOffset at)
    {
        if (replica is { State: ReplicaState.Committed, ResultHash: { } resultHash, Salt: { } salt, Commitment: { } commitment }
            && Commitment.Of(replica.Task, replica.Worker, resultHash, salt) == commitment)
        {
            To(unit, replica, ReplicaState.Opened, "the opening fits the commitment on chain", at);
        }
    }
}
