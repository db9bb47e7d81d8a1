using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json;
using Ect.Cli.Assets;
using Ect.Cli.Frame;
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
        return Answer.Of(status, static (console, view) =>
        {
            console.WriteLine($"scheduler {view.Scheduler}");
            console.WriteLine($"chain     block {view.Chain.Block}{(view.Chain.Error is { } error ? $": {error}" : "")}");
            console.WriteLine($"tasks     {(view.Tasks.Count == 0 ? "none" : string.Join(", ", view.Tasks.Select(entry => $"{entry.Value} {entry.Key.ToLowerInvariant()}")))}");
            console.WriteLine($"workers   {view.Workers.Count}");
            foreach (var warning in view.Warnings)
            {
                console.WriteLine($"warning   {warning}");
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
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            return await http.GetFromJsonAsync(new Uri(address, "/status"), StatusJson.Default.SchedulerStatus, cancellation) ?? throw new JsonException("the answer is null.");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new EctException(ErrorCode.SchedulerUnreachable, $"The scheduler's status page at {address} does not answer: {e.Message}", inner: e);
        }
    }
}
