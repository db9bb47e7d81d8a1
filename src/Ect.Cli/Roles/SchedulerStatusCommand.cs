using System.CommandLine;
using System.Globalization;
using Ect.Cli.Frame;
using Ect.Cli.Waiting;
using Ect.Scheduler.Status;
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
        var status = await ReadAsync(await SchedulerAddress.FindAsync(context, context.Value(Url), context.Value(Pool), "ect scheduler status", cancellation), cancellation);
        return Answer.Of(status, (console, view) =>
        {
            console.WriteLine($"scheduler {context.People.NameOf(view.Scheduler)}");
            console.WriteLine($"chain     block {view.Chain.Block}{(view.Chain.BlockTime is { } made ? $", {(context.Time.GetUtcNow() - made).TotalSeconds:0} s old" : "")}{(view.Chain.Reorgs > 0 ? $", {view.Chain.Reorgs} re-orgs" : "")}{(view.Chain.Error is { } error ? $": {Printable.Of(error)}" : "")}");
            console.WriteLine($"tasks     {(view.Tasks.Count == 0 ? "none" : string.Join(", ", view.Tasks.Select(entry => $"{entry.Value} {Printable.Of(entry.Key.ToLowerInvariant())}")))}");
            console.WriteLine($"workers   {view.Vitals?.ConnectedWorkers ?? view.Workers.Count} connected");
            if (view.Vitals is { } vitals)
            {
                RenderVitals(console, vitals);
            }

            foreach (var epoch in view.Epochs ?? [])
            {
                console.WriteLine($"epoch     {epoch.Number} {Printable.Of(epoch.State.ToLowerInvariant())}{(epoch.Reason is { } why ? $": {Printable.Of(why)}" : "")}");
            }

            foreach (var warning in view.Warnings)
            {
                console.WriteLine($"warning   {Printable.Of(warning)}");
            }

            if (view.Workers.Count > 0)
            {
                console.WriteLine();
                console.Write(Tables.Of(
                    ["worker", "slots", "free", "why idle"],
                    view.Workers.Take(20).Select(worker => new[] { context.People.NameOf(worker.Worker), $"{worker.Slots}", $"{worker.FreeSlots}", worker.Banned ?? worker.Waiting ?? "" })));
            }

            if (view.OpenTasks.Count > 0)
            {
                console.WriteLine();
                console.Write(Tables.Of(
                    ["task", "index", "state", "why"],
                    view.OpenTasks.Take(20).Select(task => new[] { ShortId.Of(task.Id), $"{task.Index}", task.State.ToLowerInvariant(), task.Reason ?? "" })));
            }
        }, IsWell(status) ? ExitCode.Ok : ExitCode.Failure);
    }

    /// <summary>Whether a person must look: scripts see it by the exit code.</summary>
    private static bool IsWell(SchedulerStatus status) => status.Chain.Error is null && status.Chain.ReadAt is not null && status.Warnings.Count == 0;

    private static void RenderVitals(IAnsiConsole console, SchedulerVitals vitals)
    {
        console.WriteLine($"store     {Printable.Of(vitals.Store)}, leading since {Times.Text(vitals.StartedAt)}");
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rates     {vitals.AssignmentsPerSecond:0.##} assignments/s, {vitals.SettlementsPerSecond:0.##} tasks completed/s (last minute)"));
        console.WriteLine($"memory    {vitals.MemoryBytes >> 20} MiB");
        foreach (var (code, count) in vitals.Waiting.OrderByDescending(entry => entry.Value))
        {
            console.WriteLine($"waiting   {count} {Printable.Of(code)}");
        }
    }

    private static async Task<SchedulerStatus> ReadAsync(IReadOnlyList<Uri> addresses, CancellationToken cancellation)
    {
        using var page = new SchedulerPage(addresses, TimeSpan.FromSeconds(10));
        return await page.StatusAsync(cancellation);
    }
}
