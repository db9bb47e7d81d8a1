using Ect.Cli.Waiting;
using Ect.Ethereum;
using Ect.Scheduler.Status;
using Ect.Scheduler.Why;

namespace Ect.Cli.Tasks;

/// <summary>A worker's part in a task, and why it came to nothing.</summary>
// Why: Null while it has not.
// Chosen: What spoke for this worker and not another; null if it was the lot.
internal sealed record PartWhyView(Address Worker, string State, DateTimeOffset Since, WhyView? Why, string? Chosen)
{
    public static PartWhyView Of(ReplicaStatus replica)
    {
        var last = replica.History is [.., var move] ? move : null;
        return new(
            replica.Worker,
            replica.State.ToLowerInvariant(),
            last?.At ?? replica.AssignedAt,
            replica.Code is { } code ? WhyView.Of(code, replica.Message ?? last?.Evidence ?? "") : null,
            replica.History?.Select(move => ChoiceEvidence.Read(move.Evidence)).LastOrDefault(choice => choice is not null));
    }
}
