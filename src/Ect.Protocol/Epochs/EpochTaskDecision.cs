using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Lifecycles;
using Ect.Protocol.Scheduling;
using Ect.Protocol.Trust;

namespace Ect.Protocol.Epochs;

/// <summary>What to do about one task on the epoch path: whether it needs more workers, and whether it must leave the path.</summary>
public static class EpochTaskDecision
{
    /// <summary>Durations after the start until which a task may stay on the path while it makes progress, as workers allow.</summary>
    public const uint LastPeriods = 7;

    /// <summary>Stakes from here on are too large for a settlement to count, in the token's smallest unit.</summary>
    public static System.Numerics.BigInteger MostStake { get; } = System.Numerics.BigInteger.Pow(10, 9) << 58;

    /// <summary>Whether an epoch may settle the deal's tasks.</summary>
    public static bool IsPossible(Deal deal) => !DealMode.IsDirect(deal.Mode) && deal.WorkerStake < MostStake;

    /// <summary>Decides the next step.</summary>
    /// <param name="deal">The deal's terms.</param>
    /// <param name="replicas">The store's view of the workers.</param>
    /// <param name="isEligible">Whether the hub would pay a worker for the task: seated in time and drawn.</param>
    /// <param name="epoch">The epoch that the task waits for; null if none.</param>
    /// <param name="progressAt">When the task last moved or tasks of its deal were settled, Unix seconds of the chain.</param>
    /// <param name="now">Time of the newest block, Unix seconds.</param>
    /// <param name="scheduling">The scheduler's patience with workers.</param>
    /// <param name="limits">Its patience with epochs.</param>
    public static TaskAction Decide(
        Deal deal, IReadOnlyList<ReplicaView> replicas, Func<Address, bool> isEligible, ulong? epoch, ulong progressAt, ulong now, SchedulingLimits scheduling, EpochLimits limits)
    {
        if (now > FallsBackAt(deal, progressAt))
        {
            return new TaskAction.FallBack("no epoch has settled it in time");
        }

        var demand = TrustDemand.Of(deal);
        var disclosed = replicas.Where(replica => replica is { State: ReplicaState.Disclosed, Opening: not null }).ToList();
        var groups = TrustRule.Groups(disclosed.Where(replica => isEligible(replica.Worker)).Select(ToVote));
        var leading = groups.Count == 0 ? default : groups[0];

        // Who may not be paid speaks for nobody, but against the others.
        var against = TrustRule.Against(TrustRule.Groups(disclosed.Select(ToVote)), leading.ResultHash);
        var computing = replicas.Where(replica => replica.State == ReplicaState.Assigned && !SchedulerDecision.IsLate(replica, deal, now, scheduling)).ToList();
        var pledged = replicas.Where(replica => replica.State == ReplicaState.Pledged && isEligible(replica.Worker)).ToList();
        var votes = leading.Votes + pledged.Count;
        var bits = leading.Bits + pledged.Sum(replica => replica.Bits);
        var missing = TrustRule.Missing(demand, votes + computing.Count, bits + computing.Sum(replica => replica.Bits), against);
        if (against > uint.MaxValue || missing == int.MaxValue)
        {
            return new TaskAction.FallBack("no settlement can have so much dissent, or no number of stakes reaches the value");
        }

        if (missing > 0)
        {
            var room = Math.Min(limits.MaxReplicas, HubRules.MaxContributors) - disclosed.Count - pledged.Count - computing.Count;
            return room <= 0 ? new TaskAction.FallBack("its workers do not agree, and no more are allowed for it")
                : new TaskAction.Assign(Math.Min(missing, room), $"{Count(missing, "more vote")} needed: {leading.Votes} of {Count(disclosed.Count, "vote")} agree, {Progress(computing.Count, pledged.Count)}.");
        }

        return epoch is { } number ? new TaskAction.Wait($"Epoch {number} is to settle it: {leading.Votes} agree, {Progress(computing.Count, pledged.Count)}.", WaitFor.Epoch)
            : TrustRule.Missing(demand, votes, bits, against) > 0 ? new TaskAction.Wait($"{leading.Votes} agree so far, {Progress(computing.Count, pledged.Count)}.")
            : new TaskAction.Anchor($"{Count(votes, "commitment")} wait for the next anchor.");
    }

    /// <summary>The last second, Unix time, in which a settlement is waited for.</summary>
    /// <param name="deal">The deal's terms.</param>
    /// <param name="progressAt">When the task last moved or tasks of its deal were settled, Unix seconds.</param>
    public static ulong FallsBackAt(Deal deal, ulong progressAt) =>
        Math.Min(deal.Start + ((ulong)LastPeriods * deal.Duration), Math.Max(Deadlines.Of(deal).SelfAssign, progressAt + deal.Duration));

    private static Vote ToVote(ReplicaView replica) => new(replica.Opening!.ResultHash, replica.Bits);

    private static string Progress(int computing, int pledged) =>
        $"{Count(computing, "worker")} computing, {Count(pledged, "worker")} committed";

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
