using System.Numerics;
using Ect.Cli.Frame;
using Ect.Cli.Waiting;
using Ect.Ethereum;
using Ect.Scheduler.Status;
using Ect.Scheduler.Why;
using Ect.Sdk.Seats;
using Spectre.Console;

namespace Ect.Cli.Roles;

/// <summary>Why a worker has no work.</summary>
// Why: Every reason, what the chain says first.
// Fit: How its machine and the open deals fit; null if it is not connected.
// Scheduler: What the pool's scheduler knows; null if it was not asked, or does not answer.
internal sealed record WorkerWhyView(Address Worker, string? Pool, Amount Bond, Amount Free, IReadOnlyList<WhyView> Why, WorkerReport? Scheduler, WorkerFitView? Fit)
{
    /// <summary>What the chain alone has against the worker's getting work.</summary>
    /// <param name="seat">Its seat.</param>
    /// <param name="pool">The pool that it is to work for; null if none was named and it has no seat.</param>
    /// <param name="roster">That pool's roster; null without a pool.</param>
    public static IEnumerable<Reason> OnChain(SeatState seat, BigInteger? pool, RosterState? roster)
    {
        if (seat.Pool is null && seat.LeavingUntil is { } until)
        {
            yield return WorkerReasons.SeatLeaving.Say($"The worker left its seat; {(Amount)seat.Leaving} stay at stake until {Times.Text(until)}.");
        }
        else if (seat.Pool is null)
        {
            yield return WorkerReasons.NoSeat.Say("The worker has no seat in any pool.");
        }
        else if (seat.Pool != pool)
        {
            yield return WorkerReasons.OtherPool.Say("The worker's seat is in another pool.");
        }
        else if (roster is not null && seat.Bond < roster.SeatBond)
        {
            yield return WorkerReasons.BondBelowPool.Say($"The worker's bond is {(Amount)seat.Bond}; the pool asks {(Amount)roster.SeatBond} of new seats.");
        }
    }

    public void Render(IAnsiConsole console, Func<Address, string> nameOf)
    {
        console.WriteLine($"worker    {nameOf(Worker)}");
        console.WriteLine($"pool      {Pool ?? "none"}");
        console.WriteLine($"bond      {Bond}");
        console.WriteLine($"free      {Free}  (for stakes on the direct path)");
        if (Scheduler is { } report)
        {
            console.WriteLine(report.Session is { } session ? $"connected since {Times.Text(session.ConnectedAt)}, {session.FreeSlots} of {session.Slots} slots free, runs {session.Running}" : "connected no");
            console.WriteLine($"drawn     {report.Drawn} of {report.OpenTasks} open tasks");
        }

        foreach (var why in Why)
        {
            why.Render(console);
        }

        if (Fit is { Deals: > 0 })
        {
            console.WriteLine();
            Fit.Render(console);
        }

        if (Scheduler?.Lost.Count > 0)
        {
            console.WriteLine();
            console.Write(Tables.Of(["task", "state", "at", "why", "says"], Scheduler.Lost.Select(part => new[] { ShortId.Of(part.Task), part.State.ToLowerInvariant(), Times.Text(part.At), part.Code ?? "", part.Text ?? "" })));
        }
    }
}
