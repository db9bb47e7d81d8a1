using Ect.Contracts.Files;
using Ect.Ethereum;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Runtimes.Checkpoints;

/// <summary>The last snapshots of tasks that are not over, one file each, named by the task.</summary>
/// <param name="folder">Made if it is missing.</param>
/// <param name="interval">Least time between two snapshots of a task.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">For what is resumed, and what is not.</param>
/// <param name="maxTotal">Bytes of all of them together; beyond it the oldest go.</param>
internal sealed partial class CheckpointStore(string folder, TimeSpan interval, TimeProvider time, ILogger logger, long maxTotal = 2L << 30)
{
    /// <summary>No deal waits so long for a worker.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(2);

    private readonly Lock gate = new();
    private readonly string folder = Directory.CreateDirectory(folder).FullName;

    /// <summary>Removes what nobody will ask for: those that are old, half written, or of tasks that are over.</summary>
    public void Sweep(Func<Bytes32, bool> isOver)
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
        {
            if (!Bytes32.TryParse(file.Name, out var task) || isOver(task) || IsOld(file))
            {
                TryDelete(file.FullName);
            }
        }
    }

    /// <summary>Of one task.</summary>
    public TaskCheckpoint Of(Bytes32 task) => new(task, this, interval, time);

    /// <summary>The task is over for this worker.</summary>
    public void Remove(Bytes32 task) => TryDelete(PathOf(task));

    public Snapshot? Find(Bytes32 task, Bytes32 app)
    {
        var path = PathOf(task);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var why = $"it has more than {SnapshotCodec.MaxBytes:N0} bytes";
            if (new FileInfo(path).Length <= SnapshotCodec.MaxBytes && SnapshotCodec.TryDecode(File.ReadAllBytes(path), task, app, out var snapshot, out why))
            {
                var age = (time.GetUtcNow() - File.GetLastWriteTimeUtc(path)).TotalSeconds;
                LogFound(task, age);
                return snapshot;
            }

            Reject(task, why);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Reject(task, e.Message);
        }

        return null;
    }

    /// <summary>Replaces the task's snapshot; why not, if it could not.</summary>
    public string? TryWrite(Bytes32 task, Bytes32 app, long size, Func<Snapshot> take)
    {
        if (size > SnapshotCodec.MaxBytes)
        {
            return $"it would have {size:N0} bytes; at most {SnapshotCodec.MaxBytes:N0} are kept";
        }

        var path = PathOf(task);
        try
        {
            var bytes = SnapshotCodec.Encode(task, app, take());
            if (bytes.Length > SnapshotCodec.MaxBytes)
            {
                return $"it has {bytes.Length:N0} bytes; at most {SnapshotCodec.MaxBytes:N0} are kept";
            }

            lock (gate)
            {
                MakeRoom(path, bytes.Length);
            }

            WholeFile.Write(path, bytes, WholeFile.Secret, isDurable: true);
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    public void Reject(Bytes32 task, string why)
    {
        LogRejected(task, why);
        Remove(task);
    }

    public void TellNotWritten(Bytes32 task, string why) => LogNotWritten(task, why);

    private void MakeRoom(string path, long size)
    {
        // What is half written is another run's.
        var others = new DirectoryInfo(folder).GetFiles().Where(file => file.FullName != path && file.Extension != WholeFile.HalfSuffix).OrderBy(file => file.LastWriteTimeUtc).ToList();
        var total = size + others.Sum(file => file.Length);
        foreach (var oldest in others.TakeWhile(file => total > maxTotal || IsOld(file)))
        {
            total -= oldest.Length;
            TryDelete(oldest.FullName);
        }
    }

    private bool IsOld(FileInfo file) => time.GetUtcNow() - file.LastWriteTimeUtc > MaxAge;

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is looked at again at the next start.
        }
    }

    private string PathOf(Bytes32 task) => Path.Combine(folder, task.ToString());

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: goes on from its checkpoint, written {Seconds:F0} s ago")]
    private partial void LogFound(Bytes32 taskId, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: its checkpoint is removed and it is computed from the start: {Reason}")]
    private partial void LogRejected(Bytes32 taskId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: no checkpoint was written, the run goes on: {Reason}")]
    private partial void LogNotWritten(Bytes32 taskId, string reason);
}
