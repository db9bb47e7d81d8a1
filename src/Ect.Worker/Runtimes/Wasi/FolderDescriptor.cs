namespace Ect.Worker.Runtimes.Wasi;

/// <summary>An open folder; the roots of <c>/in</c> and <c>/out</c> carry the name under which they are announced.</summary>
internal sealed class FolderDescriptor(FolderNode folder, string? preopenName = null) : Descriptor
{
    public FolderNode Folder => folder;

    public string? PreopenName => preopenName;

    /// <summary>
    /// The listing as it was when the application began to read it: entries that it removes on the way shift nothing.
    /// </summary>
    public IReadOnlyList<(string Name, Node Node)> Listing { get; private set; } = [];

    public void TakeListing() =>
        Listing = [(".", folder), ("..", folder.Parent ?? folder), .. folder.Entries.Select(entry => (entry.Key, entry.Value))];
}
