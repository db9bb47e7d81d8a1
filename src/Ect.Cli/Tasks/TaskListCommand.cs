using System.CommandLine;
using Ect.Cli.Frame;
using Spectre.Console;

namespace Ect.Cli.Tasks;

internal static class TaskListCommand
{
    private static readonly Argument<string> Deal = new("DEAL") { Description = "The deal's id, or the beginning of it" };

    public static EctCommand Create() => new EctCommand("list", "Lists the tasks of a deal", "ect task list 0x3fa9", "ect task list 0x3fa9 --json") { Deal }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Reading();
        var deal = await client.Deals.FindAsync(context.Required(Deal), cancellation);
        var tasks = await TaskView.OfDealAsync(client, deal, cancellation);
        return Answer.Of(new { deal = deal.Id, tasks }, static (console, view) => console.Write(Tables.Of(
            ["index", "task", "status", "workers", "why"],
            view.tasks.Select(task => new[] { $"{task.Index}", ShortId.Of(task.Id), task.StatusText, $"{task.Contributors.Count}", task.ShortWhy }))));
    }
}
