using System.Collections.Concurrent;
using System.Text.Json;
using Ect.Ethereum;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Live;

/// <summary>
/// Streams as workers sent them, sealed: a file of JSON lines for each task and worker, appended to and never changed.
/// Bounded for each file and in all; the oldest go first, and each when its time is over. A disk that refuses costs logs,
/// nothing else.
/// </summary>
internal sealed partial class LogStore
{
    /// <summary>Most bytes of one worker's streams of one task: both streams at their largest, as JSON.</summary>
    public const int MaxFileBytes = 4 << 20;

    private const string Extension = ".jsonl";

    private readonly ConcurrentDictionary<string, long> _sizes = new(StringComparer.Ordinal);
    private readonly Lock[] _gates = [.. Enumerable.Range(0, 64).Select(static _ => new Lock())];
    private readonly Lock _sweeping = new();
    private readonly string _folder;
    private readonly long _maxBytes;
    private readonly TimeSpan _retention;
    private readonly TimeProvider _time;
    private readonly ILogger<LogStore> _logger;
    private long _total;

    public LogStore(SchedulerOptions options, ILogger<LogStore> logger)
        : this(Path.Combine(options.DataFolder, "live"), options.LogBytes, options.LogRetention, options.Time, logger)
    {
    }

    public LogStore(string folder, long maxBytes, TimeSpan retention, TimeProvider time, ILogger<LogStore> logger)
    {
        (_folder, _maxBytes, _retention, _time, _logger) = (folder, maxBytes, retention, time, logger);
        foreach (var file in Directory.CreateDirectory(folder).EnumerateFiles("*" + Extension, SearchOption.AllDirectories))
        {
            Resize(file.FullName, MendedLength(file.FullName));
        }
    }

    /// <summary>Bytes on disk.</summary>
    public long TotalBytes => Interlocked.Read(ref _total);

    /// <summary>Adds a line; false if there is no room for it.</summary>
    public bool Append(Bytes32 task, LiveLine line)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line with { Position = 0 }, LiveJson.Default.LiveLine), (byte)'\n'];
        var path = PathOf(task, line.Worker);
        lock (GateOf(path))
        {
            var size = _sizes.GetValueOrDefault(path);
            if (size + bytes.Length > MaxFileBytes)
            {
                return false;
            }

            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using (var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0))
                {
                    file.Write(bytes);
                }

                File.SetLastWriteTimeUtc(path, _time.GetUtcNow().UtcDateTime);
                Resize(path, size + bytes.Length);
            }
            catch (IOException exception)
            {
                // What was written in part must not spoil the next line.
                TryMend(path);
                LogRefused(task, exception.Message);
                return false;
            }
        }

        if (TotalBytes > _maxBytes)
        {
            Sweep();
        }

        return true;
    }

    /// <summary>Workers of whom there are lines of a task.</summary>
    public IReadOnlyList<Address> WorkersOf(Bytes32 task)
    {
        var folder = FolderOf(task);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*" + Extension).Select(Path.GetFileNameWithoutExtension).Where(static name => Address.TryParse(name, out _)).Select(static name => Address.Parse(name!)).Order()]
            : [];
    }

    /// <summary>A worker's lines of a task, to be read; null if there are none.</summary>
    public FileStream? Open(Bytes32 task, Address worker)
    {
        try
        {
            return new(PathOf(task, worker), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
        }
        catch (IOException)
        {
            return null; // never there, or removed in the meantime
        }
    }

    /// <summary>Bytes of the whole lines in a worker's file, by which a reader sees that there is something new.</summary>
    public long SizeOf(Bytes32 task, Address worker) => _sizes.GetValueOrDefault(PathOf(task, worker));

    /// <summary>Removes what is too old, then the oldest until nine tenths of the room are enough.</summary>
    public void Sweep()
    {
        lock (_sweeping)
        {
            var files = _sizes.Keys.Select(path => (Path: path, At: File.GetLastWriteTimeUtc(path))).OrderBy(file => file.At).ToList();
            var old = _time.GetUtcNow().UtcDateTime - _retention;
            var crowded = TotalBytes > _maxBytes;
            foreach (var (path, at) in files)
            {
                if (at >= old && !(crowded && TotalBytes > _maxBytes / 10 * 9))
                {
                    break;
                }

                Remove(path);
            }
        }
    }

    private void Remove(string path)
    {
        lock (GateOf(path))
        {
            try
            {
                File.Delete(path);
                if (Path.GetDirectoryName(path) is { } folder && !Directory.EnumerateFileSystemEntries(folder).Any())
                {
                    Directory.Delete(folder);
                }
            }
            catch (IOException)
            {
                // Somebody just wrote into the folder, or the disk is ill; the next sweep comes soon.
            }

            if (!File.Exists(path) && _sizes.TryRemove(path, out var size))
            {
                Interlocked.Add(ref _total, -size);
            }
        }
    }

    private void TryMend(string path)
    {
        try
        {
            Resize(path, MendedLength(path));
        }
        catch (IOException)
        {
            // Readers skip a broken line.
        }
    }

    /// <summary>A line that a crash cut off is taken away.</summary>
    private static long MendedLength(string path)
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        var end = file.Length;
        var bytes = new byte[1];
        while (end > 0)
        {
            file.Position = end - 1;
            if (file.Read(bytes) == 1 && bytes[0] == (byte)'\n')
            {
                break;
            }

            end--;
        }

        if (end != file.Length)
        {
            var at = File.GetLastWriteTimeUtc(path);
            file.SetLength(end);
            file.Flush();
            File.SetLastWriteTimeUtc(path, at);
        }

        return end;
    }

    private void Resize(string path, long size)
    {
        var old = _sizes.GetValueOrDefault(path);
        _sizes[path] = size;
        Interlocked.Add(ref _total, size - old);
    }

    private string FolderOf(Bytes32 task) => Path.Combine(_folder, task.ToString());

    private string PathOf(Bytes32 task, Address worker) => Path.Combine(FolderOf(task), worker.ToString().ToLowerInvariant() + Extension);

    private Lock GateOf(string path) => _gates[(uint)StringComparer.Ordinal.GetHashCode(path) % _gates.Length];

    [LoggerMessage(LogLevel.Warning, "Task {TaskId}: a piece of its live log is lost: {Reason}")]
    private partial void LogRefused(Bytes32 taskId, string reason);
}
