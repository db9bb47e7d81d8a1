using Ect.Cli.Frame;
using Ect.Cli.Home;
using Ect.Cli.Waiting;
using Ect.Ethereum;
using Ect.Scheduler.Status;
using Ect.Scheduler.Why;
using Ect.Sdk.Tasks;
using Spectre.Console;

namespace Ect.Cli.Tasks;

/// <summary>Why a task stands where it stands.</summary>
// Phase: The scheduler's word for it where there is one, else the chain's.
// Source: scheduler or chain: who says so.
// Chain: What the chain alone says.
internal sealed record TaskWhyView(Bytes32 Task, Bytes32 Deal, uint Index, string Phase, string Source, WhyView Why, string Chain, NextDeadline? Next, IReadOnlyList<PartWhyView> Parts)
{
    /// <summary>How the task and the machines of the pool fit; null where the scheduler does not tell, or the task has ended.</summary>
    public FitView? Fit { get; init; }

    /// <summary>Joins what chain and scheduler say.</summary>
    /// <param name="task">What the chain knows.</param>
    /// <param name="now">Unix seconds of the chain's newest block.</param>
    /// <param name="report">The scheduler's word; null if it gives none.</param>
    /// <param name="silence">Why it gives none.</param>
    public static TaskWhyView Of(TaskInfo task, ulong now, TaskReport? report, Reason? silence)
    {
        var chain = TaskReason.Of(task, now);
        var phase = report?.State ?? task.Status.ToString();
        var why = task.IsFinal ? WhyView.Of(TaskReasons.Ended.Say(chain))
            : report is null ? WhyView.Of(silence ?? TaskReasons.Unexplained.Say(""))
            : WhyView.Of(report.Code ?? TaskReasons.Unexplained.Code, report.Reason ?? "");
        return new(task.Id, task.Deal.Id, task.Index, phase.ToLowerInvariant(), report is null ? "chain" : "scheduler", why, chain, NextDeadline.Of(task, now), [.. report?.Replicas.Select(PartWhyView.Of) ?? []]);
    }

    public void Render(IAnsiConsole console, People people)
    {
        console.WriteLine($"task      {Task}");
        console.WriteLine($"phase     {Printable.Of(Phase)}{(Source == "chain" ? ", as the chain alone says" : "")}");
        Why.Render(console);
        console.WriteLine($"chain     {Chain}");
        if (Next is not null)
        {
            console.WriteLine($"next      after {Times.Text(Next.At)} {Next.Then}");
        }

        if (Fit is { } fit && fit.Clauses.Count + fit.Refusals.Count > 0)
        {
            console.WriteLine();
            fit.Render(console);
        }

        if (Parts.Count > 0)
        {
            console.WriteLine();
            console.Write(Tables.Of(
                ["worker", "state", "why", "whose turn", "says"],
                Parts.Select(part => new[] { people.NameOf(part.Worker), part.State, part.Why?.Code ?? "", part.Why is { Turn: not "nobody" } why ? why.Turn : "", part.Why?.Text ?? "" })));
            foreach (var part in Parts.Where(part => part.Chosen is not null))
            {
                console.WriteLine($"{people.NameOf(part.Worker)} was chosen: {Printable.Of(part.Chosen!)}");
            }
        }
    }
}
