using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Epochs;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Epochs;

public sealed class PageTests
{
    private static Page Sample { get; } = new(
        1, PageKind.Plain, 2, 3, 4, LaneSet.Of(0, 255), [new(0, LaneSet.Of(0, 255)), new(5, LaneSet.Of(0)), new(9, LaneSet.Of(255))],
        [new(SampleSettlement.Hash(1), Bytes32.Zero), new(SampleSettlement.Hash(2), Bytes32.Zero)]);

    [Property(MaxTest = 100, Arbitrary = [typeof(SampleSettlement)])]
    public void Agreed_tasks_are_found_again_in_the_pages_that_were_built_encoded_and_decoded(SampleTasks sample)
    {
        var draft = PageBuilder.Build(sample.Tasks);
        var encoded = draft.Encode();
        var pages = PageCodec.Decode(encoded, out var problem);

        problem.Should().BeNull();
        PageCodec.Encode(pages!).Should().Equal(encoded);
        pages!.Sum(page => page.Tasks.Count).Should().Be(sample.Tasks.Count, "each task is settled once");
        var settled = new SettledPages(Address.Zero, 1, draft.Deals, pages!, draft.Signers);
        foreach (var task in sample.Tasks)
        {
            var (page, position) = settled.Find(task.Deal, task.Offset)!.Value;
            page.Find(task.Offset).Should().Be(new PageResult(task.Digest, task.DataHash));
            page.Against.Should().Be(task.Against);
            page.AgreeingOn(task.Offset).Select(signer => draft.Signers[signer]).Should().Equal(task.Agreeing.Order());
            MerkleTree.RootOf(page.Leaf(task.Deal, CrewHash.Of(draft.Signers)), settled.Proof(position)).Should().Be(settled.Root);
            settled.AgreeingOn(page, task.Offset).Should().Equal(task.Agreeing.Order());
        }
    }

    [Property(MaxTest = 50, Arbitrary = [typeof(SampleSettlement)])]
    public void A_draft_does_not_depend_on_the_order_of_tasks_and_is_as_small_as_its_groups(SampleTasks sample)
    {
        var draft = PageBuilder.Build(sample.Tasks);
        PageBuilder.Build(sample.Tasks.Reverse().Select(task => task with { Agreeing = [.. task.Agreeing.Reverse()] })).Encode().Should().Equal(draft.Encode());
        draft.Pages.Select(page => (page.Deal, page.Word, page.Kind, page.Votes, page.Against)).Should().OnlyHaveUniqueItems();
        draft.Signers.Should().BeInAscendingOrder();
        draft.Deals.Should().BeInAscendingOrder();
    }

    [Property(MaxTest = 300, Arbitrary = [typeof(SampleSettlement)])]
    public bool Damaged_pages_decode_to_themselves_or_are_refused_with_the_reason(SampleTasks sample, int at, byte by)
    {
        var damaged = PageBuilder.Build(sample.Tasks).Encode();
        damaged[(int)((uint)at % damaged.Length)] ^= by;
        return IsHandled(damaged) && IsHandled(damaged.AsSpan(0, (int)((uint)at % damaged.Length)));

        static bool IsHandled(ReadOnlySpan<byte> bytes) =>
            PageCodec.Decode(bytes, out var problem) is { } pages ? problem is null && PageCodec.Encode(pages).AsSpan().SequenceEqual(bytes) : problem!.Length > 0;
    }

    [Fact]
    public void A_page_has_the_layout_that_the_hub_reads()
    {
        var encoded = PageCodec.Encode(Sample);
        Hex.Encode(encoded.AsSpan(0, 11)).Should().Be("0x0100020300000300000004");
        Hex.Encode(encoded.AsSpan(11, 32)).Should().Be("0x80" + new string('0', 60) + "01");
        encoded.Length.Should().Be(11 + 32 + (3 * 33) + (2 * 32));
        encoded[43].Should().Be(0);
        encoded[76].Should().Be(5);
        Hex.Encode(encoded.AsSpan(encoded.Length - 32)).Should().Be(SampleSettlement.Hash(2).ToString());
        Sample.Find(0x3ff).Should().Be(Sample.Results[1]);
        Sample.Find(0x2ff).Should().BeNull();
        Sample.Find(0x3fe).Should().BeNull();
    }

