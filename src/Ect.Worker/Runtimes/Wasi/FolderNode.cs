namespace Ect.Worker.Runtimes.Wasi;

/// <summary>A folder. Its entries are ordered by name, so that no order of the host's file system is seen.</summary>
internal sealed class FolderNode(ulong inode, FolderNode? parent, bool writable) : Node(inode)
{
    public SortedDictionary<string, Node> Entries { get; } = new(StringComparer.Ordinal);

    public FolderNode? Parent { get; set; } = parent;

    public bool Writable => writable;

    /// <summary>Removed while a descriptor still stands for it: nothing can be made in it any more.</summary>
    public bool IsRemoved { get; set; }

    public int Depth => Parent is null ? 0 : Parent.Depth + 1;

    public bool IsWithin(FolderNode other) => this == other || (Parent?.IsWithin(other) ?? false);
}
