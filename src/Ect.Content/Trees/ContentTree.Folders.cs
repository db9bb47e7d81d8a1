using System.Globalization;
using Ect.Content.UnixFs;

namespace Ect.Content.Trees;

public static partial class ContentTree
{
    /// <summary>
    /// Follows a path from the root. Only the blocks of the folders on the way are fetched, each verified; of an empty path the root's
    /// own block, to know its size.
    /// </summary>
    /// <exception cref="ContentMissingException">The source lacks a folder on the way.</exception>
    /// <exception cref="ContentTamperedException">A block of the source is altered.</exception>
    /// <exception cref="ContentFormatException">The blocks are no tree.</exception>
    public static async Task<PathOutcome> ResolveAsync(IBlockSource source, Cid root, IReadOnlyList<string> path, CancellationToken cancellationToken = default)
    {
        var reader = Reader(source);
        if (path.Count == 0)
        {
            var (block, node) = await reader.OpenAsync(root, cancellationToken);
            return new PathOutcome.Found(new(root, TotalSizeOf(block, node?.Links ?? [])));
        }

        var link = new DagLink(root, "", 0);
        for (var depth = 0; depth < path.Count; depth++)
        {
            // A chunk is a file: not worth its bytes.
            var node = link.Cid.Codec == CidCodec.Raw ? null : (await reader.OpenAsync(link.Cid, cancellationToken)).Node;
            if (node is not { Kind: NodeKind.Folder })
            {
                return new PathOutcome.NoFolder(depth);
            }

            var next = node.Links.FirstOrDefault(entry => entry.Name == path[depth]);
            if (next is null)
            {
                return new PathOutcome.NoEntry(depth, [.. node.Links.Select(entry => entry.Name)]);
            }

            link = next;
        }

        return new PathOutcome.Found(new(link.Cid, link.TotalSize));
    }

    /// <summary>
    /// Makes a folder of what exists already, by content ids alone: one block is made and kept, no content is read or moved.
    /// </summary>
    /// <param name="store">Takes the folder's block.</param>
    /// <param name="entries">The entries by name.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ContentFormatException">A name is not safe everywhere, or the claimed sizes exceed 63 bits.</exception>
    /// <exception cref="ContentTooLargeException">More entries than one block holds, about 5,000.</exception>
    /// <exception cref="ContentStoreFullException">The store has no room.</exception>
    public static async Task<ContentLink> JoinAsync(IBlockStore store, IReadOnlyDictionary<string, ContentLink> entries, CancellationToken cancellationToken = default)
    {
        var estimate = 0L;
        foreach (var name in entries.Keys)
        {
            if (EntryName.Fault(name) is { } fault)
            {
                throw new ContentFormatException(null, $"A folder cannot have this entry: {fault}.");
            }

            estimate += EntryName.StrictUtf8.GetByteCount(name) + Cid.BinaryLength;
        }

        if (estimate >= FileLayout.Ipfs.FolderSize)
        {
            throw new ContentTooLargeException($"A folder of {entries.Count} entries does not fit into one block (about {FileLayout.Ipfs.FolderSize / 50} do): spread them over subfolders.");
        }

        var node = DagNode.Folder(entries.Select(entry => new DagLink(entry.Value.Cid, entry.Key, entry.Value.TotalSize)));
        var block = DagNodeCodec.Encode(node);
        var link = new ContentLink(block.Cid, TotalSizeOf(block, node.Links));
        await store.PutAsync(block, cancellationToken);
        return link;
    }

    /// <summary>Imports files and folders as one folder whose entries are named 0, 1, 2 … in the order given: the parts that the tasks of a bag read.</summary>
    /// <exception cref="ContentFormatException">An entry is a symbolic link or has a name that is not safe everywhere.</exception>
    /// <exception cref="ContentTooLargeException">A limit is exceeded.</exception>
    /// <exception cref="ContentStoreFullException">The store has no room.</exception>
    public static async Task<Cid> ImportNumberedAsync(IBlockStore store, IReadOnlyList<string> paths, ContentLimits? limits = null, IProgress<ContentProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var importer = Importer(store, limits, progress, cancellationToken);
        var entries = new Dictionary<string, ContentLink>(paths.Count, StringComparer.Ordinal);
        for (var i = 0; i < paths.Count; i++)
        {
            var name = i.ToString(CultureInfo.InvariantCulture);
            FileSystemInfo info = Directory.Exists(paths[i]) ? new DirectoryInfo(paths[i]) : new FileInfo(paths[i]);
            importer.Admit(info, name, 0);
            var link = await importer.EntryAsync(info, name, 0);
            entries[name] = new(link.Cid, link.TotalSize);
        }

        return (await JoinAsync(store, entries, cancellationToken)).Cid;
    }

    // Claims of strangers are among the sizes.
    private static long TotalSizeOf(Block block, IReadOnlyList<DagLink> links)
    {
        try
        {
            return links.Aggregate((long)block.Data.Length, (sum, link) => checked(sum + link.TotalSize));
        }
        catch (OverflowException)
        {
            throw new ContentFormatException(block.Cid, "the sizes that it claims add up to more than 63 bits.");
        }
    }
}
