using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
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

    /// <summary>Whether reward and stake are what the worker's options ask for.</summary>
    public static Refused? Price(Deal deal, WorkerOptions options)
    {
        var reward = WorkerReward.Least(deal);
        return reward < options.MinReward ? new(RefusalReason.RewardTooLow, $"The reward would be {Units.FormatEther(reward)}; this worker asks for {Units.FormatEther(options.MinReward)}.")
            : deal.WorkerStake > options.MaxStake ? new(RefusalReason.StakeTooHigh, $"The stake is {Units.FormatEther(deal.WorkerStake)}; this worker locks at most {Units.FormatEther(options.MaxStake.Value)}.")
            : null;
    }
}
