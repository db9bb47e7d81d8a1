using Ect.Content.Trees;
using Ect.Content.UnixFs;
using Ect.Testing;

namespace Ect.Content.Tests.Trees;

public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MemoryBlockStore store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_flipped_bit_in_every_block_is_detected_and_nothing_is_written()
    {
        var root = await SampleTree.ImportAsync(store);
        store.Blocks.Should().HaveCountGreaterThan(8);
        foreach (var (cid, bytes) in store.Blocks.ToArray())
        {
            for (var i = 0; i < Math.Min(bytes.Length * 8, 64); i++)
            {
                byte[] altered = [.. bytes];
                var bit = (int)(i * 2_654_435_761L % (bytes.Length * 8L));
                altered[bit / 8] ^= (byte)(1 << (bit % 8));
                store.Blocks[cid] = altered;
                (await FluentActions.Invoking(() => ExportAsync(root)).Should().ThrowAsync<ContentTamperedException>()).Which.Cid.Should().Be(cid);
            }

            store.Blocks[cid] = [.. bytes, 0];
            await FluentActions.Invoking(() => ExportAsync(root)).Should().ThrowAsync<ContentTamperedException>();
            store.Blocks.Remove(cid, out _);
            (await FluentActions.Invoking(() => ExportAsync(root)).Should().ThrowAsync<ContentMissingException>()).Which.Cid.Should().Be(cid);
            store.Blocks[cid] = bytes;
            Directory.EnumerateFileSystemEntries(folder.Path).Should().BeEmpty();
        }

        await ExportAsync(root);
        File.Exists(folder["out/a/b/big.bin"]).Should().BeTrue();
    }

    [Fact]
    public async Task A_file_can_be_the_root()
    {
        var root = await ContentTree.ImportBytesAsync(store, GeneratedBytes.Make(300_000, 9), Cancellation);
        await ExportAsync(root);
        (await File.ReadAllBytesAsync(folder["out"], Cancellation)).Should().Equal(GeneratedBytes.Make(300_000, 9));
    }

    [Fact]
    public async Task What_exists_is_never_overwritten_but_an_empty_folder_is_filled()
    {
        var root = await SampleTree.ImportAsync(store);
        Directory.CreateDirectory(folder["out"]);
        await File.WriteAllTextAsync(folder["out/mine"], "keep", Cancellation);
        (await FluentActions.Invoking(() => ExportAsync(root)).Should().ThrowAsync<IOException>()).WithMessage("*exists already*");
        Directory.GetFileSystemEntries(folder["out"]).Should().ContainSingle();
        File.Delete(folder["out/mine"]);
        await ExportAsync(root);
        Directory.GetFileSystemEntries(folder["out"]).Should().HaveCount(3);
    }

    [Fact]
    public async Task A_cancelled_export_leaves_nothing()
    {
        var root = await SampleTree.ImportAsync(store);
        using var stop = new CancellationTokenSource();
        var progress = new Recorder();
        var cancelling = new CancelAfterFirst(stop, progress);
        await FluentActions.Invoking(() => ContentTree.ExportAsync(store, root, folder["out"], progress: cancelling, cancellationToken: stop.Token)).Should().ThrowAsync<OperationCanceledException>();
        progress.Reports.Should().NotBeEmpty("it was stopped in the middle");
        Directory.EnumerateFileSystemEntries(folder.Path).Should().BeEmpty();
    }

    [Fact]
    public async Task A_full_disk_is_a_clear_error_and_leaves_nothing()
    {
        using var disk = SmallDisk.TryMount(folder["disk"], 400_000);
        Assert.SkipWhen(disk is null, "mounting a small disk needs root on Linux");
        var root = await SampleTree.ImportAsync(store);
        (await FluentActions.Invoking(() => ContentTree.ExportAsync(store, root, folder["disk/out"], cancellationToken: Cancellation)).Should().ThrowAsync<ContentStoreFullException>()).WithMessage("*disk*full*");
        Directory.EnumerateFileSystemEntries(folder["disk"]).Should().BeEmpty();
    }

    [Fact]
    public async Task Repeated_subtrees_count_each_time_they_unfold()
    {
        // 100 folders in each of 10 folders deep: 10^20 entries from 11 blocks.
        var link = await KeepAsync(DagNode.Folder([]));
        for (var level = 0; level < 10; level++)
        {
            link = await KeepAsync(DagNode.Folder(Enumerable.Range(0, 100).Select(i => link with { Name = $"{i}" })));
        }

        var limits = new ContentLimits { MaxEntries = 300 };
        (await FluentActions.Invoking(() => ContentTree.ExportAsync(store, link.Cid, folder["out"], limits, cancellationToken: Cancellation)).Should().ThrowAsync<ContentTooLargeException>()).WithMessage("*more than 300*");
        await FluentActions.Invoking(async () => await ContentTree.ListAsync(store, link.Cid, cancellationToken: Cancellation).CountAsync(Cancellation)).Should().ThrowAsync<ContentTooLargeException>();
        store.Reads.Should().BeLessThan(10_500);
        Directory.EnumerateFileSystemEntries(folder.Path).Should().BeEmpty();
    }

    [Fact]
    public async Task Repeated_chunks_count_each_time_and_before_they_are_written()
    {
        // 174 × 174 × 256 KiB, 7.9 GB, from three blocks; the limit is 4 GiB.
        var chunk = Block.Create(CidCodec.Raw, new byte[262_144]);
        await store.PutAsync(chunk, Cancellation);
        var inner = await KeepAsync(DagNode.File([.. Enumerable.Repeat(new DagLink(chunk.Cid, "", 262_144), 174)], [.. Enumerable.Repeat(262_144L, 174)]));
        var outer = await KeepAsync(DagNode.File([.. Enumerable.Repeat(inner, 174)], [.. Enumerable.Repeat(174 * 262_144L, 174)]));
        (await FluentActions.Invoking(() => ExportAsync(outer.Cid)).Should().ThrowAsync<ContentTooLargeException>()).WithMessage("*exceed 4294967296 bytes*");
        store.Reads.Should().Be(1, "its size is refused before any of its bytes is fetched");

        var twice = await KeepAsync(DagNode.Folder([inner with { Name = "1" }, inner with { Name = "2" }]));
        var limits = new ContentLimits { MaxBytes = (2 * 174 * 262_144L) - 1 };
        await FluentActions.Invoking(() => ContentTree.ExportAsync(store, twice.Cid, folder["out"], limits, cancellationToken: Cancellation)).Should().ThrowAsync<ContentTooLargeException>();
        Directory.EnumerateFileSystemEntries(folder.Path).Should().BeEmpty();
    }

    [Fact]
    public async Task Endless_depth_is_refused()
    {
        var link = await KeepAsync(DagNode.Folder([]));
        for (var level = 0; level < 1_000; level++)
        {
            link = await KeepAsync(DagNode.Folder([link with { Name = "d" }]));
        }

        (await FluentActions.Invoking(() => ExportAsync(link.Cid)).Should().ThrowAsync<ContentTooLargeException>()).WithMessage("*33 folders deep; at most 32*");
    }

    [Fact]
    public async Task A_chunk_of_another_size_than_its_node_says_is_refused()
    {
        var first = Block.Create(CidCodec.Raw, new byte[262_144]);
        var second = Block.Create(CidCodec.Raw, new byte[7]);
        await store.PutAsync(first, Cancellation);
        await store.PutAsync(second, Cancellation);
        var file = await KeepAsync(DagNode.File([new DagLink(first.Cid, "", 262_144), new DagLink(second.Cid, "", 8)], [262_144, 8]));
        (await FluentActions.Invoking(() => ExportAsync(file.Cid)).Should().ThrowAsync<ContentFormatException>()).WithMessage("*8 bytes, the chunk has 7*");
        Directory.EnumerateFileSystemEntries(folder.Path).Should().BeEmpty();
    }

    [Fact]
    public async Task A_folder_cannot_stand_where_a_part_of_a_file_must()
    {
        var empty = await KeepAsync(DagNode.Folder([]));
        var part = 174 * 262_144L;
        var file = await KeepAsync(DagNode.File([empty, empty], [part, 1]));
        await FluentActions.Invoking(() => ExportAsync(file.Cid)).Should().ThrowAsync<ContentFormatException>();
    }

    private Task ExportAsync(Cid root) => ContentTree.ExportAsync(store, root, folder["out"], cancellationToken: Cancellation);

    private async Task<DagLink> KeepAsync(DagNode node)
    {
        var block = DagNodeCodec.Encode(node);
        await store.PutAsync(block, Cancellation);
        return new DagLink(block.Cid, "", block.Data.Length);
    }

    private sealed class CancelAfterFirst(CancellationTokenSource stop, Recorder recorder) : IProgress<ContentProgress>
    {
        public void Report(ContentProgress value)
        {
            recorder.Report(value);
            stop.Cancel();
        }
    }
}
