using System.CommandLine;
using Ect.Cli.Assets;
using Ect.Cli.Frame;
using Ect.Cli.Waiting;
using Ect.Contracts;
using Ect.Scheduler.Status;
using Ect.Sdk.Errors;
using Spectre.Console;

namespace Ect.Cli.Roles;

internal static class SchedulerStatusCommand
{
    private static readonly Argument<string?> Pool = new("POOL") { Description = "The pool, whose metadata says where its scheduler answers", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<Uri?> Url = UrlOption.Create("--url", "Where the scheduler's status page answers");

    public static EctCommand Create() =>
        new EctCommand("status", "Asks a scheduler about its tasks and workers, and why tasks wait", "ect scheduler status local", "ect scheduler status --url http://127.0.0.1:7601 --json") { Pool, Url }
            .Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var status = await ReadAsync(await AddressAsync(context, cancellation), cancellation);
        return Answer.Of(status, (console, view) =>
        {
            console.WriteLine($"scheduler {context.People.NameOf(view.Scheduler)}");
            console.WriteLine($"chain     block {view.Chain.Block}{(view.Chain.Error is { } error ? $": {error}" : "")}");
            console.WriteLine($"tasks     {(view.Tasks.Count == 0 ? "none" : string.Join(", ", view.Tasks.Select(entry => $"{entry.Value} {entry.Key.ToLowerInvariant()}")))}");
            console.WriteLine($"workers   {view.Workers.Count} connected");
            foreach (var warning in view.Warnings)
            {
                console.WriteLine($"warning   {Printable.Of(warning)}");
            }

            if (view.Workers.Count > 0)
            {
                console.WriteLine();
                console.Write(Tables.Of(
                    ["worker", "slots", "free", "why idle"],
                    view.Workers.Select(worker => new[] { context.People.NameOf(worker.Worker), $"{worker.Slots}", $"{worker.FreeSlots}", worker.Banned ?? worker.Waiting ?? "" })));
            }

            if (view.OpenTasks.Count > 0)
            {
                console.WriteLine();
                console.Write(Tables.Of(
                    ["task", "index", "state", "why"],
                    view.OpenTasks.Take(20).Select(task => new[] { ShortId.Of(task.Id), $"{task.Index}", task.State.ToLowerInvariant(), task.Reason ?? "" })));
            }
        });
    }

    private static async Task<Uri> AddressAsync(CliContext context, CancellationToken cancellation)
    {
        if (context.Value(Url) is { } url)
        {
            return url;
        }

        var client = context.Reading();
        var pools = context.Value(Pool) is { } text
            ? [await AssetNames.FindAsync(context, client, AssetKind.Pool, text, cancellation)]
            : await client.Assets.ListAsync(AssetKind.Pool, cancellation: cancellation);
        return pools switch
        {
            [{ Metadata.Status: { } address }] => address,
            [_] => throw new EctException(ErrorCode.InvalidValue, "The pool does not say where its scheduler's status page is.", "Pass --url URL."),
            [] => throw new EctException(ErrorCode.AssetNotFound, "The network has no worker pool."),
            _ => throw new EctException(ErrorCode.InvalidValue, $"The network has {pools.Count} worker pools.", "Name one: `ect scheduler status POOL`."),
        };
    }

    private static async Task<SchedulerStatus> ReadAsync(Uri address, CancellationToken cancellation)
    {
        using var page = new SchedulerPage(address, TimeSpan.FromSeconds(10));
        return await page.StatusAsync(cancellation);
    }
}
