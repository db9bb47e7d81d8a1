using Ect.Contracts;
using Ect.Sdk.Tasks;

namespace Ect.Cli.Waiting;

/// <summary>Who keeps a task from its end, or kept it from a good one.</summary>
// Party: app, dataset, request, worker, pool or network.
// Why: In a sentence.
internal sealed record Blame(string Party, string Why)
{
    /// <summary>The party to blame; null while nothing went wrong.</summary>
    /// <param name="task">What the chain knows.</param>
    /// <param name="now">Unix seconds of the chain's newest block.</param>
    /// <param name="word">What the scheduler says; null if it was not asked.</param>
    /// <param name="failure">What the agreed result says of the application's failure; null if it was not read.</param>
    public static Blame? Of(TaskInfo task, ulong now, SchedulerWord? word, string? failure = null) => task switch
    {
        { Status: ChainTaskStatus.Completed, AppFailed: true } => new("app", $"the workers agree that it fails{(failure is null ? "" : $": {failure}")}"),
        { Status: ChainTaskStatus.Completed } => null,
        { Status: ChainTaskStatus.Failed } => OfReplicas(word) ?? OfContributors(task) ?? new("pool", "it brought too few workers in time, and lost its stake"),
        _ when OfReplicas(word) is { } complaint => complaint,
        _ when word is { IsAway: true } => new("pool", "its scheduler does not answer"),
        _ when task.Deadlines.MayClaim(now) => new("pool", "the deadline has passed without a result"),
        _ => null,
    };

    // Workers that gave the task back say whose fault it is: the party named most often; of two, the one named last.
    private static Blame? OfReplicas(SchedulerWord? word)
    {
        var gone = word?.Replicas.Where(replica => replica.IsGone).OrderBy(replica => replica.Since).ToArray() ?? [];
        var complaints = gone.Where(replica => replica.Blame is not (null or "unspecified")).ToArray();
        if (complaints.Length > 0)
        {
            var party = complaints.GroupBy(replica => replica.Blame!).OrderBy(group => group.Count()).ThenBy(group => group.Last().Since).Last();
            var count = party.Count();
            return new(party.Key, $"{count} worker{(count == 1 ? " says" : "s say")}: {party.Last().Message}");
        }

        return gone.Length > 0 ? new("worker", $"{gone.Length} worker{(gone.Length == 1 ? "" : "s")} stopped in the middle of the task; others are asked") : null;
    }

    private static Blame? OfContributors(TaskInfo task)
    {
        var silent = task.Contributors.Count(part => part.Outcome is ContributorOutcome.Silent);
        return task.Contributors.Count == 0 ? null
            : silent > 0 ? new("worker", $"{silent} of {task.Contributors.Count} workers never revealed the result they committed to")
            : new("worker", $"{task.Contributors.Count} workers contributed, but not enough of them agreed");
    }
}
