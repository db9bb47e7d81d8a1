using System.Diagnostics;
using Ect.Content.Trees;

namespace Ect.Content.Tests.Trees;

public sealed class ImportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MemoryBlockStore store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_file_alone_has_the_id_it_has_in_a_folder()
    {
        SampleTree.Write(folder.Path);
        var root = await ImportAsync();
        var entry = await ContentTree.FindAsync(store, root, "a/b/big.bin", Cancellation);
        var alone = await ContentTree.ImportFileAsync(store, folder["a/b/big.bin"], cancellationToken: Cancellation);
        alone.Should().Be(entry!.Cid);
        (await ContentTree.ImportBytesAsync(store, GeneratedBytes.Make(600_000, 1), Cancellation)).Should().Be(alone);
    }

    [Fact]
    public async Task Memory_holds_a_chunk_not_the_file()
    {
        using var zeros = new ZeroStream(256L << 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        // Everything completes at once, on this thread: its allocations are all there are.
        var import = ContentTree.ImportStreamAsync(new DiscardingStore(), zeros, cancellationToken: Cancellation);
        import.IsCompletedSuccessfully.Should().BeTrue();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(8 << 20);
        (await import).Codec.Should().Be(CidCodec.DagPb);
    }

    [Fact]
    public async Task Progress_counts_bytes_and_files()
    {
        SampleTree.Write(folder.Path);
        var progress = new Recorder();
        await ContentTree.ImportFolderAsync(store, folder.Path, progress: progress, cancellationToken: Cancellation);
        progress.Last.Should().Be(new ContentProgress(600_005, 3, null));
    }

    [Theory]
    [InlineData("link.txt", "/etc/passwd", false)]
    [InlineData("folder-link", "/etc", true)]
    [InlineData("dangling", "/nowhere", false)]
    [InlineData("loop", ".", true)]
    public async Task Symbolic_links_are_refused_by_name(string name, string target, bool isFolder)
    {
        FileSystemInfo link = isFolder ? Directory.CreateSymbolicLink(folder[name], target) : File.CreateSymbolicLink(folder[name], target);
        (await FluentActions.Invoking(ImportAsync).Should().ThrowAsync<ContentFormatException>()).WithMessage($"*\"{link.Name}\" is a symbolic link*");
    }

    [Fact]
    public async Task Names_that_could_not_be_exported_everywhere_are_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux can make such names");
        await File.WriteAllTextAsync(folder["back\\slash"], "", Cancellation);
        (await FluentActions.Invoking(ImportAsync).Should().ThrowAsync<ContentFormatException>()).WithMessage("*path separator*");
        File.Delete(folder["back\\slash"]);
        await File.WriteAllTextAsync(folder["line\nbreak"], "", Cancellation);
        (await FluentActions.Invoking(ImportAsync).Should().ThrowAsync<ContentFormatException>()).WithMessage("*line\\u000abreak*control character*");
    }

    [Fact]
    public async Task A_pipe_cannot_stall_an_import()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes with names are made with mkfifo");
        using (var mkfifo = Process.Start("mkfifo", folder["pipe"]))
        {
            await mkfifo.WaitForExitAsync(Cancellation);
            mkfifo.ExitCode.Should().Be(0);
        }

        var root = await ImportAsync().WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        (await ContentTree.FindAsync(store, root, "pipe", Cancellation))!.Size.Should().Be(0);
    }

    [Fact]
    public async Task Limits_on_bytes_entries_and_depth_hold()
    {
        SampleTree.Write(folder.Path);
        await Refuse(new ContentLimits { MaxBytes = 600_004 }, "600004 bytes");
        await Refuse(new ContentLimits { MaxEntries = 5 }, "more than 5 files and folders");
        await Refuse(new ContentLimits { MaxDepth = 1 }, "2 folders deep; at most 1");
        await ContentTree.ImportFolderAsync(store, folder.Path, new ContentLimits { MaxBytes = 600_005, MaxEntries = 6, MaxDepth = 2 }, cancellationToken: Cancellation);

        async Task Refuse(ContentLimits limits, string reason) =>
            (await FluentActions.Invoking(() => ContentTree.ImportFolderAsync(store, folder.Path, limits, cancellationToken: Cancellation)).Should().ThrowAsync<ContentTooLargeException>()).WithMessage($"*{reason}*");
    }

    [Fact]
    public async Task A_folder_that_IPFS_would_split_is_refused()
    {
        // 36 bytes an id and 220 a name: 1,024 entries are exactly the size from which IPFS splits.
        for (var i = 0; i < 1_024; i++)
        {
            await File.WriteAllTextAsync(folder[$"{i:d4}".PadRight(220, 'x')], "", Cancellation);
        }

        (await FluentActions.Invoking(ImportAsync).Should().ThrowAsync<ContentTooLargeException>()).WithMessage("*too many entries for one block*");
        File.Delete(folder["0000".PadRight(220, 'x')]);
        await ImportAsync();
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_said_so() =>
        await FluentActions.Invoking(() => ContentTree.ImportFolderAsync(store, folder["absent"], cancellationToken: Cancellation)).Should().ThrowAsync<DirectoryNotFoundException>();

    private Task<Cid> ImportAsync() => ContentTree.ImportFolderAsync(store, folder.Path, cancellationToken: Cancellation);

    private sealed class ZeroStream(long length) : MemoryStream
    {
        private long left = length;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(buffer.Length, left);
            buffer.Span[..count].Clear();
            left -= count;
            return ValueTask.FromResult(count);
        }
    }

    private sealed class DiscardingStore : IBlockStore
    {
        public Task<Block> GetAsync(Cid cid, CancellationToken cancellationToken = default) => throw new ContentMissingException(cid, "nowhere");

        public Task<bool> HasAsync(Cid cid, CancellationToken cancellationToken = default) => Task.FromResult(false);

        public Task<bool> PutAsync(Block block, CancellationToken cancellationToken = default) => Task.FromResult(true);
    }
}
