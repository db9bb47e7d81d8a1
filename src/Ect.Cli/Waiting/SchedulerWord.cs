using System.Text.Json.Serialization;
using Ect.Scheduler.Status;

namespace Ect.Cli.Waiting;

/// <summary>What the pool's scheduler says of a task, beside what the chain says; or why it says nothing.</summary>
// Url: Where it was asked; null if the pool names no status page.
// Answers: Whether it spoke of this task.
// Reason: Why the task stands where it stands, in its own words.
// Problem: Why it says nothing; null if it answers.
internal sealed record SchedulerWord(Uri? Url, bool Answers, string? State, string? Reason, string? Problem, IReadOnlyList<ReplicaWord> Replicas)
{
    /// <summary>Whether it was asked and nobody was there.</summary>
    [JsonIgnore]
    public bool IsAway => Url is not null && !Answers && State is null && !IsUnknown;

    /// <summary>Whether it is there, but does not know the task.</summary>
    [JsonIgnore]
    public bool IsUnknown { get; private init; }

    /// <summary>One line.</summary>
    [JsonIgnore]
    public string Text => Problem ?? $"{State}{(Reason is null ? "" : $": {Reason}")}";

    public static SchedulerWord Of(Uri url, TaskReport report) =>
        new(url, true, report.State.ToLowerInvariant(), report.Reason, null, [.. report.Replicas.Select(ReplicaWord.Of)]);

    public static SchedulerWord Away(Uri url, string problem) => new(url, false, null, null, problem, []);

    public static SchedulerWord Unknown(Uri url) => new(url, false, null, null, "it answers, but has not seen this task (yet)", []) { IsUnknown = true };

    public static SchedulerWord NoPage { get; } = new(null, false, null, null, "the pool names no status page on chain", []);
}