    public static TheoryData<string, string> Malformed => new()
    {
        { "flags", "flags 3 are unknown" },
        { "votes", "0 votes decide nothing" },
        { "tasks", "it settles no task" },
        { "word", "word 16777216 is beyond" },
        { "results", "1 results stand beside 2 tasks" },
        { "order", "signer 0 comes after signer 0" },
        { "stranger", "on tasks that the page does not settle" },
        { "count", "lane 255 has 1 votes, not 2" },
        { "digest", "a digest is zero" },
        { "data", "does not go with flags 2" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_page_is_refused_with_the_reason(string what, string reason)
    {
        var page = what switch
        {
            "flags" => Sample with { Kind = (PageKind)3 },
            "votes" => Sample with { Votes = 0 },
            "tasks" => Sample with { Tasks = LaneSet.None, Signers = [], Results = [] },
            "word" => Sample with { Word = 1 << 24 },
            "results" => Sample with { Results = [Sample.Results[0]] },
            "order" => Sample with { Signers = [Sample.Signers[0], Sample.Signers[0]] },
            "stranger" => Sample with { Signers = [new(0, LaneSet.Of(1))] },
            "count" => Sample with { Signers = [.. Sample.Signers.Take(2)] },
            "digest" => Sample with { Results = [new(Bytes32.Zero, Bytes32.Zero), Sample.Results[1]] },
            _ => Sample with { Kind = PageKind.Data },
        };
        page.Problem().Should().Contain(reason);
        FluentActions.Invoking(() => PageCodec.Encode(page)).Should().Throw<ArgumentException>().WithMessage($"*{reason}*");
    }

    [Fact]
    public void Pages_that_are_none_too_long_cut_off_or_out_of_order_are_refused()
    {
        var encoded = PageCodec.Encode(Sample);
        Refused([], "there is no page");
        Refused(new byte[EpochRules.MaxPagesLength + 1], "are longer than");
        Refused([.. encoded, 0], "page 0 is malformed: only 1 bytes are left");
        Refused(encoded.AsSpan(0, encoded.Length - 1), "206 bytes, 205 are left");
        Refused([.. encoded, .. PageCodec.Encode(Sample with { Deal = 0 })], "page 1 is malformed: deal 0 comes after deal 1");

        static void Refused(ReadOnlySpan<byte> bytes, string reason)
        {
            PageCodec.Decode(bytes, out var problem).Should().BeNull();
            problem.Should().Contain(reason);
        }
    }

    [Fact]
    public void Pages_that_do_not_fit_their_settlement_are_refused()
    {
        Deal[] deals = [SampleSettlement.Deal, SampleSettlement.Deal];
        PageCheck.Problem([Sample], deals, 10).Should().BeNull();
        PageCheck.Problem([Sample], [deals[0]], 10).Should().Contain("no deal 1 among 1");
        PageCheck.Problem([Sample], [deals[0], deals[1] with { Size = 1023 }], 10).Should().Contain("none at 1023");
        PageCheck.Problem([Sample], deals, 9).Should().Contain("no signer 9 among 9");
        PageCheck.Problem([Sample, Sample], deals, 10).Should().Contain("page 1 settles a task that an earlier page settles");
        PageCheck.Problem([Sample], [deals[0], deals[1] with { Callback = SampleSettlement.Worker(0) }], 10).Should().Contain("has a consumer, but it brings no data");
        var data = Sample with { Kind = PageKind.Data, Results = [.. Sample.Results.Select(result => result with { DataHash = SampleSettlement.Hash(7) })] };
        PageCheck.Problem([data], deals, 10).Should().Contain("the deal has no consumer");
    }

    [Fact]
    public void A_settlement_of_nothing_of_a_task_twice_or_of_too_many_is_not_built()
    {
        var task = new AgreedTask(SampleSettlement.Hash(0), 0, SampleSettlement.Hash(1), Bytes32.Zero, 0, [SampleSettlement.Worker(0)]);
        Refused([]);
        Refused([task, task]);
        Refused([task with { Agreeing = [.. Enumerable.Range(0, 256).Select(SampleSettlement.Worker)] }]);
        Refused([.. Enumerable.Range(0, 256).Select(deal => task with { Deal = SampleSettlement.Hash(deal) })]);

        static void Refused(IReadOnlyList<AgreedTask> tasks) => FluentActions.Invoking(() => PageBuilder.Build(tasks)).Should().Throw<ArgumentException>();
    }
}
