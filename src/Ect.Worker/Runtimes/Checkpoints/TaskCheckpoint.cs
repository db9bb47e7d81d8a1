using Ect.Ethereum;

namespace Ect.Worker.Runtimes.Checkpoints;

/// <summary>
/// Where a task's run keeps its last snapshot. Nothing that happens here can harm the run: a snapshot that is not written
/// costs time after an interruption and nothing else.
/// </summary>
internal sealed class TaskCheckpoint(Bytes32 task, CheckpointStore store, TimeSpan interval, TimeProvider time)
{
    // Writing takes no more than a twentieth of the time.
    private const int PausePerWrite = 20;

    private long? written;
    private TimeSpan pause;
    private bool isFailureTold;

    /// <summary>The snapshot from which this application goes on; null if there is none. One that is of no use is removed.</summary>
    public Snapshot? Find(Bytes32 app) => store.Find(task, app);

    /// <summary>Writes a snapshot, unless the last one is too young.</summary>
    /// <param name="app">The application.</param>
    /// <param name="size">Bytes that it will have, about.</param>
    /// <param name="take">Takes it.</param>
    public void Save(Bytes32 app, long size, Func<Snapshot> take)
    {
        if (written is { } last && time.GetElapsedTime(last) < pause)
        {
            return;
        }

        var started = time.GetTimestamp();
        if (store.TryWrite(task, app, size, take) is { } problem && !isFailureTold)
        {
            isFailureTold = true;
            store.TellNotWritten(task, problem);
        }

        written = time.GetTimestamp();
        var due = time.GetElapsedTime(started) * PausePerWrite;
        pause = due > interval ? due : interval;
    }

    /// <summary>A run that went on from it did not end well: it is of no use.</summary>
    public void Reject(string why) => store.Reject(task, why);
}
