namespace Ect.Worker.Runtimes.Wasi;

/// <summary>A folder. Its entries are ordered by name, so that no order of the host's file system is seen.</summary>
internal sealed class FolderNode(ulong inode, FolderNode? parent, OutputQuota? quota) : Node(inode)
{
    public SortedDictionary<string, Node> Entries { get; } = new(StringComparer.Ordinal);

    public FolderNode? Parent { get; set; } = parent;

    /// <summary>Counts what is made in it; null if nothing can be. Equal in all folders of one file system.</summary>
    public OutputQuota? Quota => quota;

    public bool Writable => quota is not null;

    /// <summary>Removed while a descriptor still stands for it: nothing can be made in it any more.</summary>
    public bool IsRemoved { get; set; }

    public int Depth => Parent is null ? 0 : Parent.Depth + 1;

    public bool IsWithin(FolderNode other) => this == other || (Parent?.IsWithin(other) ?? false);

    /// <summary>Takes an entry out, and from the quota what it counted.</summary>
    public void Remove(string name)
    {
        Entries.Remove(name, out var node);
        switch (node)
        {
            case OutputFile file:
                file.Remove();
                break;
            case FolderNode folder:
                folder.Clear();
                folder.IsRemoved = true;
                quota!.RemoveEntry();
                break;
        }
    }

    /// <summary>Takes everything out.</summary>
    public void Clear()
    {
        foreach (var name in Entries.Keys.ToArray())
        {
            Remove(name);
        }
    }
}
