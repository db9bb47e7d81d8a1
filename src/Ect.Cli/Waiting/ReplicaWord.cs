using Ect.Ethereum;
using Ect.Scheduler.Status;

namespace Ect.Cli.Waiting;

/// <summary>What a scheduler says of one worker's part in a task.</summary>
// Blame: Whom the worker blamed when it gave the task back: app, dataset, request, worker, pool or network; null if it did not.
// Message: What it said then.
internal sealed record ReplicaWord(Address Worker, string State, DateTimeOffset Since, string? Blame, string? Message)
{
    /// <summary>How far it is; null if it has come to its end, or the scheduler does not say.</summary>
    public LiveWord? Live { get; init; }

    public static ReplicaWord Of(ReplicaStatus replica) =>
        new(replica.Worker, replica.State.ToLowerInvariant(), replica.AssignedAt, replica.Blame?.ToLowerInvariant(), replica.Message) { Live = LiveWord.Of(replica.Live) };

    /// <summary>Whether the worker came to nothing: given up as lost, or gave the task back.</summary>
    public bool IsGone => State is "lost" or "failed";
}
