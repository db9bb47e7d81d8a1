using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Protocol.Live;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Workers;
using Ect.Wire;

namespace Ect.Scheduler.Live;

/// <summary>
/// Takes what workers show of their running tasks. Nothing here is worth ending a session for: what is too much, malformed
/// or of a task that the worker does not have is dropped.
/// </summary>
internal sealed class LiveDesk(ReplicaStore replicas, LiveBoard board, LogStore logs, LiveLimits limits, TimeProvider time)
{
    // The store is asked again after so long, not for every message of ten thousand workers.
    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(10);

    /// <summary>Takes note of how far a task is.</summary>
    public void Take(WorkerSession session, Bytes32 task, Progress progress)
    {
        if (!limits.TryTake(session.Worker, 0) || RunningEntry(session, task) is not { } entry)
        {
            return;
        }

        var now = time.GetUtcNow();
        lock (entry.Gate)
        {
            entry.Phase = Enum.IsDefined(progress.Phase) ? progress.Phase : Phase.Unspecified;
            entry.Fraction = progress is { HasFraction: true, Fraction: >= 0 and <= 1 } ? progress.Fraction : null;
            entry.ExpectedEnd = progress.HasRemainingMs ? now.AddMilliseconds(progress.RemainingMs) : null;
            entry.LatestEnd = progress.HasLatestMs ? now.AddMilliseconds(progress.LatestMs) : null;
            entry.Note = progress.Note is { } note && note.Channel == (uint)LiveChannel.Note && note.Sealed.Length <= LiveLimits.MaxNoteBytes ? LineOf(session.Worker, note, now) : null;
            entry.UpdatedAt = now;
        }
    }

    /// <summary>Keeps a piece of a stream.</summary>
    public void Take(WorkerSession session, Bytes32 task, LogChunk chunk)
    {
        if (chunk.Channel is not ((uint)LiveChannel.Output or (uint)LiveChannel.Error)
            || !limits.TryTake(session.Worker, chunk.Sealed.Length)
            || RunningEntry(session, task) is not { } entry)
        {
            return;
        }

        var now = time.GetUtcNow();
        if (LineOf(session.Worker, chunk, now) is { } line)
        {
            lock (entry.Gate)
            {
                entry.UpdatedAt = now;
            }

            logs.Append(task, line);
        }
    }

    private LiveEntry? RunningEntry(WorkerSession session, Bytes32 task)
    {
        var entry = board.EntryOf(task, session.Worker);
        var now = time.GetUtcNow();
        lock (entry.Gate)
        {
            if (entry.CheckedAt == default || now - entry.CheckedAt >= Recheck)
            {
                // The last words of a run may come after the commitment.
                entry.IsRunning = replicas.Find(task, session.Worker) is { State: ReplicaState.Assigned or ReplicaState.Pledged or ReplicaState.Committed };
                entry.CheckedAt = now;
            }

            return entry.IsRunning ? entry : null;
        }
    }

    private static LiveLine? LineOf(Address worker, LogChunk chunk, DateTimeOffset now) =>
        new LiveChunk((LiveChannel)chunk.Channel, chunk.Sequence, chunk.Last, chunk.Key.Memory, chunk.Signature.Memory, chunk.Sealed.Memory).IsWellFormed
            ? new(worker, now, (int)chunk.Channel, chunk.Sequence, chunk.Last, Hex.Encode(chunk.Key.Span), Hex.Encode(chunk.Signature.Span), chunk.Sealed.ToByteArray())
            : null;
}
