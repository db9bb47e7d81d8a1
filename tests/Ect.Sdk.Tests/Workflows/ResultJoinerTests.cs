using Ect.Content;
using Ect.Content.Trees;
using Ect.Protocol.Tasks;
using Ect.Sdk.Workflows;

namespace Ect.Sdk.Tests.Workflows;

public sealed class ResultJoinerTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly MemoryBlockStore store = new();

    [Fact]
    public async Task A_shuffle_gives_reader_r_part_r_of_all_and_reads_folders_only()
    {
        var roots = await ResultsAsync(mappers: 5, parts: 3);
        store.Reads.Clear();

        var address = await JoinAsync(3, new StepInput.Results("map", "part-{index}"), roots);

        store.Reads.Keys.Should().BeEquivalentTo(roots, "no file is read, and each folder once");
        store.Reads.Values.Should().OnlyContain(count => count == 1);
        for (var reader = 0u; reader < 3; reader++)
        {
            for (var mapper = 0; mapper < 5; mapper++)
            {
                (await TextAsync(address, reader, $"{mapper}")).Should().Be($"map {mapper} {reader}");
            }

            (await ContentTree.ResolveAsync(store, Cid.Parse(address.Root), [.. address.PathOf(reader), "5"], Token)).Should().BeOfType<PathOutcome.NoEntry>();
        }
    }

    [Fact]
    public async Task All_readers_get_whole_results_or_one_entry_of_each()
    {
        var roots = await ResultsAsync(mappers: 2, parts: 2);
        (await TextAsync(await JoinAsync(9, new StepInput.Results("map"), roots), 8, "1/part-0")).Should().Be("map 1 0");
        (await TextAsync(await JoinAsync(9, new StepInput.Results("map", "part-1"), roots), 8, "0")).Should().Be("map 0 1");
    }

    [Fact]
    public async Task A_reader_may_get_its_own_result_alone()
    {
        var roots = await ResultsAsync(mappers: 3, parts: 2);
        (await TextAsync(await JoinAsync(3, new StepInput.Results("map", IsOwn: true), roots), 2, "part-1")).Should().Be("map 2 1");
        (await TextAsync(await JoinAsync(3, new StepInput.Results("map", "part-1", IsOwn: true), roots), 2, "")).Should().Be("map 2 1");
    }

    [Fact]
    public async Task The_same_results_have_the_same_address() =>
        $"{await JoinAsync(2, new StepInput.Results("map", "part-{index}"), await ResultsAsync(3, 2))}".Should().Be($"{await JoinAsync(2, new StepInput.Results("map", "part-{index}"), await ResultsAsync(3, 2))}");

    [Fact]
    public async Task A_missing_entry_is_named_with_its_task()
    {
        var roots = new[] { await FakeHub.ResultAsync(store, "map", 0, 2), await FakeHub.ResultAsync(store, "map", 1, 1) };
        (await ResultJoiner.JoinAsync(store, 2, new StepInput.Results("map", "part-{index}"), roots, Token)).Should().BeOfType<JoinOutcome.Missing>().Which.Why.Should().Contain("task 1").And.Contain("'part-1'").And.Contain($"{roots[1]}");
        (await ResultJoiner.JoinAsync(store, 2, new StepInput.Results("map", "part-0/deeper"), roots, Token)).Should().BeOfType<JoinOutcome.Missing>();
    }

    private async Task<IReadOnlyList<Cid>> ResultsAsync(int mappers, int parts)
    {
        var roots = new List<Cid>();
        for (var i = 0; i < mappers; i++)
        {
            roots.Add(await FakeHub.ResultAsync(store, "map", i, parts));
        }

        return roots;
    }

    private async Task<InputAddress> JoinAsync(uint readers, StepInput.Results input, IReadOnlyList<Cid> roots) =>
        InputAddress.Parse((await ResultJoiner.JoinAsync(store, readers, input, roots, Token)).Should().BeOfType<JoinOutcome.Joined>().Which.Address);

    private async Task<string> TextAsync(InputAddress address, uint reader, string path)
    {
        var found = await ContentTree.ResolveAsync(store, Cid.Parse(address.Root), [.. address.PathOf(reader), .. path.Split('/', StringSplitOptions.RemoveEmptyEntries)], Token);
        return System.Text.Encoding.UTF8.GetString(await ContentTree.ReadBytesAsync(store, found.Should().BeOfType<PathOutcome.Found>().Which.Link.Cid, cancellationToken: Token));
    }
}
