using System.Collections.Concurrent;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Worker.Assignments;
using Ect.Worker.Live;

namespace Ect.Worker.Execution;

/// <summary>The tasks being computed, from their check on.</summary>
internal sealed class RunsUnderWay(WorkerOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<Bytes32, Run> runs = new();

    /// <summary>All of them, the oldest first.</summary>
    public IReadOnlyList<Run> All => [.. runs.Values.OrderBy(run => run.Since)];

    /// <summary>Takes one up until it is disposed.</summary>
    public IDisposable Enter(VerifiedAssignment assignment, LiveFeed feed, TimeSpan longest)
    {
        var run = new Run(assignment.Task, assignment.DealId, assignment.Index, time.GetUtcNow(), Due(assignment), longest, feed);
        runs[assignment.Task] = run;
        return new Entry(this, run);
    }

    // A scheduler waits a duration for a commitment and then asks others; the chain waits for the deadline.
    private DateTimeOffset Due(VerifiedAssignment assignment)
    {
        var closed = DateTimeOffset.FromUnixTimeSeconds((long)Deadlines.Of(assignment.Deal).Contribution) - options.DeadlineMargin;
        var late = time.GetUtcNow().AddSeconds(assignment.Deal.Duration);
        return assignment.Authorization.Length > 0 && late < closed ? late : closed;
    }

    /// <summary>One of them.</summary>
    /// <param name="Task">The task.</param>
    /// <param name="Deal">Its deal.</param>
    /// <param name="Index">Its index in the deal.</param>
    /// <param name="Since">When it was taken up.</param>
    /// <param name="Due">When its commitment must be there to be of use.</param>
    /// <param name="Longest">The longest run.</param>
    /// <param name="Feed">Knows how far it is.</param>
    public sealed record Run(Bytes32 Task, Bytes32 Deal, uint Index, DateTimeOffset Since, DateTimeOffset Due, TimeSpan Longest, LiveFeed Feed);

    private sealed class Entry(RunsUnderWay owner, Run run) : IDisposable
    {
        public void Dispose() => owner.runs.TryRemove(KeyValuePair.Create(run.Task, run));
    }
}
