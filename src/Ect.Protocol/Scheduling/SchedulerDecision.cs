using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Lifecycles;
using Ect.Protocol.Trust;
using static Ect.Protocol.Deals.ChainTime;

namespace Ect.Protocol.Scheduling;

/// <summary>
/// What to do about a task, decided from the chain and the scheduler's store alone: the same view always gives the
/// same action, so a scheduler that starts again after a crash goes on where it stood.
/// </summary>
public static class SchedulerDecision
{
    /// <summary>Decides the next step.</summary>
    /// <param name="task">The chain's view.</param>
    /// <param name="replicas">The store's view of the workers.</param>
    /// <param name="now">Time of the newest block, Unix seconds: deadlines are compared by the chain's clock.</param>
    /// <param name="limits">The scheduler's patience.</param>
    /// <param name="presentable">
    /// Hashes of the results that can be given to finalize in full, from workers or from reveals on chain; null means all.
    /// With a callback a reveal shows only the hash of the consumer's data.
    /// </param>
    public static TaskAction Decide(TaskView task, IReadOnlyList<ReplicaView> replicas, ulong now, SchedulingLimits limits, IReadOnlySet<Bytes32>? presentable = null)
    {
        if (task.Chain.Status == ChainTaskStatus.Completed)
        {
            return new TaskAction.Done(task.Chain.CallbackPending ? "Completed; the consumer's callback failed and anybody may try it again." : "Completed.");
        }

        if (task.Chain.Status == ChainTaskStatus.Failed)
        {
            return new TaskAction.Done("Failed: the task was claimed and the requester refunded.");
        }

        if (task.Contributors.Count != task.Chain.Contributors)
        {
            return new TaskAction.Wait($"The chain counts {task.Chain.Contributors} contributors, {task.Contributors.Count} are read so far.", WaitFor.Chain);
        }

        var ballot = Ballot.Of(task, replicas);
        return task.Chain.Status == ChainTaskStatus.Revealing
            ? DecideRevealing(task, ballot, now, presentable)
            : DecideActive(task, ballot, replicas, now, limits, presentable);
    }

    /// <summary>Whether an assigned worker has used up its time: it no longer counts, and its state moves to Lost.</summary>
    public static bool IsLate(ReplicaView replica, Deal deal, ulong now, SchedulingLimits limits) =>
        replica.State == ReplicaState.Assigned && now > replica.Since + deal.Duration + limits.CommitGrace;

    private static TaskAction DecideRevealing(TaskView task, Ballot ballot, ulong now, IReadOnlySet<Bytes32>? presentable)
    {
        var isOver = now > task.Chain.RevealDeadline;
        var claimable = task.Chain.RevealDeadline + Deadlines.Of(task.Deal).RevealPeriod;
        if (ballot.Winner is { } winner && (isOver || ballot.Silent.Count == 0))
        {
            return Finalize(task, ballot, winner, storedOnly: false, presentable, now);
        }

        // Openings that only the scheduler saw spoil the agreement of those who revealed on chain: by the rules of the
        // reveal phase whoever did not reveal there is silent.
        if (isOver && ballot.StoredWinner is { } stored)
        {
            return Finalize(task, ballot, stored, storedOnly: true, presentable, now);
        }

        if (now > claimable)
        {
            return new TaskAction.Claim(ballot.Workers, $"The reveal phase is over without agreement: {Votes(ballot)} at best agree, {Evidence(ballot)}{Silence(ballot)}.");
        }

        return !isOver && ballot.Silent.Count > 0
            ? new TaskAction.Wait($"Reveal phase until {At(task.Chain.RevealDeadline)}: {Count(ballot.Silent.Count, "worker")} still silent.", WaitFor.Reveals)
            : new TaskAction.Wait($"The workers do not agree ({Votes(ballot)} at best{Silence(ballot)}); the task can be claimed after {At(claimable)}.", WaitFor.Claim);
    }

    private static TaskAction Finalize(TaskView task, Ballot ballot, Bytes32 winner, bool storedOnly, IReadOnlySet<Bytes32>? presentable, ulong now)
    {
        var agreement = storedOnly ? "Those who revealed on chain in time agree." : $"{Votes(ballot)} agree{Silence(ballot)}.";
        if (presentable?.Contains(winner) ?? true)
        {
            return new TaskAction.Finalize(ballot.Openings(storedOnly), winner, agreement);
        }

        var deadlines = Deadlines.Of(task.Deal);
        return task.Chain.Status == ChainTaskStatus.Revealing && !task.Deal.Callback.IsZero && deadlines.MayClaim(now) && now > task.Chain.RevealDeadline + deadlines.RevealPeriod
            ? new TaskAction.Claim(ballot.Workers, $"{agreement} But nobody gives the data for the consumer, and the final deadline has passed.")
            : new TaskAction.Wait($"{agreement} But the result itself is not known here: those who agreed must send it.", WaitFor.Result);
    }

