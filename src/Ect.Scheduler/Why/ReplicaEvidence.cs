using Ect.Protocol.Lifecycles;
using Ect.Wire;

namespace Ect.Scheduler.Why;

/// <summary>
/// What the history says of a part that came to nothing. The sentences are kept in the store as text, so that the words
/// written and the words recognised stand side by side here.
/// </summary>
internal static class ReplicaEvidence
{
    private const string SilentFor = "the worker was silent for";
    private const string NoCommitment = "no commitment within";
    private const string DeclinedBecause = "declined:";
    private const string NotOpenedWithin = "was not opened within";
    private const string NotSignedOf = "did not sign the settlement";
    private const string TaskEnded = "the task ended";

    public static string Silent(TimeSpan lease) => $"{SilentFor} {lease.TotalSeconds} s";

    public static string Late(ulong seconds) => $"{NoCommitment} {seconds} s";

    public static string Declined(string reason) => $"{DeclinedBecause} {reason}";

    public static string NotOpened(TimeSpan patience, ulong epoch) => $"{NotOpenedWithin} {patience.TotalSeconds:0.#} s of the anchor of epoch {epoch}";

    public static string NotSigned(ulong epoch) => $"{NotSignedOf} of epoch {epoch} in time";

    /// <summary>The kind of a part's end; null while it has not come to nothing.</summary>
    /// <param name="state">Where it is.</param>
    /// <param name="blame">Whom the worker blamed; null if nobody.</param>
    /// <param name="hasVote">Whether it showed a result.</param>
    /// <param name="evidence">What the history says of its last move.</param>
    public static ReasonKind? KindOf(ReplicaState state, string? blame, bool hasVote, string evidence) => state switch
    {
        ReplicaState.Failed => OfBlame(blame),
        ReplicaState.Rejected => hasVote ? ReplicaReasons.Outvoted : ReplicaReasons.NeverRevealed,
        ReplicaState.Released => ReplicaReasons.Released,
        ReplicaState.Lost => OfLost(evidence),
        _ => null,
    };

    private static ReasonKind OfLost(string evidence) =>
        evidence.StartsWith(SilentFor, StringComparison.Ordinal) ? ReplicaReasons.Silent
        : evidence.StartsWith(NoCommitment, StringComparison.Ordinal) ? ReplicaReasons.Late
        : evidence.StartsWith(DeclinedBecause, StringComparison.Ordinal) ? ReplicaReasons.Declined
        : evidence.StartsWith(NotOpenedWithin, StringComparison.Ordinal) ? ReplicaReasons.NotOpened
        : evidence.StartsWith(NotSignedOf, StringComparison.Ordinal) ? ReplicaReasons.NotSigned
        : evidence.StartsWith(TaskEnded, StringComparison.Ordinal) ? ReplicaReasons.EndedFirst
        : ReplicaReasons.GivenUp;

    private static ReasonKind OfBlame(string? blame) => blame switch
    {
        nameof(Blame.App) => ReplicaReasons.FailedApp,
        nameof(Blame.Dataset) => ReplicaReasons.FailedDataset,
        nameof(Blame.Request) => ReplicaReasons.FailedRequest,
        nameof(Blame.Worker) => ReplicaReasons.FailedWorker,
        nameof(Blame.Pool) => ReplicaReasons.FailedPool,
        nameof(Blame.Network) => ReplicaReasons.FailedNetwork,
        _ => ReplicaReasons.FailedUnnamed,
    };
}
