using Ect.Content.UnixFs;

namespace Ect.Content.Trees;

/// <summary>
/// Files and folders as content: into blocks (import) and out of them (export, read, list). Ids are those of
/// <c>ipfs add --cid-version=1</c>. Files stream: memory holds a chunk, not a file. Where no limits are given,
/// <see cref="ContentLimits.Default"/> holds.
/// </summary>
public static partial class ContentTree
{
    /// <summary>Imports a folder with everything in it, hidden files and empty folders included.</summary>
    /// <returns>The id of the folder; for a result folder its digest goes to the chain.</returns>
    /// <exception cref="ContentFormatException">An entry is a symbolic link or has a name that is not safe everywhere.</exception>
    /// <exception cref="ContentTooLargeException">A limit is exceeded.</exception>
    /// <exception cref="ContentStoreFullException">The store has no room.</exception>
    /// <exception cref="DirectoryNotFoundException">No such folder.</exception>
    public static async Task<Cid> ImportFolderAsync(IBlockStore store, string folder, ContentLimits? limits = null, IProgress<ContentProgress>? progress = null, CancellationToken cancellationToken = default) =>
        (await Importer(store, limits, progress, cancellationToken).FolderAsync(new DirectoryInfo(folder), "", 0)).Cid;

    /// <summary>
    /// Imports a folder as <see cref="ImportFolderAsync"/> does, in blocks that fit into a transaction: files in chunks of 64 KiB
    /// (<c>ipfs add --cid-version=1 --chunker=size-65536</c>), folders of about 1,300 entries at most.
    /// </summary>
    /// <exception cref="ContentTooLargeException">A limit is exceeded.</exception>
    public static async Task<Cid> ImportResultAsync(IBlockStore store, string folder, ContentLimits limits, CancellationToken cancellationToken = default) =>
        (await new TreeImporter(store, FileLayout.Results, new TreeBudget(limits), cancellationToken).FolderAsync(new DirectoryInfo(folder), "", 0)).Cid;

    /// <summary>Imports one file.</summary>
    /// <exception cref="ContentTooLargeException">It exceeds the limit on bytes.</exception>
    /// <exception cref="ContentStoreFullException">The store has no room.</exception>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    public static async Task<Cid> ImportFileAsync(IBlockStore store, string file, ContentLimits? limits = null, IProgress<ContentProgress>? progress = null, CancellationToken cancellationToken = default) =>
        (await Importer(store, limits, progress, cancellationToken).FileAsync(new FileInfo(file), file)).Cid;

    /// <summary>Imports a stream, to its end, as one file.</summary>
    /// <exception cref="ContentTooLargeException">It exceeds the limit on bytes.</exception>
    /// <exception cref="ContentStoreFullException">The store has no room.</exception>
    public static async Task<Cid> ImportStreamAsync(IBlockStore store, Stream content, ContentLimits? limits = null, IProgress<ContentProgress>? progress = null, CancellationToken cancellationToken = default) =>
        (await Importer(store, limits, progress, cancellationToken).StreamAsync(content, "the stream")).Cid;

    /// <summary>Imports bytes as one file.</summary>
    /// <exception cref="ContentStoreFullException">The store has no room.</exception>
    public static async Task<Cid> ImportBytesAsync(IBlockStore store, byte[] content, CancellationToken cancellationToken = default)
    {
        using var stream = new MemoryStream(content, writable: false);
        return await ImportStreamAsync(store, stream, cancellationToken: cancellationToken);
    }

    /// <summary>
    /// Writes a tree to <paramref name="destination"/>, which must not exist or be an empty folder. Every block is verified;
    /// on any failure the destination is left as it was.
    /// </summary>
    /// <exception cref="ContentMissingException">The source lacks a block.</exception>
    /// <exception cref="ContentTamperedException">A block of the source is altered.</exception>
    /// <exception cref="ContentFormatException">The blocks are no tree, or hold an unsafe name.</exception>
    /// <exception cref="ContentTooLargeException">The tree unfolds beyond a limit.</exception>
    /// <exception cref="ContentStoreFullException">The destination's disk is full.</exception>
    /// <exception cref="IOException">The destination exists or cannot be written.</exception>
    public static Task ExportAsync(IBlockSource source, Cid root, string destination, ContentLimits? limits = null, IProgress<ContentProgress>? progress = null, CancellationToken cancellationToken = default) =>
        new TreeExporter(Reader(source), new TreeBudget(limits ?? ContentLimits.Default, progress), cancellationToken).ExportAsync(root, destination);

    private static TreeImporter Importer(IBlockStore store, ContentLimits? limits, IProgress<ContentProgress>? progress, CancellationToken cancellationToken) =>
        new(store, FileLayout.Ipfs, new TreeBudget(limits ?? ContentLimits.Default, progress), cancellationToken);

    private static TreeReader Reader(IBlockSource source) => new(source, FileLayout.Known);
}
