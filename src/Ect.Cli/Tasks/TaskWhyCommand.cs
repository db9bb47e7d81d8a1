using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Cli.Waiting;
using Ect.Scheduler.Status;
using Ect.Scheduler.Why;
using Ect.Sdk;
using Ect.Sdk.Errors;
using Ect.Sdk.Tasks;

namespace Ect.Cli.Tasks;

internal static class TaskWhyCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly Argument<string> Which = TaskArgument.Create();

    public static EctCommand Create() =>
        new EctCommand("why", "Says why a task waits, whose turn it is, what to do, and what became of each worker's part", "ect task why 0x3fa9:2", "ect task why 0x77aa --json") { Which }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Reading();
        var task = await client.Tasks.FindAsync(context.Required(Which), cancellation);
        var (report, silence, fit) = await AskAsync(client, task, cancellation);
        return Answer.Of(TaskWhyView.Of(task, await client.Tasks.NowAsync(cancellation), report, silence) with { Fit = fit }, (console, view) => view.Render(console, context.People));
    }

    private static async Task<(TaskReport? Report, Reason? Silence, FitView? Fit)> AskAsync(EctClient client, TaskInfo task, CancellationToken cancellation)
    {
        if (await SchedulerWords.PagesAsync(client, task.Deal, cancellation) is not [_, ..] pages)
        {
            return (null, TaskReasons.SchedulerUnnamed.Say(""), null);
        }

        using var page = new SchedulerPage(pages, Patience);
        try
        {
            return await page.TaskAsync(task.Id, cancellation) is { } report
                ? (report, null, await FitAsync(page, task, cancellation))
                : (null, TaskReasons.TaskUnseen.Say($"The scheduler at {page.Address} answers, but has not seen the task."), null);
        }
        catch (EctException e)
        {
            return (null, TaskReasons.SchedulerAway.Say(e.Message), null);
        }
    }

    // Beside the reason: a scheduler that is too old to list its workers has given that.
    private static async Task<FitView?> FitAsync(SchedulerPage page, TaskInfo task, CancellationToken cancellation)
    {
        if (task.IsFinal)
        {
            return null;
        }

        try
        {
            return await FitView.AskAsync(page, task.Deal, cancellation);
        }
        catch (EctException)
        {
            return null;
        }
    }
}
