using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Assignments;

/// <summary>Parts of which a commitment says that they are computed.</summary>
internal static class ComputedParts
{
    /// <summary>Those that are computed now and were not before.</summary>
    /// <param name="before">The task as it was; null if nothing was known.</param>
    /// <param name="after">The task as it is.</param>
    public static IEnumerable<ReplicaRecord> New(OpenTask? before, OpenTask after) => after.Replicas.Where(replica =>
        CommittedAt(replica) is not null && before?.Replicas.Any(known => known.Worker == replica.Worker && CommittedAt(known) is not null) is not true);

    /// <summary>When it was committed to, on either path; null if it is not.</summary>
    public static DateTimeOffset? CommittedAt(ReplicaRecord replica) => replica.PledgedAt ?? replica.CommittedAt;
}
