namespace Ect.Content.UnixFs;

/// <summary>
/// A folder, or a part of a chunked file. Both directions are strict: what <see cref="DagNodeCodec"/> reads is byte for byte
/// what it would write, so a node has one encoding and hides nothing between its fields.
/// </summary>
/// <param name="Kind">What the node stands for.</param>
/// <param name="Links">A folder's entries, sorted by the bytes of their names; or the parts of a file, in order.</param>
/// <param name="PartSizes">The bytes of file behind each link; empty for a folder.</param>
internal sealed record DagNode(NodeKind Kind, IReadOnlyList<DagLink> Links, IReadOnlyList<long> PartSizes)
{
    /// <summary>Bytes of file under this node.</summary>
    public long FileSize { get; } = SumChecked(PartSizes);

    public static DagNode Folder(IEnumerable<DagLink> entries) =>
        new(NodeKind.Folder, [.. entries.OrderBy(entry => entry.Name, EntryName.ByteOrder)], []);

    public static DagNode File(IReadOnlyList<DagLink> parts, IReadOnlyList<long> sizes) => new(NodeKind.File, parts, sizes);

    private static long SumChecked(IReadOnlyList<long> sizes)
    {
        long sum = 0;
        foreach (var size in sizes)
        {
            sum = sum <= long.MaxValue - size ? sum + size : throw new FormatException("its sizes add up to more than 63 bits");
        }

        return sum;
    }
}
