using Ect.Cli.Frame;
using Ect.Content;
using Ect.Contracts;
using Ect.Ethereum;
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
    IReadOnlyList<ContributorView> Contributors)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public string StatusText => AppFailed ? "app failed" : Status.ToString().ToLowerInvariant();

    public static TaskView Of(TaskInfo task, ulong now) => new(
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
        [.. task.Contributors.Select(part => new ContributorView(part.Worker, part.Outcome, part.Amount, part.ResultHash))]);

    public void Render(IAnsiConsole console)
    {
        console.WriteLine($"task      {Id}");
        console.WriteLine($"deal      {Deal}, index {Index}");
        console.WriteLine($"status    {StatusText}");
        console.WriteLine($"why       {Why}");
        console.WriteLine($"trust     {Trust}");
        console.WriteLine($"deadlines contributions {ContributionDeadline:yyyy-MM-dd HH:mm:ss} UTC, claim after {FinalDeadline:yyyy-MM-dd HH:mm:ss} UTC");
        if (ResultCid is not null)
        {
            console.WriteLine($"result    {ResultCid}");
        }

        if (Contributors.Count > 0)
        {
            console.WriteLine();
            console.Write(Tables.Of(["worker", "outcome", "amount", "vote"], Contributors.Select(part => part.Cells())));
        }
    }

    private static DateTimeOffset At(ulong time) => DateTimeOffset.FromUnixTimeSeconds((long)time);
}
