using Ect.ClassAds.Matching;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Apps;
using Ect.Protocol.Deals;
using Ect.Protocol.Machines;
using Ect.Worker.Machine;
using static Ect.Worker.Assignments.AssignmentVerdict;

namespace Ect.Worker.Assignments;

/// <summary>What a deal's terms ask of a worker, whichever of its tasks is meant. Null: nothing speaks against it.</summary>
internal static class DealCheck
{
    /// <summary>Whether there is time to compute and contribute.</summary>
    /// <param name="deal">The terms.</param>
    /// <param name="options">The worker's.</param>
    /// <param name="now">Unix time in seconds.</param>
    public static Refused? Time(Deal deal, WorkerOptions options, ulong now)
    {
        var needed = deal.Duration + (ulong)options.DeadlineMargin.TotalSeconds;
        var deadline = Deadlines.Of(deal).Contribution;
        return now + needed > deadline
            ? new(RefusalReason.DeadlineTooNear, $"Contributions are taken until {deadline} (Unix time); it is {now} and the task may need {needed} s.")
            : null;
    }

    /// <summary>Whether the worker had a seat in the pool's roster before the deal started.</summary>
    public static Refused? Seat(Deal deal, Seat seat, uint roster) =>
        roster != 0 && seat.Roster == roster && seat.Since < deal.Start ? null
        : new(RefusalReason.NotSeated, seat.Roster == 0 ? $"This worker has no seat in pool {deal.Pool}." : $"This worker's seat in roster {seat.Roster} is of {seat.Since}; the deal of roster {roster} started at {deal.Start}.");

    /// <summary>Whether this machine has what the task needs.</summary>
    /// <param name="needs">As the params say.</param>
    /// <param name="machine">This machine.</param>
    /// <param name="isAsked">Whether the scheduler asked: it alone knows of which class the others are.</param>
    public static Refused? Machine(MachineNeeds needs, MachineOffer machine, bool isAsked) =>
        machine.Lacks(needs) is { } lack ? new(RefusalReason.MachineUnfit, $"The task needs {lack}, which this worker has not.")
        : !isAsked && needs.Hosts != HostSameness.Any ? new(RefusalReason.MachineUnfit, "The task wants machines of one class, and without the scheduler none knows of which class the others are.")
        : null;

    /// <summary>Whether the owner's requirements are true of the tasks and, where the scheduler did not see to it, the tasks' of this machine.</summary>
    /// <param name="deal">The terms.</param>
    /// <param name="needs">As the params say.</param>
    /// <param name="machine">This machine's ad.</param>
    /// <param name="isAsked">Whether the scheduler asked.</param>
    public static Refused? Wishes(Deal deal, MachineNeeds needs, WorkerAd machine, bool isAsked)
    {
        if (!machine.HasRequirements && (isAsked || needs.Requirements.Length == 0))
        {
            return null;
        }

        var match = Match.Of(JobAd.Of(deal, needs), machine.Now(), AdExpression.Options);
        return machine.HasRequirements && !match.MachineAccepts ? new(RefusalReason.OwnerRefuses, "This worker's own requirements are not true of the task.")
            : !isAsked && !match.JobAccepts ? new(RefusalReason.MachineUnfit, $"The task's requirements are not true of this machine: {Shown.Of(needs.Requirements)}")
            : null;
    }

    /// <summary>Whether reward and stake are what the worker's options ask for.</summary>
    public static Refused? Price(Deal deal, WorkerOptions options)
    {
        var reward = WorkerReward.Least(deal);
        return reward < options.MinReward ? new(RefusalReason.RewardTooLow, $"The reward would be {Units.FormatEther(reward)}; this worker asks for {Units.FormatEther(options.MinReward)}.")
            : deal.WorkerStake > options.MaxStake ? new(RefusalReason.StakeTooHigh, $"The stake is {Units.FormatEther(deal.WorkerStake)}; this worker locks at most {Units.FormatEther(options.MaxStake.Value)}.")
            : null;
    }
}
