namespace Ect.Worker.Runtimes.Checkpoints;

/// <summary>A file or folder that the application made.</summary>
/// <param name="Name">Its name in its folder.</param>
/// <param name="Inode">Its number, which the application can see.</param>
internal abstract record SnapshotNode(string Name, ulong Inode)
{
    /// <summary>A file.</summary>
    public sealed record File(string Name, ulong Inode, byte[] Content) : SnapshotNode(Name, Inode);

    /// <summary>A folder.</summary>
    public sealed record Folder(string Name, ulong Inode, IReadOnlyList<SnapshotNode> Entries) : SnapshotNode(Name, Inode);
}
