using Ect.Cli.Frame;
using Ect.Cli.Tasks;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Sdk;
using Spectre.Console;
using Purchase = Ect.Sdk.Buying.Purchase;

namespace Ect.Cli.Running;

/// <summary>What `run` bought and, if it waited, what came of it.</summary>
internal sealed record RunReport(IReadOnlyList<Bytes32> Deals, Amount Price, IReadOnlyList<string> Trust, IReadOnlyList<RunTask>? Tasks)
{
    public static RunReport Started(Purchase purchase) => new([.. purchase.Deals.Select(deal => deal.Id)], purchase.Price, [.. purchase.Deals.Select(deal => TrustStatement.Of(deal.Terms))], null);

    public static async Task<RunReport> FinishedAsync(EctClient client, Purchase purchase, string? folder, CancellationToken cancellation)
    {
        var tasks = new List<RunTask>();
        foreach (var deal in purchase.Deals)
        {
            foreach (var task in await client.Tasks.ListAsync(deal, cancellation))
            {
                var view = task is { Status: ChainTaskStatus.Completed, AppFailed: false }
                    ? TaskView.Of(task, await client.Tasks.NowAsync(cancellation))
                    : await TaskView.AskAsync(client, task, cancellation);
                var result = folder is not null && task.Status == ChainTaskStatus.Completed
                    ? await ResultDownload.RunAsync(client, task, Path.Combine(folder, $"{task.Index}"), cancellation)
                    : null;
                tasks.Add(new(view, result is null ? null : ResultView.Of(result)));
            }
        }

        return Started(purchase) with { Tasks = [.. tasks.OrderBy(task => task.Task.Index)] };
    }

    public Answer ToAnswer()
    {
        var isGood = Tasks is null || Tasks.All(task => task.Task is { Status: ChainTaskStatus.Completed, AppFailed: false });
        return Answer.Of(this, static (console, report) => report.Render(console), isGood ? ExitCode.Ok : ExitCode.Failure);
    }

    private void Render(IAnsiConsole console)
    {
        if (Tasks is null)
        {
            console.WriteLine($"Watch with `ect deal watch {ShortId.Of(Deals[0])}`.");
            return;
        }

        console.Write(Tables.Of(
            ["task", "status", "workers", "why and where"],
            Tasks.Select(row => new[] { $"{row.Task.Index}", row.Task.StatusText, $"{row.Task.Contributors.Count}", Story(row) })));
    }

    private static string Story(RunTask row) => string.Join(
        ' ',
        new[] { row.Task.Why, row.Task.Blame is { Party: not "app" } blame ? $"To blame: {blame.Party}, {blame.Why}." : null, row.Result is { } result ? $"Result: {result.ShortFolder}" : null }.OfType<string>());
}
