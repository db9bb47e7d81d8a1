using Ect.Content;
using Ect.Content.Http;
using Ect.Content.Storage;
using Ect.Content.Trees;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Inputs;

/// <summary>
/// Downloaded content by id, unpacked: <c>FOLDER/CID</c> is a file or a folder. What an earlier process left is hashed
/// again before its first use. Beyond the budget the least recently used goes, unless a task is using it. Sizes are what
/// content takes of the disk, see <see cref="DiskUse"/>.
/// </summary>
internal sealed partial class ContentCache
{
    private readonly ContentClient source;
    private readonly string folder;
    private readonly long budget;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Lock gate = new();
    private readonly Dictionary<Cid, CacheEntry> entries = [];

    public ContentCache(ContentClient source, string folder, long budget, TimeProvider time, ILogger logger)
    {
        (this.source, this.budget, this.time, this.logger) = (source, budget, time, logger);
        this.folder = Directory.CreateDirectory(folder).FullName;
        foreach (var path in Directory.EnumerateFileSystemEntries(this.folder))
        {
            if (Cid.TryParse(Path.GetFileName(path), out var cid))
            {
                entries[cid] = new CacheEntry(cid) { Use = DiskUse.Of(path), LastUse = File.GetLastWriteTimeUtc(path) };
            }
            else
            {
                Delete(path); // Half a download of a process that was killed.
            }
        }
    }

    /// <summary>Bytes of the disk.</summary>
    public long UsedBytes
    {
        get
        {
            lock (gate)
            {
                return entries.Values.Sum(e => e.Use.Bytes);
            }
        }
    }

    /// <summary>
    /// Follows a path through the folders of a tree, of which it fetches those on the way only. They are not kept: each is one block,
    /// and what is at the end of the path is cached under its own id.
    /// </summary>
    /// <exception cref="ContentException">A folder cannot be had; the type says why.</exception>
    public Task<PathOutcome> ResolveAsync(Cid root, IReadOnlyList<string> path, CancellationToken cancellationToken) =>
        ContentTree.ResolveAsync(source, root, path, cancellationToken);

    /// <summary>Gives the content, from the disk or the source.</summary>
    /// <exception cref="ContentException">It cannot be had; the type says why.</exception>
    /// <exception cref="IOException">This machine's disk fails.</exception>
    public async Task<CachedContent> GetAsync(Cid cid, ContentLimits limits, CancellationToken cancellationToken)
    {
        CacheEntry entry;
        lock (gate)
        {
            if (!entries.TryGetValue(cid, out entry!))
            {
                entries[cid] = entry = new CacheEntry(cid);
            }

            entry.Users++;
        }

        var path = Path.Combine(folder, cid.ToString());
        try
        {
            // One download, however many tasks of a bag ask at once.
            await entry.Busy.WaitAsync(cancellationToken);
            try
            {
                await FillAsync(entry, path, limits, cancellationToken);
            }
            finally
            {
                entry.Busy.Release();
            }
        }
        catch
        {
            Release(entry);
            throw;
        }

        Evict();
        return new CachedContent(path, entry.Use, () => Release(entry));
    }

    private async Task FillAsync(CacheEntry entry, string path, ContentLimits limits, CancellationToken cancellationToken)
    {
        entry.LastUse = time.GetUtcNow();
        if (entry.Verified)
        {
            // Content of one task's limits may exceed another's.
            Check(entry, limits);
            return;
        }

        if (Path.Exists(path) && !await IsIntactAsync(entry.Cid, path, cancellationToken))
        {
            LogDamaged(entry.Cid);
            Delete(path);
        }

        if (!Path.Exists(path))
        {
            await DownloadAsync(entry.Cid, path, limits, cancellationToken);
        }

        entry.Use = DiskUse.Of(path);
        entry.Verified = true;
        Check(entry, limits);
    }

    private static void Check(CacheEntry entry, ContentLimits limits)
    {
        if (entry.Use.Bytes > limits.MaxBytes)
        {
            throw new ContentTooLargeException($"Content {entry.Cid} takes {entry.Use.Bytes:N0} bytes of a disk, each file and folder counted in blocks of 4 KiB; this task may have {limits.MaxBytes:N0}.");
        }

        if (entry.Use.Entries > limits.MaxEntries)
        {
            throw new ContentTooLargeException($"Content {entry.Cid} has {entry.Use.Entries:N0} files and folders; this task may have {limits.MaxEntries:N0}.");
        }
    }

    // By way of a store of blocks, which is filled by several requests at once; an export asks for one block after another.
    private async Task DownloadAsync(Cid cid, string path, ContentLimits limits, CancellationToken cancellationToken)
    {
        var blocks = path + ".blocks";
        try
        {
            var store = new FileBlockStore(new FileBlockStoreOptions { Folder = blocks, Flush = false });
            await source.DownloadTreeAsync(cid, store, limits, cancellationToken: cancellationToken);
            await ContentTree.ExportAsync(store, cid, path, limits, cancellationToken: cancellationToken);
        }
        finally
        {
            Delete(blocks);
        }
    }

    private static async Task<bool> IsIntactAsync(Cid cid, string path, CancellationToken cancellationToken)
    {
        var unlimited = new ContentLimits { MaxBytes = long.MaxValue, MaxEntries = int.MaxValue, MaxDepth = 256 };
        try
        {
            var actual = Directory.Exists(path)
                ? await ContentTree.ImportFolderAsync(new HashingStore(), path, unlimited, cancellationToken: cancellationToken)
                : await ContentTree.ImportFileAsync(new HashingStore(), path, unlimited, cancellationToken: cancellationToken);
            return actual == cid;
        }
        catch (ContentException)
        {
            return false;
        }
    }

    private void Release(CacheEntry entry)
    {
        lock (gate)
        {
            entry.Users--;
            if (entry is { Users: 0, Use.Bytes: 0, Verified: false })
            {
                entries.Remove(entry.Cid); // A download that never came to anything.
            }
        }
    }

    private void Evict()
    {
        while (true)
        {
            lock (gate)
            {
                var oldest = entries.Values.Where(e => e.Users == 0).MinBy(e => e.LastUse);
                if (oldest is null || entries.Values.Sum(e => e.Use.Bytes) <= budget)
                {
                    return;
                }

                entries.Remove(oldest.Cid);
                LogEvicted(oldest.Cid, oldest.Use.Bytes);
                // Under the lock: a task that asks for it now must find it gone, not half gone.
                Delete(Path.Combine(folder, oldest.Cid.ToString()));
            }
        }
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cached content {Cid} is damaged on this disk; downloading it again")]
    private partial void LogDamaged(Cid cid);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Cached content {Cid} of {Bytes} bytes removed, the cache is over its budget")]
    private partial void LogEvicted(Cid cid, long bytes);

    private sealed class CacheEntry(Cid cid)
    {
        public Cid Cid { get; } = cid;

        public SemaphoreSlim Busy { get; } = new(1, 1);

        public int Users { get; set; }

        public DiskUse Use { get; set; }

        public bool Verified { get; set; }

        public DateTimeOffset LastUse { get; set; }
    }
}
