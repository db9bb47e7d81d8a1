using Ect.Content.UnixFs;

namespace Ect.Content.Trees;

/// <summary>Turns files and folders into blocks, chunk by chunk.</summary>
internal sealed class TreeImporter(IBlockStore store, FileLayout layout, TreeBudget budget, CancellationToken cancellationToken)
{
    private readonly byte[] buffer = GC.AllocateUninitializedArray<byte>(layout.ChunkSize);

    public async Task<DagLink> FolderAsync(DirectoryInfo folder, string path, int depth)
    {
        var links = new List<DagLink>();
        long estimate = 0;
        foreach (var info in folder.EnumerateFileSystemInfos())
        {
            var entryPath = path.Length == 0 ? info.Name : $"{path}/{info.Name}";
            Admit(info, entryPath, depth);
            estimate += EntryName.StrictUtf8.GetByteCount(info.Name) + Cid.BinaryLength;
            if (estimate >= layout.FolderSize)
            {
                throw new ContentTooLargeException($"The folder \"{path}\" holds too many entries for one block (about {layout.FolderSize / 50}): spread them over subfolders.");
            }

            links.Add(await EntryAsync(info, entryPath, depth) with { Name = info.Name });
        }

        var node = DagNode.Folder(links);
        var block = DagNodeCodec.Encode(node);
        await store.PutAsync(block, cancellationToken);
        return new DagLink(block.Cid, "", block.Data.Length + node.Links.Sum(link => link.TotalSize));
    }

    /// <summary>Counts an entry of a folder that is this deep, and refuses what no tree can hold.</summary>
    public void Admit(FileSystemInfo info, string path, int depth)
    {
        budget.AddEntry(path, depth);
        Check(info, path);
    }

    /// <summary>An admitted file or folder, its name still empty.</summary>
    public Task<DagLink> EntryAsync(FileSystemInfo info, string path, int depth) =>
        info is DirectoryInfo folder ? FolderAsync(folder, path, depth + 1) : FileAsync((FileInfo)info, path);

    public async Task<DagLink> FileAsync(FileInfo file, string path)
    {
        // Not opened if empty: a pipe or device has length 0 too, and reading one could wait for ever.
        if (file.Length == 0)
        {
            return await StreamAsync(Stream.Null, path);
        }

        await using var stream = new FileStream(file.FullName, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
        return await StreamAsync(stream, path);
    }

    public async Task<DagLink> StreamAsync(Stream content, string path)
    {
        var builder = new FileBuilder(store, layout);
        var isFirst = true;
        int count;
        do
        {
            count = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            if (count > 0 || isFirst)
            {
                budget.AddBytes(path, count);
                await builder.AddAsync(buffer.AsMemory(0, count), cancellationToken);
                budget.ReportBytes(count);
            }

            isFirst = false;
        }
        while (count == buffer.Length);

        var link = await builder.FinishAsync(cancellationToken);
        budget.ReportFile();
        return link;
    }

    private static void Check(FileSystemInfo info, string path)
    {
        if (EntryName.Fault(info.Name) is { } fault)
        {
            throw new ContentFormatException(null, $"\"{EntryName.Printable(path)}\" cannot be imported: {fault}.");
        }

        // Following a link could bring in files from anywhere on the machine.
        if (info.Attributes.HasFlag(FileAttributes.ReparsePoint) || info.LinkTarget is not null)
        {
            throw new ContentFormatException(null, $"\"{path}\" is a symbolic link, which content trees do not have: replace it by a copy of its target.");
        }
    }
}
