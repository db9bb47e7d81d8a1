using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;

namespace Ect.Worker.Assignments;

/// <summary>Whether, and from when, a worker takes a deal's tasks without the scheduler. Pure.</summary>
internal static class UnaskedDecision
{
    /// <summary>
    /// Gas that must be in hand for each task: to contribute, open the reveal phase, reveal and finalise, four to five times
    /// over, for fees rise.
    /// </summary>
    public const ulong GasOfTask = 2_000_000;

    // A scheduler at work has until then; later there would be no time left to compute.
    private const ulong LastPeriods = 6;

    /// <summary>Why this worker leaves the deal alone for now; null if it may take its tasks.</summary>
    /// <param name="deal">The terms of a deal whose tasks need no authorisation any more.</param>
    /// <param name="view">What the worker has.</param>
    /// <param name="options">What it wants.</param>
    public static string? WhyNot(Deal deal, UnaskedView view, WorkerOptions options)
    {
        if ((DealCheck.Time(deal, options, view.Now) ?? DealCheck.Price(deal, options) ?? DealCheck.Seat(deal, view.Seat, view.Roster.Number)) is { } refused)
        {
            // The time changes with every look, and is said once.
            return refused.Reason == RefusalReason.DeadlineTooNear ? "too little time is left to compute and contribute" : refused.Message;
        }

        var gas = new BigInteger(GasOfTask) * (view.Open + 1);
        return IsAtWork(deal, view) ? "the scheduler is at work: it gave this worker a task within the last duration"
            : view.Free < deal.WorkerStake ? $"the stake is {Units.FormatEther(deal.WorkerStake)} tokens, and fewer are free. Deposit more with `ect wallet deposit`, from this wallet or for it"
            : view.Gas < gas ? $"the worker's coin does not pay for {gas} gas, which {(view.Open == 0 ? "the task" : "the task and those under way")} may take. Send it some"
            : null;
    }

    /// <summary>
    /// The second, Unix time, from which this worker takes a task: some time in the fifth duration, another for each, so that
    /// those whose turn comes later see what is done already.
    /// </summary>
    /// <param name="deal">The terms.</param>
    /// <param name="task">The task.</param>
    /// <param name="worker">The worker.</param>
    public static ulong TurnOf(Deal deal, Bytes32 task, Address worker)
    {
        var share = Keccak256.Hash([.. task.ToBytes(), .. worker.ToBytes()]).ToBytes()[1];
        return Deadlines.Of(deal).SelfAssign + 1 + ((ulong)deal.Duration * share / 256);
    }

    private static bool IsAtWork(Deal deal, UnaskedView view) =>
        view.Now <= view.AssignedAt + deal.Duration && view.Now <= deal.Start + (LastPeriods * deal.Duration);
}
