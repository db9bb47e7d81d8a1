using System.CommandLine;
using System.Globalization;
using Ect.Cli.Frame;
using Ect.Cli.Waiting;
using Ect.Scheduler.Status;
using Ect.Scheduler.Why;
using Spectre.Console;

namespace Ect.Cli.Roles;

internal static class PoolWorkersCommand
{
    private static readonly Argument<string?> Pool = new("POOL") { Description = "The pool, whose metadata says where its scheduler answers", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<Uri?> Url = UrlOption.Create("--url", "Where the scheduler's status page answers");
    private static readonly Option<int?> From = new("--from") { Description = "Workers to leave out, in the order of their addresses. Default: 0", HelpName = "N" };
    private static readonly Option<int?> Limit = new("--limit") { Description = "Most workers that are listed, 1 to 500. Default: 100", HelpName = "N" };

    public static EctCommand Create() =>
        new EctCommand("workers", "Lists the workers that are connected to a pool's scheduler, and why they have no work", "ect pool workers garage", "ect pool workers --from 100 --json") { Pool, Url, From, Limit }
            .Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        using var page = new SchedulerPage(await SchedulerAddress.FindAsync(context, context.Value(Url), context.Value(Pool), "ect pool workers", cancellation), TimeSpan.FromSeconds(10));
        var found = await page.WorkersAsync(context.Value(From) ?? 0, context.Value(Limit) ?? 100, cancellation);
        return Answer.Of(found, (console, view) =>
        {
            console.Write(Tables.Of(
                ["worker", "state", "offers", "slots", "free", "runs", "since", "last seen", "why"],
                view.Workers.Select(worker => new[] { context.People.NameOf(worker.Worker), StateOf(worker), string.Join(", ", worker.Offers ?? []), $"{worker.Slots}", $"{worker.FreeSlots}", $"{worker.Running}", Clock(worker.ConnectedAt), Clock(worker.LastSeen), worker.Banned ?? (worker.FreeSlots > 0 || IsResting(worker) ? worker.Waiting : null) ?? "" })));
            console.WriteLine(view.Workers.Count == view.Total ? $"{view.Total} connected" : $"{view.Workers.Count} of {view.Total} connected; others with --from {view.From + view.Workers.Count}");
        });
    }

    private static string StateOf(WorkerStatus worker) => worker switch
    {
        { Banned: not null } => "banned",
        _ when IsResting(worker) => "resting",
        { FreeSlots: 0 } => "busy",
        _ => "idle",
    };

    private static bool IsResting(WorkerStatus worker) => WorkerReasons.Resting.Any(kind => kind.Code == worker.Code);

    private static string Clock(DateTimeOffset moment) => moment.UtcDateTime.ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
