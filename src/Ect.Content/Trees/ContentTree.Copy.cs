namespace Ect.Content.Trees;

public static partial class ContentTree
{
    /// <summary>Fetches the blocks of a tree that a local store lacks, verifying each; a copy that was cut goes on where it stopped when repeated.</summary>
    /// <param name="source">Where the blocks are.</param>
    /// <param name="root">The tree.</param>
    /// <param name="target">The local store.</param>
    /// <param name="limits">How much is taken.</param>
    /// <param name="parallelism">Blocks on their way at once.</param>
    /// <param name="progress">How far it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ContentMissingException">The source lacks a block.</exception>
    /// <exception cref="ContentTamperedException">The source gave something else.</exception>
    /// <exception cref="ContentFormatException">The blocks are no tree, or hold an unsafe name.</exception>
    /// <exception cref="ContentTooLargeException">The tree exceeds a limit (content that repeats counts once here, each time when exported).</exception>
    /// <exception cref="ContentStoreFullException">The local store has no room.</exception>
    /// <exception cref="ContentUnavailableException">The source is a server that cannot be reached.</exception>
    public static async Task CopyAsync(IBlockSource source, Cid root, IBlockStore target, ContentLimits? limits = null, int parallelism = 8, IProgress<ContentProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var counter = new TransferCounter(progress);
        await new TreeWalk(limits ?? ContentLimits.Default).VisitAsync(
            root,
            async (cid, ct) =>
            {
                var block = await FindLocalAsync(target, cid, ct);
                if (block is null)
                {
                    block = await source.GetAsync(cid, ct);
                    await target.PutAsync(block, ct);
                }

                counter.Add(block);
                return block;
            },
            parallelism,
            known => counter.TotalItems = known,
            cancellationToken);
    }

    /// <summary>
    /// Asks for every block of a tree and returns those that are not to be had, each with the way to it. What lies below a
    /// missing block is known only once that block is.
    /// </summary>
    /// <exception cref="ContentFormatException">The blocks are no tree.</exception>
    /// <exception cref="ContentTooLargeException">The tree exceeds a limit.</exception>
    public static Task<IReadOnlyList<MissingBlock>> FindMissingAsync(IBlockSource source, Cid root, ContentLimits? limits = null, CancellationToken cancellationToken = default) =>
        new TreeSurvey(Reader(source), new TreeBudget(limits ?? ContentLimits.Default)).RunAsync(root, cancellationToken);

    private static async Task<Block?> FindLocalAsync(IBlockStore store, Cid cid, CancellationToken cancellationToken)
    {
        try
        {
            return await store.HasAsync(cid, cancellationToken) ? await store.GetAsync(cid, cancellationToken) : null;
        }
        catch (Exception e) when (e is ContentMissingException or ContentTamperedException)
        {
            return null; // Lost or damaged locally: fetched again.
        }
    }
}
