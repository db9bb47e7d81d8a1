namespace Ect.Content.UnixFs;

/// <summary>
/// How a file is cut: chunks of a fixed size under a balanced tree of fixed width. The shape follows from the size alone,
/// so a reader knows what every node must look like: cut alike, the same file has one id, and no node can hide endless empty
/// parts.
/// </summary>
/// <param name="ChunkSize">Bytes of a chunk; only the last is shorter.</param>
/// <param name="Width">Links of a node; only the last node of a level has fewer.</param>
/// <param name="FolderSize">Most bytes of names and ids of a folder's entries.</param>
internal sealed record FileLayout(int ChunkSize, int Width, int FolderSize = 262_144)
{
    /// <summary>The layout of <c>ipfs add --cid-version=1</c>. IPFS spreads larger folders over several blocks (HAMT sharding); they are refused.</summary>
    public static FileLayout Ipfs { get; } = new(262_144, 174);

    /// <summary>
    /// The layout of results, <c>ipfs add --cid-version=1 --chunker=size-65536</c>: every block fits into a transaction (nodes
    /// relay 128 KiB at most), so that a worker whose result is challenged can publish it.
    /// </summary>
    public static FileLayout Results { get; } = new(65_536, 174, 65_536);

    /// <summary>What is read.</summary>
    public static IReadOnlyList<FileLayout> Known { get; } = [Ipfs, Results];

    /// <summary>How a file is cut, by its root node; the first layout if none fits, to say so.</summary>
    public static FileLayout Of(DagNode file, IReadOnlyList<FileLayout> layouts) =>
        layouts.FirstOrDefault(layout => layout.Fits(file, file.FileSize, layout.HeightOf(file.FileSize))) ?? layouts[0];

    /// <summary>Levels of nodes above the chunks of a file of this size: 0 if it is one chunk.</summary>
    public int HeightOf(long size)
    {
        var height = 0;
        while (Capacity(height) < size)
        {
            height++;
        }

        return height;
    }

    /// <summary>Checks a chunk against what its parent said of it.</summary>
    /// <exception cref="ContentFormatException">It has another size.</exception>
    public static void CheckChunk(Block chunk, FilePart part)
    {
        if (chunk.Data.Length != part.Size)
        {
            throw new ContentFormatException(chunk.Cid, $"the node above says {part.Size} bytes, the chunk has {chunk.Data.Length}.");
        }
    }

    /// <summary>The parts below a node, each with what it must be.</summary>
    /// <param name="cid">The node's id, for errors.</param>
    /// <param name="node">The node.</param>
    /// <param name="part">What the node must be; null if it is a whole file.</param>
    /// <exception cref="ContentFormatException">The node does not have the shape that its size asks for.</exception>
    public IEnumerable<(Cid Cid, FilePart Part)> PartsOf(Cid cid, DagNode node, FilePart? part)
    {
        var (size, height, _) = part ?? new FilePart(node.FileSize, HeightOf(node.FileSize), this);
        return Fits(node, size, height)
            ? node.Links.Select((link, i) => (link.Cid, new FilePart(node.PartSizes[i], height - 1, this)))
            : throw new ContentFormatException(cid, $"a file of {size} bytes is not cut like this: add it with chunks of {ChunkSize} bytes, raw leaves and a balanced tree of width {Width} (ipfs add --cid-version=1).");
    }

    private bool Fits(DagNode node, long size, int height)
    {
        var whole = height > 0 ? Capacity(height - 1) : 0;
        return node.Kind == NodeKind.File && height > 0 && node.FileSize == size
            && node.Links.Count == 1 + ((size - 1) / whole)
            && node.PartSizes.SkipLast(1).All(partSize => partSize == whole)
            && node.Links.All(link => link.Cid.Codec == (height == 1 ? CidCodec.Raw : CidCodec.DagPb));
    }

    private long Capacity(int height)
    {
        Int128 capacity = ChunkSize;
        for (var i = 0; i < height && capacity < long.MaxValue; i++)
        {
            capacity *= Width;
        }

        return (long)Int128.Min(capacity, long.MaxValue);
    }
}
