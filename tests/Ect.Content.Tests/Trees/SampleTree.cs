using Ect.Content.Trees;

namespace Ect.Content.Tests.Trees;

/// <summary>A tree with every kind of block: folders in folders, a small file, an empty one, a chunked one.</summary>
internal static class SampleTree
{
    public static async Task<Cid> ImportAsync(IBlockStore store)
    {
        using var folder = new TemporaryFolder();
        Write(folder.Path);
        return await ContentTree.ImportFolderAsync(store, folder.Path, cancellationToken: TestContext.Current.CancellationToken);
    }

    public static void Write(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "a", "b"));
        Directory.CreateDirectory(Path.Combine(folder, "empty"));
        File.WriteAllBytes(Path.Combine(folder, "a", "b", "big.bin"), GeneratedBytes.Make(600_000, 1));
        File.WriteAllText(Path.Combine(folder, "a", "hello.txt"), "hello");
        File.WriteAllText(Path.Combine(folder, "nothing"), "");
    }

    public static IEnumerable<string> Snapshot(string folder) =>
        from path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        let name = Path.GetRelativePath(folder, path)
        select File.Exists(path) ? $"{name} {Cid.Hash(CidCodec.Raw, File.ReadAllBytes(path))}" : name;
}
