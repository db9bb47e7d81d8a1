using System.Formats.Tar;
using System.Text;
using Ect.Worker.Runtimes.Wasi;

namespace Ect.Worker.Runtimes.Containers;

/// <summary>
/// Copies what an application left from the engine's archive into a folder. Files and folders only; sizes are refused by
/// what they claim, before a byte is read, so that a file of holes costs nothing.
/// </summary>
internal sealed class OutputCopy(string folder, RunLimits limits)
{
    private const int MaxDepth = 64;
    private const int MaxPathLength = 1024;

    // As most file systems have it.
    private const int MaxNameBytes = 255;

    /// <summary>Sum of the sizes of all files.</summary>
    public long Bytes { get; private set; }

    /// <summary>Files and folders.</summary>
    public int Files { get; private set; }

    /// <summary>Reads the archive to its end or to the first entry that no result can hold. The engine lists entries in one order everywhere.</summary>
    /// <returns>What is wrong with the output, or null.</returns>
    public async Task<RunOutcome.AppFailed?> ReadAsync(Stream archive, CancellationToken cancellationToken)
    {
        await using var reader = new TarReader(archive, leaveOpen: true);
        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (await TakeAsync(entry, cancellationToken) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    private async Task<RunOutcome.AppFailed?> TakeAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        // The first part is the folder itself, "out/".
        var parts = entry.Name.TrimEnd('/').Split('/')[1..];
        if (parts.Length == 0)
        {
            return null;
        }

        if (++Files > limits.OutputFiles)
        {
            return ContainerFailures.TooManyFiles(limits);
        }

        if (parts.Length > MaxDepth || entry.Name.Length > MaxPathLength || parts.Any(part => part is "" or "." or ".." || Encoding.UTF8.GetByteCount(part) > MaxNameBytes) || entry.Name.Contains('\0', StringComparison.Ordinal))
        {
            return ContainerFailures.Unusable("a path that is too deep, too long or leads elsewhere");
        }

        if (entry.EntryType is not (TarEntryType.Directory or TarEntryType.RegularFile or TarEntryType.V7RegularFile))
        {
            return ContainerFailures.Unusable(entry.EntryType switch
            {
                TarEntryType.SymbolicLink or TarEntryType.HardLink => "a link",
                TarEntryType.Fifo => "a pipe",
                TarEntryType.BlockDevice or TarEntryType.CharacterDevice => "a device",
                _ => "something that is neither a file nor a folder",
            });
        }

        var path = Path.Combine([folder, .. parts]);
        if (Path.Exists(path))
        {
            // Names that are no valid text can become equal.
            return ContainerFailures.Unusable("two names that read alike");
        }

        if (entry.EntryType == TarEntryType.Directory)
        {
            if (parts is [OutputTree.StandardOutput or OutputTree.StandardError])
            {
                return ContainerFailures.Unusable($"a folder in the place of {parts[0]}");
            }

            Directory.CreateDirectory(path);
            return null;
        }

        if (entry.Length > limits.OutputBytes - Bytes)
        {
            return ContainerFailures.OutputBytes(limits);
        }

        Bytes += entry.Length;
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        if (entry.DataStream is { } data)
        {
            await data.CopyToAsync(file, cancellationToken);
        }

        return null;
    }
}