    private static TaskAction DecideActive(TaskView task, Ballot ballot, IReadOnlyList<ReplicaView> replicas, ulong now, SchedulingLimits limits, IReadOnlySet<Bytes32>? presentable)
    {
        var deadlines = Deadlines.Of(task.Deal);
        if (ballot.Winner is { } winner && ballot.Silent.Count == 0 && (deadlines.MayContribute(now) || (presentable?.Contains(winner) ?? true)))
        {
            return Finalize(task, ballot, winner, storedOnly: false, presentable, now);
        }

        if (!deadlines.MayContribute(now))
        {
            return DecideTooLate(ballot, deadlines);
        }

        var contributors = ballot.Workers.ToHashSet();
        var computing = replicas.Where(r => !contributors.Contains(r.Worker) && IsExpected(r, task.Deal, now, limits)).ToList();
        var overdue = ballot.Silent.Where(line => IsOverdue(line.Worker, replicas, now, limits)).ToList();
        var pending = ballot.Silent.Except(overdue).ToList();

        // The overdue may still reveal something else: count them as opponents before relying on the others.
        var missing = TrustRule.Missing(
            ballot.Demand,
            ballot.Leading.Votes + pending.Count + computing.Count,
            ballot.Leading.Bits + pending.Sum(line => line.Bits) + computing.Sum(replica => replica.Bits),
            ballot.AgainstLeading(overdue));
        if (missing > 0)
        {
            return DecideAssign(missing, computing.Count, pending.Count, ballot, deadlines, now, limits);
        }

        return computing.Count + pending.Count > 0
            ? new TaskAction.Wait(Progress(ballot, computing.Count, pending.Count))
            : new TaskAction.OpenReveal($"{Votes(ballot)} agree; {Count(overdue.Count, "worker")} committed and stayed silent.");
    }

    private static TaskAction DecideTooLate(Ballot ballot, Deadlines deadlines)
    {
        if (ballot.Workers.Count == 0)
        {
            // A claim would cost the pool's owner the whole stake.
            return new TaskAction.Decline($"No worker contributed before {At(deadlines.Contribution)}: who paid is refunded.");
        }

        // Even where no agreement is left: who was wrong must be known before the hub lets anybody claim.
        return new TaskAction.OpenReveal($"The contribution deadline has passed{Silence(ballot)}.");
    }

    private static TaskAction DecideAssign(int missing, int computing, int pending, Ballot ballot, Deadlines deadlines, ulong now, SchedulingLimits limits)
    {
        var room = Math.Min(limits.MaxReplicas, HubRules.MaxContributors) - ballot.Workers.Count - computing;
        var isLate = deadlines.Contribution - now < limits.LeastTimeToCompute;
        if (room > 0 && !isLate)
        {
            return new TaskAction.Assign(Math.Min(missing, room), $"{Count(missing, "more vote")} needed: {Votes(ballot)} agree, {Evidence(ballot)}.");
        }

        var obstacle = isLate ? "it is too late to start another worker" : "no more workers are allowed for this task";
        if (computing + pending > 0)
        {
            return new TaskAction.Wait($"{Progress(ballot, computing, pending)} More votes are needed, but {obstacle}.");
        }

        return ballot.Workers.Count > 0
            ? new TaskAction.OpenReveal($"More votes are needed ({Evidence(ballot)}), but {obstacle}.")
            : new TaskAction.Wait($"No worker contributed, and {obstacle}; who paid is refunded after {At(deadlines.Contribution)}.", WaitFor.Deadline);
    }

    // Committed by the store's word: its contribution may not be in this view of the chain yet.
    private static bool IsExpected(ReplicaView replica, Deal deal, ulong now, SchedulingLimits limits) =>
        replica.State switch
        {
            ReplicaState.Assigned => !IsLate(replica, deal, now, limits),
            ReplicaState.Committed or ReplicaState.Opened => now <= replica.Since + limits.CommitGrace,
            _ => false,
        };

    private static bool IsOverdue(Address worker, IReadOnlyList<ReplicaView> replicas, ulong now, SchedulingLimits limits) =>
        replicas.FirstOrDefault(r => r.Worker == worker) is not { } replica || now > replica.Since + limits.OpeningPatience;

    private static string Progress(Ballot ballot, int computing, int pending)
    {
        var parts = new List<string>();
        if (computing > 0)
        {
            parts.Add($"{Count(computing, "worker")} computing");
        }

        if (pending > 0)
        {
            parts.Add($"{Count(pending, "worker")} committed and about to open");
        }

        return $"{string.Join(", ", parts)}; {Votes(ballot)} agree so far, {Evidence(ballot)}.";
    }

    private static string Votes(Ballot ballot) => $"{ballot.Leading.Votes} of {Count(ballot.Revealed, "vote")}";

    // In bits: that a vote counts for more or less than another, and what dissent costs, shows in no number of votes.
    private static string Evidence(Ballot ballot) =>
        $"{ballot.Leading.Bits} of {TrustRule.NeededBits(ballot.Demand.Trust, ballot.AgainstLeading([]))} bits of evidence";

    private static string Silence(Ballot ballot) => ballot.Silent.Count > 0 ? $"; {Count(ballot.Silent.Count, "worker")} silent" : "";

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
