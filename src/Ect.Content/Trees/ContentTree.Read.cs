using System.Runtime.CompilerServices;
using Ect.Content.UnixFs;

namespace Ect.Content.Trees;

public static partial class ContentTree
{
    /// <summary>Finds an entry by its path from the root, names separated by '/'; an empty path is the root. Null if there is none.</summary>
    /// <exception cref="ContentMissingException">The source lacks a folder on the way.</exception>
    /// <exception cref="ContentTamperedException">A block of the source is altered.</exception>
    /// <exception cref="ContentFormatException">The blocks are no tree.</exception>
    public static async Task<ContentEntry?> FindAsync(IBlockSource source, Cid root, string path, CancellationToken cancellationToken = default)
    {
        var reader = Reader(source);
        var (block, node) = await reader.OpenAsync(root, cancellationToken);
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var link = node is { Kind: NodeKind.Folder } ? node.Links.FirstOrDefault(link => link.Name == name) : null;
            if (link is null)
            {
                return null;
            }

            (block, node) = await reader.OpenAsync(link.Cid, cancellationToken);
        }

        return Entry(string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries)), block, node);
    }

    /// <summary>The entries of a folder and of the folders in it, parents before children, in the order of their names; nothing for a file.</summary>
    /// <exception cref="ContentMissingException">The source lacks a folder or the head of a file.</exception>
    /// <exception cref="ContentTamperedException">A block of the source is altered.</exception>
    /// <exception cref="ContentFormatException">The blocks are no tree.</exception>
    /// <exception cref="ContentTooLargeException">More entries or deeper than the limits.</exception>
    public static async IAsyncEnumerable<ContentEntry> ListAsync(IBlockSource source, Cid root, bool recursive = true, ContentLimits? limits = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reader = Reader(source);
        var budget = new TreeBudget(limits ?? ContentLimits.Default);
        var waiting = new Stack<(string Path, int Depth, DagLink Link)>();
        Push("", 0, (await reader.OpenAsync(root, cancellationToken)).Node);
        while (waiting.TryPop(out var next))
        {
            budget.AddEntry(next.Path, next.Depth);
            if (next.Link.Cid.Codec == CidCodec.Raw)
            {
                yield return new ContentEntry(next.Path, next.Link.Cid, IsFolder: false, next.Link.TotalSize);
                continue;
            }

            var (block, node) = await reader.OpenAsync(next.Link.Cid, cancellationToken);
            yield return Entry(next.Path, block, node);
            if (recursive)
            {
                Push(next.Path + "/", next.Depth + 1, node);
            }
        }

        void Push(string prefix, int depth, DagNode? node)
        {
            foreach (var link in node is { Kind: NodeKind.Folder } ? node.Links.Reverse() : [])
            {
                waiting.Push((prefix + link.Name, depth, link));
            }
        }
    }

    /// <summary>The verified bytes of a file, chunk by chunk, never more of them in memory than one chunk.</summary>
    /// <exception cref="ContentMissingException">The source lacks a block.</exception>
    /// <exception cref="ContentTamperedException">A block of the source is altered.</exception>
    /// <exception cref="ContentFormatException">The id is a folder's, or the blocks are no file.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadChunksAsync(IBlockSource source, Cid file, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reader = Reader(source);
        var (block, node) = await reader.OpenAsync(file, cancellationToken);
        await foreach (var chunk in reader.ChunksAsync(block, node, cancellationToken))
        {
            yield return chunk;
        }
    }

    /// <summary>The verified bytes of a file that is expected to be small.</summary>
    /// <param name="source">Where the blocks are.</param>
    /// <param name="file">The file's id.</param>
    /// <param name="maxBytes">Refuse a file of more bytes, before reading it; at most 2^31 - 1.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ContentTooLargeException">The file is larger.</exception>
    /// <exception cref="ContentMissingException">The source lacks a block.</exception>
    /// <exception cref="ContentTamperedException">A block of the source is altered.</exception>
    /// <exception cref="ContentFormatException">The id is a folder's, or the blocks are no file.</exception>
    public static async Task<byte[]> ReadBytesAsync(IBlockSource source, Cid file, int maxBytes = 64 << 20, CancellationToken cancellationToken = default)
    {
        var reader = Reader(source);
        var (block, node) = await reader.OpenAsync(file, cancellationToken);
        var size = node?.FileSize ?? block.Data.Length;
        if (size > maxBytes)
        {
            throw new ContentTooLargeException($"The file {file} has {size} bytes, more than the {maxBytes} allowed here.");
        }

        // Grown as verified bytes come, so that a claimed size alone costs no memory.
        using var bytes = new MemoryStream();
        await foreach (var chunk in reader.ChunksAsync(block, node, cancellationToken))
        {
            bytes.Write(chunk.Span);
        }

        return bytes.ToArray();
    }

    private static ContentEntry Entry(string path, Block block, DagNode? node) =>
        new(path, block.Cid, node is { Kind: NodeKind.Folder }, node?.FileSize ?? block.Data.Length);
}
