using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Protocol.Scheduling;
using Ect.Protocol.Trust;
using Ect.Scheduler.Replicas;

namespace Ect.Scheduler.Tasks;

/// <summary>The store's rows as the pure decision wants them.</summary>
internal static class TaskViews
{
    /// <summary>The chain's side, as the applied events tell it.</summary>
    /// <param name="open">The task.</param>
    /// <param name="bits">What contributors' votes weigh; who is missing, or all if null, weighs as a newcomer.</param>
    public static TaskView Chain(OpenTask open, IReadOnlyDictionary<Address, int>? bits = null)
    {
        var contributors = open.Replicas
            .Where(replica => ReplicaLifecycle.IsContributor(replica.State))
            .Select(replica => new ContributorView(replica.Worker, replica.Commitment ?? Bytes32.Zero, replica.RevealedBlock is null ? Bytes32.Zero : replica.ResultHash ?? Bytes32.Zero, bits?.GetValueOrDefault(replica.Worker, Evidence.NewcomerBits) ?? Evidence.NewcomerBits))
            .ToList();
        return new(open.Deal.Terms, open.Task.Index, new(Status(open, contributors.Count), (byte)contributors.Count, open.Task.RevealDeadline, false, []), contributors);
    }

    /// <summary>The workers' side. Ages are kept and ends moved to the chain's clock, which may differ from ours.</summary>
    public static IReadOnlyList<ReplicaView> Replicas(OpenTask open, ulong chainNow, DateTimeOffset now) =>
        [.. open.Replicas.Select(replica => new ReplicaView(replica.Worker, replica.State, chainNow - Math.Min(chainNow, Age(replica, now)), Opening(replica)))];

    /// <summary>The results that finalize could be given, by what they hash to. Only of votes that fit their commitment.</summary>
    public static IReadOnlyDictionary<Bytes32, Result> Votes(OpenTask open)
    {
        var votes = new Dictionary<Bytes32, Result>();
        foreach (var replica in open.Replicas.Where(replica => replica.State is ReplicaState.Opened or ReplicaState.Revealed))
        {
            if (replica.Vote(!open.Deal.Terms.Callback.IsZero) is { } vote)
            {
                votes.TryAdd(replica.ResultHash!.Value, vote);
            }
        }

        return votes;
    }

    private static ulong Age(ReplicaRecord replica, DateTimeOffset now) =>
        (ulong)Math.Max(0, (now - (replica.State == ReplicaState.Assigned ? replica.AssignedAt : replica.ChangedAt)).TotalSeconds);

    private static ChainTaskStatus Status(OpenTask open, int contributors) =>
        open.Task.RevealBlock is not null ? ChainTaskStatus.Revealing
        : contributors > 0 ? ChainTaskStatus.Active
        : ChainTaskStatus.Unset;

    private static Opening? Opening(ReplicaRecord replica) =>
        replica is { ResultHash: { } resultHash, Salt: { } salt } ? new(replica.Worker, resultHash, salt) : null;
}
