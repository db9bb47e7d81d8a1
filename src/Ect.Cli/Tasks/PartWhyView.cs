using Ect.Cli.Waiting;
using Ect.Ethereum;
using Ect.Scheduler.Status;

namespace Ect.Cli.Tasks;

/// <summary>A worker's part in a task, and why it came to nothing.</summary>
// Why: Null while it has not.
internal sealed record PartWhyView(Address Worker, string State, DateTimeOffset Since, WhyView? Why)
{
    public static PartWhyView Of(ReplicaStatus replica)
    {
        var last = replica.History is [.., var move] ? move : null;
        return new(replica.Worker, replica.State.ToLowerInvariant(), last?.At ?? replica.AssignedAt, replica.Code is { } code ? WhyView.Of(code, replica.Message ?? last?.Evidence ?? "") : null);
    }
}
