using System.Text.Json;
using Ect.Testing;

namespace Ect.Content.Tests.Vectors;

/// <summary>Content ids as JavaScript IPFS computes them; see the README beside this file.</summary>
internal sealed record UnixFsVectors(string Generator, UnixFsVectors.RawText[] Raw, UnixFsVectors.Node[] DagPb, UnixFsVectors.FileSpec[] Files, UnixFsVectors.Tree[] Trees)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static UnixFsVectors All { get; } = JsonSerializer.Deserialize<UnixFsVectors>(
        File.ReadAllText(RepositoryRoot.File("tests", "Ect.Content.Tests", "Vectors", "unixfs.json")), Options)!;

    internal sealed record RawText(string Text, string Cid);

    internal sealed record Node(string Bytes, string Cid);

    internal sealed record FileSpec(long Size, uint Seed, int Chunk, int Width, string Cid, long TotalSize, int Blocks);

    internal sealed record Entry(string Path, long? Size, uint Seed);

    internal sealed record Tree(string Name, Entry[] Entries, string Cid, long TotalSize, int Blocks);
}
