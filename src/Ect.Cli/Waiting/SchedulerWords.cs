using Ect.Contracts;
using Ect.Ethereum;
using Ect.Sdk;
using Ect.Sdk.Deals;
using Ect.Sdk.Errors;
using Ect.Sdk.Tasks;

namespace Ect.Cli.Waiting;

/// <summary>Asks pools' schedulers why tasks wait. One that is away is an answer too, never an error: the chain's view stands without it.</summary>
internal static class SchedulerWords
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>What the scheduler says of one task, ended or not.</summary>
    public static async Task<SchedulerWord> AskAsync(EctClient client, TaskInfo task, CancellationToken cancellation)
    {
        if (await PagesAsync(client, task.Deal, cancellation) is not [_, ..] pages)
        {
            return SchedulerWord.NoPage;
        }

        using var page = new SchedulerPage(pages, Patience);
        try
        {
            return await page.TaskAsync(task.Id, cancellation) is { } report ? SchedulerWord.Of(page.Address, report) : SchedulerWord.Unknown(page.Address);
        }
        catch (EctException e)
        {
            return SchedulerWord.Away(page.Address, e.Message);
        }
    }

    /// <summary>What the scheduler says of those of a deal's tasks that are open, with one question; null for the others.</summary>
    public static async Task<Func<Bytes32, SchedulerWord?>> AskAsync(EctClient client, DealInfo deal, CancellationToken cancellation)
    {
        if (await PagesAsync(client, deal, cancellation) is not [_, ..] pages)
        {
            return static _ => SchedulerWord.NoPage;
        }

        using var page = new SchedulerPage(pages, Patience);
        try
        {
            var open = (await page.StatusAsync(cancellation)).OpenTasks.Where(task => task.Deal == deal.Id).ToDictionary(task => task.Id, task => SchedulerWord.Of(page.Address, task));
            return task => open.GetValueOrDefault(task);
        }
        catch (EctException e)
        {
            var away = SchedulerWord.Away(page.Address, e.Message);
            return _ => away;
        }
    }

    /// <summary>When a deal's open tasks were first given to a worker, as far as the scheduler says.</summary>
    public static async Task<IReadOnlyList<(uint Index, DateTimeOffset At)>> AssignmentsAsync(EctClient client, DealInfo deal, CancellationToken cancellation) =>
        [.. (await RunningAsync(client, deal, null, cancellation)).Where(row => row.Word.Replicas.Count > 0).Select(row => (row.Index, row.Word.Replicas.Min(replica => replica.Since)))];

    /// <summary>The scheduler's word on the tasks of a deal that are open, or on one of them; none if it is away.</summary>
    public static async Task<IReadOnlyList<(uint Index, Bytes32 Task, SchedulerWord Word)>> RunningAsync(EctClient client, DealInfo deal, Bytes32? only, CancellationToken cancellation)
    {
        if (only is not { } task)
        {
            var words = await AskAsync(client, deal, cancellation);
            return [.. deal.Indices.Select(index => (index, deal.TaskAt(index), words(deal.TaskAt(index)))).Where(row => row.Item3 is { Answers: true }).Select(row => (row.index, row.Item2, row.Item3!))];
        }

        if (await PagesAsync(client, deal, cancellation) is not [_, ..] pages)
        {
            return [];
        }

        using var page = new SchedulerPage(pages, Patience);
        try
        {
            return await page.TaskAsync(task, cancellation) is { } report ? [(report.Index, task, SchedulerWord.Of(page.Address, report))] : [];
        }
        catch (EctException)
        {
            return []; // said by the teller of reasons
        }
    }

    /// <summary>Where the scheduler of a deal's pool may answer; none if the pool does not say.</summary>
    public static async Task<IReadOnlyList<Uri>> PagesAsync(EctClient client, DealInfo deal, CancellationToken cancellation) =>
        (await client.Assets.GetAsync(AssetKind.Pool, deal.Terms.Pool, cancellation)).Metadata.StatusPages;
}
