using Ect.Content.Trees;

namespace Ect.Content.Tests.Trees;

public sealed class ReadTests
{
    private readonly MemoryBlockStore store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tree_lists_parents_before_children_in_order()
    {
        var root = await SampleTree.ImportAsync(store);
        var entries = await ContentTree.ListAsync(store, root, cancellationToken: Cancellation).ToListAsync(Cancellation);
        entries.Select(entry => (entry.Path, entry.IsFolder, entry.Size)).Should().Equal(
            ("a", true, 0), ("a/b", true, 0), ("a/b/big.bin", false, 600_000), ("a/hello.txt", false, 5), ("empty", true, 0), ("nothing", false, 0));
        (await ContentTree.ListAsync(store, root, recursive: false, cancellationToken: Cancellation).CountAsync(Cancellation)).Should().Be(3);
        (await ContentTree.ListAsync(store, entries[3].Cid, cancellationToken: Cancellation).CountAsync(Cancellation)).Should().Be(0, "a file has no entries");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("a/b", true)]
    [InlineData("/a/b/", true)]
    [InlineData("a/hello.txt", true)]
    [InlineData("a/hello.txt/x", false)]
    [InlineData("A", false)]
    [InlineData("a/..", false)]
    [InlineData("../a", false)]
    public async Task Paths_find_what_is_there_and_nothing_else(string path, bool exists)
    {
        var root = await SampleTree.ImportAsync(store);
        (await ContentTree.FindAsync(store, root, path, Cancellation) is not null).Should().Be(exists);
    }

    [Fact]
    public async Task Small_files_are_read_whole_and_large_ones_refused_before_reading()
    {
        var root = await SampleTree.ImportAsync(store);
        var big = await ContentTree.FindAsync(store, root, "a/b/big.bin", Cancellation);
        (await ContentTree.ReadBytesAsync(store, big!.Cid, cancellationToken: Cancellation)).Should().Equal(GeneratedBytes.Make(600_000, 1));
        var reads = store.Reads;
        (await FluentActions.Invoking(() => ContentTree.ReadBytesAsync(store, big.Cid, 599_999, Cancellation)).Should().ThrowAsync<ContentTooLargeException>()).WithMessage("*600000 bytes, more than the 599999*");
        store.Reads.Should().Be(reads + 1);
        await FluentActions.Invoking(() => ContentTree.ReadBytesAsync(store, root, cancellationToken: Cancellation)).Should().ThrowAsync<ContentFormatException>("a folder is no file");
    }
}
