namespace Ect.Worker.Inputs;

/// <summary>
/// What a file or folder takes of a disk. Each file and each folder takes whole blocks, one at least: 10,000 files of one byte
/// are 10 KB to who reads them, and 40 MB to the disk.
/// </summary>
/// <param name="Bytes">In blocks of 4 KiB, as most file systems have them.</param>
/// <param name="Entries">Files and folders, the root not counted.</param>
internal readonly record struct DiskUse(long Bytes, int Entries)
{
    private const long BlockBytes = 4096;

    /// <summary>Of a file, or of a folder with all that is in it.</summary>
    public static DiskUse Of(string path)
    {
        if (!Directory.Exists(path))
        {
            return new(BytesOf(new FileInfo(path)), 0);
        }

        var (bytes, entries) = (BlockBytes, 0);
        foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            bytes += entry is FileInfo file ? BytesOf(file) : BlockBytes;
            entries++;
        }

        return new(bytes, entries);
    }

    /// <summary>Bytes of a file alone, in blocks.</summary>
    public static long BytesOf(FileInfo file) => Math.Max(1, (file.Length + BlockBytes - 1) / BlockBytes) * BlockBytes;
}
