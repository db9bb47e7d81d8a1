using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Cli.Tasks;
using Ect.Ethereum;
using Ect.Sdk;
using Ect.Sdk.Errors;
using Ect.Sdk.Tasks;

namespace Ect.Cli.Deals;

internal static class DealCloseCommand
{
    private static readonly Argument<string> Which = new("DEAL") { Description = "The deal's id, or the beginning of it" };

    public static EctCommand Create() => new EctCommand(
        "close",
        "Ends a deal that its scheduler has left: does for each open task what anybody may by now (opens the reveal phase, finalises, claims the refund) and says what comes next and when. Safe to repeat",
        "ect deal close 0x3fa9",
        "ect deal close 0x3fa9 --json")
    {
        Which,
    }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var deal = await client.Deals.FindAsync(context.Required(Which), cancellation);
        var tasks = new List<ClosedTask>();
        foreach (var task in await client.Tasks.ListAsync(deal, cancellation))
        {
            tasks.Add(await CloseAsync(client, task, cancellation));
        }

        return Answer.Of(
            new { deal = deal.Id, tasks },
            static (console, view) => console.Write(Tables.Of(["index", "done", "status", "why"], view.tasks.Select(task => task.Cells()))),
            tasks.Any(task => task.Problem is not null) ? ExitCode.Failure : ExitCode.Ok);
    }

    private static async Task<ClosedTask> CloseAsync(EctClient client, TaskInfo task, CancellationToken cancellation)
    {
        var (step, problem) = (PublicStep.None, (string?)null);
        try
        {
            (task, step) = await client.Tasks.CloseAsync(task, client.Content, cancellation);
        }
        catch (Exception e) when (e is EctException or RevertException)
        {
            // Of a bag one task's trouble must not keep the money of the others.
            problem = e.Message;
        }

        var view = TaskView.Of(task, await client.Tasks.NowAsync(cancellation));
        return new(task.Index, task.Id, step, view.StatusText, view.Why, problem);
    }
}
