using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Why;
using Ect.Wire;

namespace Ect.Scheduler.Tasks;

/// <summary>
/// When several workers say that the app, the dataset or the request is at fault, asking ever more of them wastes
/// everybody's time: the task then waits, tries one more worker now and then, and ends at its deadline.
/// </summary>
internal static class BlameRule
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>Why the task waits and until when; null if workers may be asked.</summary>
    public static (Reason Reason, DateTimeOffset Until)? Waits(OpenTask open, int quorum)
    {
        var complaints = open.Replicas
            .Where(replica => !ReplicaLifecycle.IsContributor(replica.State) && replica.Blame is nameof(Blame.App) or nameof(Blame.Dataset) or nameof(Blame.Request))
            .OrderBy(replica => replica.ChangedAt)
            .ToList();
        if (complaints.Count < quorum)
        {
            return null;
        }

        var last = complaints[^1];
        var pause = FirstPause * Math.Pow(2, Math.Min(20, complaints.Count - quorum));
        return (
            KindOf(last.Blame!).Say($"{complaints.Count} workers could not do it and blame the {last.Blame!.ToLowerInvariant()}: {last.Message}"),
            last.ChangedAt + (pause < LongestPause ? pause : LongestPause));
    }

    private static ReasonKind KindOf(string blame) => blame switch
    {
        nameof(Blame.App) => TaskReasons.AppBlamed,
        nameof(Blame.Dataset) => TaskReasons.DatasetBlamed,
        _ => TaskReasons.RequestBlamed,
    };
}
