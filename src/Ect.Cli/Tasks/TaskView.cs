using Ect.Cli.Frame;
using Ect.Cli.Home;
using Ect.Cli.Waiting;
using Ect.Content;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Sdk;
using Ect.Sdk.Deals;
using Ect.Sdk.Tasks;
using Spectre.Console;

namespace Ect.Cli.Tasks;

/// <summary>A task as commands show it.</summary>
internal sealed record TaskView(
    Bytes32 Id,
    Bytes32 Deal,
    uint Index,
    ChainTaskStatus Status,
    bool AppFailed,
    string Why,
    ushort Trust,
    DateTimeOffset ContributionDeadline,
    DateTimeOffset FinalDeadline,
    DateTimeOffset? RevealDeadline,
    string? ResultCid,
    bool CallbackPending,
    IReadOnlyList<ContributorView> Contributors,
    Blame? Blame,
    SchedulerWord? Scheduler)
{
    /// <summary>Challenges of the result's blocks; null where nobody looked.</summary>
    public IReadOnlyList<ChallengeView>? Challenges { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public string StatusText => AppFailed ? "app failed" : Status.ToString().ToLowerInvariant();

    /// <param name="task">What the chain knows.</param>
    /// <param name="now">Unix seconds of the chain's newest block.</param>
    /// <param name="word">What the pool's scheduler says; null if it was not asked.</param>
    /// <param name="failure">How the application failed; null if it did not, or nobody looked.</param>
    public static TaskView Of(TaskInfo task, ulong now, SchedulerWord? word = null, string? failure = null) => new(
        task.Id,
        task.Deal.Id,
        task.Index,
        task.Status,
        task.AppFailed,
        TaskReason.Of(task, now),
        Math.Max(task.Deal.Terms.Trust, (ushort)1),
        At(task.Deadlines.Contribution),
        At(task.Deadlines.Final),
        task.RevealDeadline == 0 ? null : At(task.RevealDeadline),
        task.Digest is { } digest ? Cid.FromDigest(digest.ToBytes()).ToString() : null,
        task.IsCallbackPending,
        [.. task.Contributors.Select(part => new ContributorView(part.Worker, part.Outcome, part.Amount, part.ResultHash))],
        Blame.Of(task, now, word, failure),
        word);

    /// <summary>A task with its scheduler's word.</summary>
    public static async Task<TaskView> AskAsync(EctClient client, TaskInfo task, CancellationToken cancellation)
    {
        var word = await SchedulerWords.AskAsync(client, task, cancellation);
        return Of(task, await client.Tasks.NowAsync(cancellation), word, await AppFailure.ReadAsync(client, task, cancellation));
    }

    /// <summary>A deal's tasks; where some are open, with the scheduler's word of them.</summary>
    public static async Task<IReadOnlyList<TaskView>> OfDealAsync(EctClient client, DealInfo deal, CancellationToken cancellation)
    {
        var now = await client.Tasks.NowAsync(cancellation);
        var tasks = await client.Tasks.ListAsync(deal, cancellation);
        var words = tasks.All(task => task.IsFinal) ? null : await SchedulerWords.AskAsync(client, deal, cancellation);
        return [.. tasks.Select(task => Of(task, now, task.IsFinal ? null : words?.Invoke(task.Id)))];
    }

    /// <summary>One sentence or two for a table: the scheduler's reason where there is one, else the chain's.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string ShortWhy => Scheduler is { Reason: { } reason } && Status is not (ChainTaskStatus.Completed or ChainTaskStatus.Failed) ? reason : Why;

    public Answer ToAnswer(CliContext context, ExitCode exit = ExitCode.Ok) => Answer.Of(this, (console, view) => view.Render(console, context.People), exit);

    private void Render(IAnsiConsole console, People people)
    {
        console.WriteLine($"task      {Id}");
        console.WriteLine($"deal      {Deal}");
        console.WriteLine($"index     {Index}");
        console.WriteLine($"status    {StatusText}");
        console.WriteLine($"why       {Why}");
        if (Scheduler is not null && Status is not ChainTaskStatus.Completed)
        {
            console.WriteLine($"scheduler {Printable.Of(Scheduler.Text)}");
        }

        if (Blame is not null)
        {
            console.MarkupLineInterpolated($"blame     [bold]{Printable.Of(Blame.Party)}[/]: {Printable.Of(Blame.Why)}");
        }

        console.WriteLine($"trust     {Trust} {(Trust == 1 ? "worker" : "workers")} must agree");
        if (Status is not (ChainTaskStatus.Completed or ChainTaskStatus.Failed))
        {
            console.WriteLine($"deadlines workers contribute until {ContributionDeadline:yyyy-MM-dd HH:mm:ss} UTC");
            console.WriteLine($"          refund to be claimed from {FinalDeadline:yyyy-MM-dd HH:mm:ss} UTC");
        }

        if (ResultCid is not null)
        {
            console.WriteLine($"result    {ResultCid}");
        }

        foreach (var challenge in Challenges?.Where(challenge => challenge.Status is ChallengeStatus.Open or ChallengeStatus.Overdue) ?? [])
        {
            console.WriteLine($"challenge {challenge.Text(people)}; `ect task challenge` says what is next");
        }

        if (Contributors.Count > 0)
        {
            console.WriteLine();
            console.Write(Tables.Of(["worker", "outcome", "amount", "vote"], Contributors.Select(part => part.Cells(people))));
        }

        // The chain knows only who committed; the scheduler also knows who computes, and who came to nothing.
        var others = Scheduler?.Replicas.Where(replica => Contributors.All(part => part.Worker != replica.Worker)).ToArray() ?? [];
        if (others.Length > 0)
        {
            console.WriteLine();
            console.Write(Tables.Of(
                ["worker", "state", "blames", "says"],
                others.Select(replica => new[] { people.NameOf(replica.Worker), replica.State, replica.Blame ?? "", replica.Message ?? "" })));
        }
    }

    private static DateTimeOffset At(ulong time) => DateTimeOffset.FromUnixTimeSeconds((long)time);
}
