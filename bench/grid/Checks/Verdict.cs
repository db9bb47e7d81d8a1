using Ect.Bench.Load;

namespace Ect.Bench.Checks;

/// <summary>Whether the figures may be believed.</summary>
/// <param name="Received">Assignments that workers hold.</param>
/// <param name="Stored">Rows of the store, read after the scheduler was killed.</param>
/// <param name="Missing">Received and not stored: promises that a crash would break.</param>
/// <param name="Failures">Why the run does not count; empty if it does.</param>
internal sealed record Verdict(int Received, int Stored, int Missing, IReadOnlyList<string> Failures)
{
    public bool IsValid => Failures.Count == 0;

    public static async Task<Verdict> OfAsync(Tally tally, int breaks, StoredReplicas store, CancellationToken ct)
    {
        var stored = await store.ReadAsync(ct);
        var received = tally.Received.ToHashSet();
        var missing = received.Count(pair => !stored.Contains(pair));
        List<string> failures =
        [
            .. missing > 0 ? [$"{missing} assignments that workers received are not in the store"] : Array.Empty<string>(),
            .. received.Count != tally.Received.Count ? ["a worker counted an assignment twice"] : Array.Empty<string>(),
            .. received.Count == 0 ? ["no assignment was received"] : Array.Empty<string>(),
            .. tally.BadSignatures > 0 ? [$"{tally.BadSignatures} of {tally.Verified} signatures are not the scheduler's"] : Array.Empty<string>(),
            .. tally.Duplicates > 0 ? [$"{tally.Duplicates} tasks came twice to the same worker on one connection"] : Array.Empty<string>(),
            .. tally.Complaints > 0 ? [$"workers complain {tally.Complaints} times"] : Array.Empty<string>(),
            .. breaks > 0 ? [$"{breaks} connections broke"] : Array.Empty<string>(),
        ];
        return new(received.Count, stored.Count, missing, failures);
    }
}
