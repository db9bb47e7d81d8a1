using Ect.Content.Trees;

namespace Ect.Content.Tests.Trees;

public sealed class MissingTests
{
    private readonly MemoryBlockStore store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_whole_tree_nothing_is_missing()
    {
        var root = await SampleTree.ImportAsync(store);
        (await ContentTree.FindMissingAsync(store, root, cancellationToken: Cancellation)).Should().BeEmpty();
        store.Reads.Should().Be(store.Blocks.Count, "each block is asked for once");
    }

    [Fact]
    public async Task Whatever_block_is_lost_or_damaged_is_found_with_the_way_to_it()
    {
        var root = await SampleTree.ImportAsync(store);
        foreach (var cid in store.Blocks.Keys.ToArray())
        {
            store.Blocks.TryRemove(cid, out var data);
            var missing = (await ContentTree.FindMissingAsync(store, root, cancellationToken: Cancellation)).Should().ContainSingle().Subject;
            missing.Cid.Should().Be(cid);
            missing.Why.Should().BeOfType<ContentMissingException>();
            LeadsTo(root, missing);

            store.Blocks[cid] = [.. data!, 0];
            (await ContentTree.FindMissingAsync(store, root, cancellationToken: Cancellation)).Should().ContainSingle().Which.Why.Should().BeOfType<ContentTamperedException>();
            store.Blocks[cid] = data!;
        }
    }

    [Fact]
    public async Task A_missing_chunk_is_named_by_its_file_and_the_root_by_nothing()
    {
        var root = await SampleTree.ImportAsync(store);
        var file = (await ContentTree.FindAsync(store, root, "a/b/big.bin", Cancellation))!;
        store.Blocks.TryRemove(file.Cid, out _);
        (await ContentTree.FindMissingAsync(store, root, cancellationToken: Cancellation)).Should().ContainSingle().Which.Path.Should().Be("a/b/big.bin");
        store.Blocks.TryRemove(root, out _);
        var missing = (await ContentTree.FindMissingAsync(store, root, cancellationToken: Cancellation)).Should().ContainSingle("what lies below is unknown").Subject;
        (missing.Path, missing.Steps.Count).Should().Be(("", 0));
    }

    [Fact]
    public async Task A_tree_beyond_the_limits_is_refused()
    {
        var root = await SampleTree.ImportAsync(store);
        foreach (var limits in new[] { new ContentLimits { MaxEntries = 5 }, new ContentLimits { MaxBytes = 600_000 }, new ContentLimits { MaxDepth = 1 } })
        {
            await FluentActions.Awaiting(() => ContentTree.FindMissingAsync(store, root, limits, Cancellation)).Should().ThrowAsync<ContentTooLargeException>();
        }
    }

    private static void LeadsTo(Cid root, MissingBlock missing)
    {
        var at = root;
        foreach (var (step, next) in missing.Steps.Zip([.. missing.Steps.Skip(1).Select(step => Cid.Hash(CidCodec.DagPb, step.Node.Span)), missing.Cid]))
        {
            at.Matches(step.Node.Span).Should().BeTrue();
            Ect.Content.UnixFs.DagNodeCodec.Decode(Block.Create(CidCodec.DagPb, step.Node)).Links[step.Link].Cid.Should().Be(next);
            at = next;
        }

        at.Should().Be(missing.Cid);
    }
}
