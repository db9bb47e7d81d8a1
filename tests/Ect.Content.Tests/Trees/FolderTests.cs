using Ect.Content.Trees;
using FsCheck.Xunit;

namespace Ect.Content.Tests.Trees;

/// <summary>Paths through trees, and trees made of what is there.</summary>
public sealed class FolderTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly MemoryBlockStore store = new();

    [Fact]
    public async Task A_joined_folder_is_the_one_that_an_import_makes()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["tree/b/c"]);
        await File.WriteAllTextAsync(folder["tree/a.txt"], "one", Token);
        await File.WriteAllBytesAsync(folder["tree/b/c/large"], new byte[700_000], Token);
        var imported = await ContentTree.ImportFolderAsync(store, folder["tree"], cancellationToken: Token);

        var joined = await ContentTree.JoinAsync(store, new Dictionary<string, ContentLink> { ["b"] = await LinkAsync(imported, "b"), ["a.txt"] = await LinkAsync(imported, "a.txt") }, Token);

        joined.Cid.Should().Be(imported);
        (await LinkAsync(imported)).Should().Be(joined, "what it says of its size follows from its blocks");
    }

    [Fact]
    public async Task Joining_reads_and_writes_no_content()
    {
        var file = await ContentTree.ImportBytesAsync(store, new byte[1_000_000], Token);
        var inner = await ContentTree.JoinAsync(store, new Dictionary<string, ContentLink> { ["0"] = await LinkAsync(file) }, Token);
        var (reads, blocks) = (store.Reads, store.Blocks.Count);

        var outer = await ContentTree.JoinAsync(store, Enumerable.Range(0, 500).ToDictionary(i => $"{i}", _ => inner), Token);

        (store.Reads - reads, store.Blocks.Count - blocks).Should().Be((0, 1));
        (await LinkAsync(outer.Cid, "17", "0")).Cid.Should().Be(file);
    }

    [Fact]
    public async Task Only_the_folders_on_the_way_are_fetched()
    {
        var file = await ContentTree.ImportBytesAsync(store, new byte[1_000_000], Token);
        var (inner, other) = (await JoinAsync(("part-0", file)), await JoinAsync(("part-1", file)));
        var root = await JoinAsync(("0", inner), ("1", other));
        foreach (var cid in store.Blocks.Keys.Where(cid => cid != root && cid != inner))
        {
            store.Blocks.TryRemove(cid, out _);
        }

        (await ContentTree.ResolveAsync(store, root, ["0", "part-0"], Token)).Should().BeOfType<PathOutcome.Found>().Which.Link.Cid.Should().Be(file);
        await FluentActions.Invoking(() => ContentTree.ResolveAsync(store, root, ["1", "part-1"], Token)).Should().ThrowAsync<ContentMissingException>();
    }

    [Fact]
    public async Task A_way_that_ends_early_says_where_and_what_is_there()
    {
        var (small, large) = (await ContentTree.ImportBytesAsync(store, [1], Token), await ContentTree.ImportBytesAsync(store, new byte[1_000_000], Token));
        var root = await JoinAsync(("b", small), ("a", large));

        (await ContentTree.ResolveAsync(store, root, ["c"], Token)).Should().BeOfType<PathOutcome.NoEntry>().Which.Should().BeEquivalentTo(new { Depth = 0, Names = new[] { "a", "b" } });
        (await ContentTree.ResolveAsync(store, root, ["a", "x", "y"], Token)).Should().Be(new PathOutcome.NoFolder(1), "a file of several chunks has no entries, whatever its blocks link to");
        (await ContentTree.ResolveAsync(store, root, ["b", "x"], Token)).Should().Be(new PathOutcome.NoFolder(1));
        (await ContentTree.ResolveAsync(store, small, ["x"], Token)).Should().Be(new PathOutcome.NoFolder(0));
    }

    [Fact]
    public async Task An_altered_folder_on_the_way_is_met_with_refusal()
    {
        var file = await ContentTree.ImportBytesAsync(store, [1], Token);
        var root = await JoinAsync(("0", await JoinAsync(("a", file))));
        var inner = ((PathOutcome.Found)await ContentTree.ResolveAsync(store, root, ["0"], Token)).Link.Cid;
        store.Blocks[inner][5] ^= 1;

        await FluentActions.Invoking(() => ContentTree.ResolveAsync(store, root, ["0", "a"], Token)).Should().ThrowAsync<ContentTamperedException>();
    }

    [Fact]
    public async Task A_block_that_only_looks_like_a_folder_is_refused()
    {
        var block = Block.Create(CidCodec.DagPb, "no folder"u8.ToArray());
        await store.PutAsync(block, Token);
        var root = await JoinAsync(("0", block.Cid), ("1", block.Cid));

        await FluentActions.Invoking(() => ContentTree.ResolveAsync(store, root, ["0", "a"], Token)).Should().ThrowAsync<ContentFormatException>();
    }

    [Fact]
    public async Task Claimed_sizes_that_overflow_are_refused()
    {
        var file = await ContentTree.ImportBytesAsync(store, [1], Token);
        var huge = new ContentLink(file, long.MaxValue);
        await FluentActions.Invoking(() => ContentTree.JoinAsync(store, new Dictionary<string, ContentLink> { ["a"] = huge, ["b"] = huge }, Token)).Should().ThrowAsync<ContentFormatException>().WithMessage("*63 bits*");
    }

    [Theory]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a/b")]
    public async Task A_name_that_could_leave_the_folder_is_not_joined(string name)
    {
        var file = await ContentTree.ImportBytesAsync(store, [1], Token);
        await FluentActions.Invoking(() => JoinAsync((name, file))).Should().ThrowAsync<ContentFormatException>();
    }

    [Fact]
    public async Task More_entries_than_one_block_holds_are_not_joined()
    {
        var link = new ContentLink(await ContentTree.ImportBytesAsync(store, [1], Token), 1);
        await FluentActions.Invoking(() => ContentTree.JoinAsync(store, Enumerable.Range(0, 7000).ToDictionary(i => $"{i}", _ => link), Token)).Should().ThrowAsync<ContentTooLargeException>();
    }

    [Property(MaxTest = 50)]
    public async Task Numbered_parts_are_found_by_their_numbers(byte[][] parts)
    {
        using var folder = new TemporaryFolder();
        var paths = parts.Select((bytes, i) => Written(folder[$"{i:000}"], bytes ?? [])).ToArray();
        var root = await ContentTree.ImportNumberedAsync(store, paths, cancellationToken: Token);
        for (var i = 0; i < parts.Length; i++)
        {
            (await LinkAsync(root, $"{i}")).Cid.Should().Be(Cid.Hash(CidCodec.Raw, parts[i] ?? []));
        }
    }

    [Fact]
    public async Task A_symbolic_link_is_no_part()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["link"], "/etc/passwd");
        await FluentActions.Invoking(() => ContentTree.ImportNumberedAsync(store, [folder["link"]], cancellationToken: Token)).Should().ThrowAsync<ContentFormatException>().WithMessage("*symbolic link*");
    }

    private static string Written(string path, byte[] bytes)
    {
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private async Task<Cid> JoinAsync(params (string Name, Cid Cid)[] entries) =>
        (await ContentTree.JoinAsync(store, entries.ToDictionary(entry => entry.Name, entry => new ContentLink(entry.Cid, 10)), Token)).Cid;

    private async Task<ContentLink> LinkAsync(Cid root, params string[] path) =>
        ((PathOutcome.Found)await ContentTree.ResolveAsync(store, root, path, Token)).Link;
}
