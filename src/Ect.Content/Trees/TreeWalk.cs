using Ect.Content.UnixFs;

namespace Ect.Content.Trees;

/// <summary>Visits every block of a tree once, level by level: the root, what it links to, and so on.</summary>
internal sealed class TreeWalk(ContentLimits limits)
{
    /// <summary>The ids of the tree's blocks, parents before children.</summary>
    /// <param name="root">The root of the tree.</param>
    /// <param name="open">Fetches a block; null to skip it, which is allowed for chunks only.</param>
    /// <param name="parallelism">Blocks open at once.</param>
    /// <param name="levelFound">Told how many blocks are known after each level.</param>
    /// <param name="cancellationToken">Stops the walk.</param>
    public async Task<IReadOnlyList<Cid>> VisitAsync(Cid root, Func<Cid, CancellationToken, Task<Block?>> open, int parallelism, Action<int>? levelFound = null, CancellationToken cancellationToken = default)
    {
        var seen = new HashSet<Cid> { root };
        var visited = new List<Cid>();
        var level = new List<(Cid Cid, FilePart? Part)> { (root, null) };
        var budget = new TreeBudget(limits);
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellationToken };
        while (level.Count > 0)
        {
            levelFound?.Invoke(seen.Count);
            var blocks = new Children[level.Count];
            await Parallel.ForEachAsync(Enumerable.Range(0, level.Count), options, async (i, ct) =>
            {
                var block = await open(level[i].Cid, ct);
                blocks[i] = block is null ? Children.None : ChildrenOf(block, level[i].Part);
            });
            visited.AddRange(level.Select(visit => visit.Cid));
            level = [.. blocks.SelectMany(children => Count(budget, children)).Where(child => seen.Add(child.Cid))];
        }

        return visited;
    }

    private static Children ChildrenOf(Block block, FilePart? part)
    {
        if (block.Cid.Codec == CidCodec.Raw)
        {
            if (part is { } chunk)
            {
                FileLayout.CheckChunk(block, chunk);
            }

            return Children.None with { FileBytes = part is null ? block.Data.Length : 0 };
        }

        var node = DagNodeCodec.Decode(block);
        return part is null && node.Kind == NodeKind.Folder
            ? new Children([.. node.Links.Select(link => (link.Cid, (FilePart?)null))], node.Links.Count, 0)
            : new Children([.. (part?.Layout ?? FileLayout.Of(node, FileLayout.Known)).PartsOf(block.Cid, node, part).Select(child => (child.Cid, (FilePart?)child.Part))], 0, part is null ? node.FileSize : 0);
    }

    private static IEnumerable<(Cid Cid, FilePart? Part)> Count(TreeBudget budget, Children children)
    {
        budget.AddBytes("a file of the tree", children.FileBytes);
        for (var i = 0; i < children.Entries; i++)
        {
            budget.AddEntry("a folder of the tree", 0);
        }

        return children.Links;
    }

    /// <summary>What a block adds: links to follow, entries of a folder, bytes of a file that begins here.</summary>
    private sealed record Children(IReadOnlyList<(Cid Cid, FilePart? Part)> Links, int Entries, long FileBytes)
    {
        public static Children None { get; } = new([], 0, 0);
    }
}
