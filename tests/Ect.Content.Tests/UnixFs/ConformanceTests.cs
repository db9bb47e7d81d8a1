using Ect.Content.Tests.Trees;
using Ect.Content.Tests.Vectors;
using Ect.Content.Trees;
using Ect.Content.UnixFs;

namespace Ect.Content.Tests.UnixFs;

public sealed class ConformanceTests
{
    [Fact]
    public async Task Files_of_every_shape_have_the_ids_of_IPFS()
    {
        var ct = TestContext.Current.CancellationToken;
        UnixFsVectors.All.Files.Should().HaveCountGreaterThan(100);
        foreach (var file in UnixFsVectors.All.Files)
        {
            var store = new MemoryBlockStore();
            var layout = new FileLayout(file.Chunk, file.Width);
            var content = GeneratedBytes.Make(file.Size, file.Seed);
            var importer = new TreeImporter(store, layout, new TreeBudget(ContentLimits.Default), ct);
            var root = await importer.StreamAsync(new MemoryStream(content), "f");

            root.Cid.ToString().Should().Be(file.Cid, file.ToString());
            root.TotalSize.Should().Be(file.TotalSize, file.ToString());
            store.Blocks.Should().HaveCount(file.Blocks, file.ToString());
            (await ReadAsync(new TreeReader(store, layout), root.Cid)).AsSpan().SequenceEqual(content).Should().BeTrue(file.ToString());
        }
    }

    [Fact]
    public async Task Folders_have_the_ids_of_IPFS_and_come_back_as_they_went_in()
    {
        var ct = TestContext.Current.CancellationToken;
        UnixFsVectors.All.Trees.Should().HaveCountGreaterThan(10);
        foreach (var tree in UnixFsVectors.All.Trees)
        {
            using var folder = new TemporaryFolder();
            Write(tree, folder["in"]);
            var store = new MemoryBlockStore();
            var root = await ContentTree.ImportFolderAsync(store, folder["in"], cancellationToken: ct);

            root.ToString().Should().Be(tree.Cid, tree.Name);
            store.Blocks.Should().HaveCount(tree.Blocks, tree.Name);

            await ContentTree.ExportAsync(store, root, folder["out"], cancellationToken: ct);
            SampleTree.Snapshot(folder["out"]).Should().Equal(SampleTree.Snapshot(folder["in"]), tree.Name);
            Directory.EnumerateFileSystemEntries(folder.Path).Should().HaveCount(2, "the export leaves nothing beside its destination");
        }
    }

    [Fact]
    public async Task A_stream_that_trickles_has_the_same_id_as_the_file()
    {
        var file = UnixFsVectors.All.Files.Single(file => file is { Size: 262_145, Chunk: 262_144 });
        using var stream = new TrickleStream(GeneratedBytes.Make(file.Size, file.Seed));
        var cid = await ContentTree.ImportStreamAsync(new MemoryBlockStore(), stream, cancellationToken: TestContext.Current.CancellationToken);
        cid.ToString().Should().Be(file.Cid);
    }

    private static async Task<byte[]> ReadAsync(TreeReader reader, Cid root)
    {
        var (block, node) = await reader.OpenAsync(root, TestContext.Current.CancellationToken);
        using var bytes = new MemoryStream();
        await foreach (var chunk in reader.ChunksAsync(block, node, TestContext.Current.CancellationToken))
        {
            bytes.Write(chunk.Span);
        }

        return bytes.ToArray();
    }

    private static void Write(UnixFsVectors.Tree tree, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var entry in tree.Entries)
        {
            var path = Path.Combine(folder, entry.Path);
            if (entry.Size is not { } size)
            {
                Directory.CreateDirectory(path);
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, GeneratedBytes.Make(size, entry.Seed));
        }
    }

    /// <summary>Gives a few bytes at a time, as networks do.</summary>
    private sealed class TrickleStream(byte[] content) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 1021)], cancellationToken);
    }
}
