namespace Ect.Worker.Runtimes.Wasi;

/// <summary>Takes the tree of <c>/in</c> from a folder of the worker, once, before the application starts.</summary>
internal static class InputTree
{
    public static FolderNode Load(string folder, Func<ulong> nextInode)
    {
        var root = new FolderNode(nextInode(), null, quota: null);
        Load(new DirectoryInfo(folder), root, nextInode);
        return root;
    }

    private static void Load(DirectoryInfo host, FolderNode folder, Func<ulong> nextInode)
    {
        foreach (var entry in host.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry.LinkTarget is not null || entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                throw new IOException($"the input '{entry.FullName}' is a link; copy or hard-link the file instead");
            }

            if (entry is DirectoryInfo child)
            {
                var node = new FolderNode(nextInode(), folder, quota: null);
                folder.Entries.Add(entry.Name, node);
                Load(child, node, nextInode);
            }
            else
            {
                folder.Entries.Add(entry.Name, new InputFile(nextInode(), (FileInfo)entry));
            }
        }
    }
}
