using Ect.Cli.Deals;
using Ect.Cli.Frame;
using Ect.Cli.Tasks;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Sdk;
using Ect.Sdk.Qos;
using Spectre.Console;
using Purchase = Ect.Sdk.Buying.Purchase;

namespace Ect.Cli.Running;

/// <summary>What `run` bought and, if it waited, what came of it.</summary>
internal sealed record RunReport(IReadOnlyList<Bytes32> Deals, Amount Price, IReadOnlyList<string> Trust, PoolChoiceView Pools, IReadOnlyList<RunTask>? Tasks)
{
    public static RunReport Started(Purchase purchase, PoolChoiceView pools) => new([.. purchase.Deals.Select(deal => deal.Id)], purchase.Price, [.. purchase.Deals.Select(deal => TrustStatement.Of(deal.Terms))], pools, null);

    /// <summary>How far the bag is, its prediction and its help; null if nobody waited.</summary>
    public BagView? Progress { get; init; }

    public static async Task<RunReport> FinishedAsync(EctClient client, Purchase purchase, PoolChoiceView pools, BagState state, BagView progress, string? folder, CancellationToken cancellation)
    {
        // Of each task the first result: its own, or its help's.
        var firsts = purchase.Deals.SelectMany(deal => deal.Indices.Select(index => (Index: index, First: state.Results.GetValueOrDefault(index) ?? new(deal, index, deal.TaskAt(index), false))));
        var now = await client.Tasks.NowAsync(cancellation);
        var tasks = new List<RunTask>();
        foreach (var ofDeal in firsts.GroupBy(task => task.First.Deal.Id).Select(some => some.ToList()))
        {
            var read = await client.Tasks.ListAsync(ofDeal[0].First.Deal, [.. ofDeal.Select(task => task.First.Index)], cancellation);
            foreach (var ((index, first), task) in ofDeal.Zip(read))
            {
                var view = task is { Status: ChainTaskStatus.Completed, AppFailed: false } ? TaskView.Of(task, now) : await TaskView.AskAsync(client, task, cancellation);
                var result = folder is not null && task.Status == ChainTaskStatus.Completed
                    ? await ResultDownload.RunAsync(client, task, Path.Combine(folder, $"{index}"), cancellation)
                    : null;
                tasks.Add(new(index, first.IsHelp, view, result is null ? null : ResultView.Of(result)));
            }
        }

        return Started(purchase, pools) with { Tasks = [.. tasks.OrderBy(task => task.Index)], Progress = progress };
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

        Progress?.Render(console);
        console.Write(Tables.Of(
            ["task", "status", "workers", "why and where"],
            Tasks.Select(row => new[] { $"{row.Index}", row.Task.StatusText, $"{row.Task.Contributors.Count}", Story(row) })));
    }

    private static string Story(RunTask row) => string.Join(
        ' ',
        new[] { row.IsHelp ? $"By help, as task {ShortId.Of(row.Task.Id)}." : null, row.Task.Why, row.Task.Blame is { Party: not "app" } blame ? $"To blame: {blame.Party}, {blame.Why}." : null, row.Result is { } result ? $"Result: {result.ShortFolder}" : null }.OfType<string>());
}
