namespace Ect.Content.Storage;

/// <summary>
/// Blocks as files: <c>FOLDER/xy/CID</c>. A block is written to <c>FOLDER/tmp</c> and renamed when complete, so a block
/// that exists is whole, whenever the process dies. Every read verifies; a damaged file moves to <c>FOLDER/damaged</c>,
/// where it no longer stands in the way of a good copy.
/// </summary>
public sealed class FileBlockStore : IBlockStore
{
    // A temporary file this young may belong to a writer that has created but not yet locked it.
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromMinutes(1);

    private readonly string folder;
    private readonly string temporary;
    private readonly string damaged;
    private readonly bool flush;
    private readonly SizeBudget budget;

    // Two writers of one block would both ask the budget for it and both call it new: one waits for the other, also where
    // two stores of a process share a folder. Between processes the last rename wins, with the same bytes.
    private static readonly SemaphoreSlim[] Writers = [.. Enumerable.Range(0, 32).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Opens the folder, making it if needed, and clears what killed processes left half-written.</summary>
    /// <exception cref="IOException">The folder cannot be made or read.</exception>
    public FileBlockStore(FileBlockStoreOptions options, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxBytes, nameof(options.MaxBytes));
        folder = Path.GetFullPath(options.Folder);
        temporary = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName;
        damaged = Path.Combine(folder, "damaged");
        flush = options.Flush;
        RemoveLeftovers(time ?? TimeProvider.System);
        // Counting costs a walk over the folder: only done for those who set a budget.
        var used = options.MaxBytes == long.MaxValue ? 0 : BlockFiles().Sum(file => file.Length);
        budget = new SizeBudget(folder, options.MaxBytes, used);
    }

    /// <summary>Opens the folder with the default options.</summary>
    public FileBlockStore(string folder)
        : this(new FileBlockStoreOptions { Folder = folder })
    {
    }

    /// <inheritdoc/>
    public Task<bool> HasAsync(Cid cid, CancellationToken cancellationToken = default) => Task.FromResult(File.Exists(PathOf(cid)));

    /// <inheritdoc/>
    public async Task<Block> GetAsync(Cid cid, CancellationToken cancellationToken = default)
    {
        var path = PathOf(cid);
        byte[] data;
        try
        {
            data = await ReadAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Only a good copy makes good again what was found damaged: until then the store is at fault, not the publisher.
            throw File.Exists(DamagedPathOf(cid)) ? new ContentTamperedException(cid, folder) : new ContentMissingException(cid, folder);
        }

        if (data.Length > Block.MaxLength || !cid.Matches(data))
        {
            SetAside(cid, path, data.Length);
            throw new ContentTamperedException(cid, folder);
        }

        return Block.Trusted(cid, data);
    }

    /// <inheritdoc/>
    public async Task<bool> PutAsync(Block block, CancellationToken cancellationToken = default)
    {
        var writer = Writers[(uint)block.Cid.GetHashCode() % Writers.Length];
        await writer.WaitAsync(cancellationToken);
        try
        {
            var path = PathOf(block.Cid);
            return !File.Exists(path) && await KeepAsync(block, path, cancellationToken);
        }
        finally
        {
            writer.Release();
        }
    }

    private async Task<bool> KeepAsync(Block block, string path, CancellationToken cancellationToken)
    {
        budget.Take(block);
        var kept = false;
        try
        {
            kept = await WriteAsync(block, path, cancellationToken);
        }
        catch (IOException e) when (DiskFull.Is(e))
        {
            throw new ContentStoreFullException($"The disk of {folder} is full: block {block.Cid} of {block.Data.Length} bytes was not kept. Free some space, then repeat.", e);
        }
        finally
        {
            if (!kept)
            {
                budget.Return(block.Data.Length);
            }
        }

        return kept;
    }

    private async Task<bool> WriteAsync(Block block, string path, CancellationToken cancellationToken)
    {
        var half = Path.Combine(temporary, Guid.NewGuid().ToString("n"));
        try
        {
            using (var handle = File.OpenHandle(half, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.Asynchronous))
            {
                await RandomAccess.WriteAsync(handle, block.Data, 0, cancellationToken);
                if (flush)
                {
                    RandomAccess.FlushToDisk(handle);
                }
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(half, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false; // Somebody else put the same block meanwhile.
        }
        finally
        {
            File.Delete(half);
        }
    }

    private static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);
        // One byte more than a block may have is enough to see that a damaged file is too long.
        var data = GC.AllocateUninitializedArray<byte>((int)Math.Min(RandomAccess.GetLength(handle), Block.MaxLength + 1));
        var read = 0;
        while (read < data.Length)
        {
            var count = await RandomAccess.ReadAsync(handle, data.AsMemory(read), read, cancellationToken);
            if (count == 0)
            {
                return data[..read];
            }

            read += count;
        }

        return data;
    }

    private void SetAside(Cid cid, string path, int length)
    {
        try
        {
            Directory.CreateDirectory(damaged);
            File.Move(path, DamagedPathOf(cid), overwrite: true);
            budget.Return(length);
        }
        catch (IOException)
        {
            // Another reader has set it aside already, or the disk is failing: the caller hears that the block is bad either way.
        }
    }

    private void RemoveLeftovers(TimeProvider time)
    {
        foreach (var file in new DirectoryInfo(temporary).EnumerateFiles())
        {
            try
            {
                if (file.LastWriteTimeUtc + LeftoverAge < time.GetUtcNow().UtcDateTime)
                {
                    // A living writer holds its file exclusively, so opening it fails; the lock dies with its process.
                    using (file.Open(FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                    {
                        file.Delete();
                    }
                }
            }
            catch (IOException)
            {
                // In use, or another process cleans up too.
            }
        }
    }

    private IEnumerable<FileInfo> BlockFiles() =>
        new DirectoryInfo(folder).EnumerateDirectories("??").SelectMany(shard => shard.EnumerateFiles());

    private string DamagedPathOf(Cid cid) => Path.Combine(damaged, cid.ToString());

    // Ids begin alike and their last character has few values: the two before it spread evenly.
    private string PathOf(Cid cid)
    {
        var text = cid.ToString();
        return Path.Combine(folder, text.Substring(Cid.TextLength - 3, 2), text);
    }
}
