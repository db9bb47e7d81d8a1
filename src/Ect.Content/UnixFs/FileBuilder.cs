namespace Ect.Content.UnixFs;

/// <summary>Builds the balanced tree of a file from its chunks as they come: at most one unfinished node per level is kept.</summary>
internal sealed class FileBuilder(IBlockStore store, FileLayout layout)
{
    private readonly List<List<(DagLink Link, long Size)>> levels = [[]];

    /// <summary>Adds the next chunk of the file and keeps it.</summary>
    public async Task AddAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken)
    {
        var block = Block.Create(CidCodec.Raw, chunk);
        await store.PutAsync(block, cancellationToken);
        await AddAsync(0, new DagLink(block.Cid, "", chunk.Length), chunk.Length, cancellationToken);
    }

    /// <summary>Finishes the tree: the link to the file's root, its name still empty.</summary>
    public async Task<DagLink> FinishAsync(CancellationToken cancellationToken)
    {
        for (var level = 0; ; level++)
        {
            var isTop = level == levels.Count - 1;
            if (isTop && levels[level].Count == 1)
            {
                return levels[level][0].Link;
            }

            if (levels[level].Count > 0)
            {
                await CloseAsync(level, cancellationToken);
            }
        }
    }

    private async Task AddAsync(int level, DagLink link, long size, CancellationToken cancellationToken)
    {
        if (level == levels.Count)
        {
            levels.Add([]);
        }

        levels[level].Add((link, size));
        if (levels[level].Count == layout.Width)
        {
            await CloseAsync(level, cancellationToken);
        }
    }

    private async Task CloseAsync(int level, CancellationToken cancellationToken)
    {
        var parts = levels[level];
        var node = DagNode.File([.. parts.Select(part => part.Link)], [.. parts.Select(part => part.Size)]);
        parts.Clear();
        var block = DagNodeCodec.Encode(node);
        await store.PutAsync(block, cancellationToken);
        var totalSize = block.Data.Length + node.Links.Sum(link => link.TotalSize);
        await AddAsync(level + 1, new DagLink(block.Cid, "", totalSize), node.FileSize, cancellationToken);
    }
}
