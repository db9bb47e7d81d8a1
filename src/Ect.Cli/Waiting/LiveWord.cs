using System.Text.Json.Serialization;
using Ect.Scheduler.Live;

namespace Ect.Cli.Waiting;

/// <summary>How far a worker is with a task, as its scheduler says.</summary>
// Phase: checking, fetching, running, building, or what it waits for.
// Fraction: 0 to 1, as the application says; null if it does not.
internal sealed record LiveWord(string Phase, double? Fraction, double? HeartbeatSeconds, DateTimeOffset? ExpectedEnd, DateTimeOffset? LatestEnd)
{
    /// <summary>What the application says beside the fraction; for the requester's eyes.</summary>
    [JsonIgnore]
    public LiveLine? Note { get; private init; }

    public static LiveWord? Of(ReplicaLive? live) => live is null
        ? null
        : new(live.Phase, live.Fraction is >= 0 and <= 1 ? live.Fraction : null, live.HeartbeatSeconds, live.ExpectedEnd, live.LatestEnd) { Note = live.Note };
}
