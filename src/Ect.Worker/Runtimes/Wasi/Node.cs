namespace Ect.Worker.Runtimes.Wasi;

/// <summary>A file or folder of the tree that the application sees.</summary>
internal abstract class Node(ulong inode)
{
    /// <summary>Counts up in the order of creation: never the host's number.</summary>
    public ulong Inode => inode;
}
