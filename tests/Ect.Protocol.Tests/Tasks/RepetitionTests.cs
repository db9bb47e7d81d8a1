using Ect.Ethereum;
using Ect.Protocol.Tasks;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Tasks;

public sealed class RepetitionTests
{
    private const string Deal = "0x00000000000000000000000000000000000000000000000000000000000000aa";

    [Fact]
    public void Indices_are_written_as_ranges()
    {
        var indices = IndexRanges.Of([99, 7, 90, 91, 92, 23, 7]);
        indices.ToString().Should().Be("7,23,90-92,99");
        (indices.Count, indices.First, indices.Last).Should().Be((6, 7u, 99u));
        indices.All().Should().Equal(7, 23, 90, 91, 92, 99);
    }

    [Fact]
    public void Billions_of_indices_cost_nothing()
    {
        var all = IndexRanges.Parse("0-4294967295");
        all.Count.Should().Be(1L << 32);
        all[3_000_000_000].Should().Be(3_000_000_000);
        all.Invoking(indices => indices[1L << 32]).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Property]
    public bool Indices_survive_their_text_and_keep_their_positions(ushort[] indices)
    {
        if (indices.Length == 0)
        {
            return true;
        }

        var (ranges, sorted) = (IndexRanges.Of(indices.Select(index => (uint)index)), indices.Distinct().Order().ToArray());
        return IndexRanges.Parse(ranges.ToString()).Equals(ranges) && ranges.Count == sorted.Length && sorted.Select((index, i) => ranges[i] == index).All(same => same);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("1,")]
    [InlineData("2,1")]
    [InlineData("1,2")]
    [InlineData("1,1")]
    [InlineData("5-4")]
    [InlineData("5-5")]
    [InlineData("1-2-3")]
    [InlineData("01")]
    [InlineData("-1")]
    [InlineData("4294967296")]
    [InlineData("0-3,2-5")]
    public void Any_other_text_is_refused(string text) =>
        FluentActions.Invoking(() => IndexRanges.Parse(text)).Should().Throw<FormatException>();

    [Fact]
    public void Too_many_scattered_indices_are_refused() =>
        FluentActions.Invoking(() => IndexRanges.Of(Enumerable.Range(0, 2_000).Select(i => (uint)(2 * i)))).Should().Throw<FormatException>().WithMessage("*2048*");

    [Fact]
    public void Params_say_what_is_repeated()
    {
        const string text = $$$"""{"args":["a"],"repeats":{"deal":"{{{Deal}}}","first":10,"size":5,"tasks":"11,13-14"}}""";
        var value = TaskParams.Parse(text);
        value.Repeats.Should().Be(new Repetition { Deal = Bytes32.Parse(Deal), First = 10, Size = 5, Tasks = IndexRanges.Of([11, 13, 14]) });
        value.ToCanonicalJson().Should().Be(text);
        TaskParams.Parse("""{"args":["a"]}""").Repeats.Should().BeNull();
    }

    [Theory]
    [InlineData("""{"deal":"0xaa","size":5,"tasks":"1"}""", "repeats.deal")]
    [InlineData("""{"size":5,"tasks":"1"}""", "repeats.deal")]
    [InlineData("""{"deal":"DEAL","tasks":"0"}""", "has 0 tasks")]
    [InlineData("""{"deal":"DEAL","size":5,"tasks":"3-5"}""", "5 tasks from 0 on")]
    [InlineData("""{"deal":"DEAL","first":2,"size":5,"tasks":"1"}""", "5 tasks from 2 on")]
    [InlineData("""{"deal":"DEAL","size":5}""", "indices")]
    [InlineData("""{"deal":"DEAL","size":-5,"tasks":"1"}""", "size")]
    public void What_no_deal_has_cannot_be_repeated(string json, string expected) =>
        FluentActions.Invoking(() => TaskParams.Parse($$"""{"repeats":{{json.Replace("DEAL", Deal, StringComparison.Ordinal)}}}""")).Should().Throw<FormatException>().WithMessage($"*{expected}*");

    [Fact]
    public void A_task_that_repeats_another_is_told_that_it_is_that_one()
    {
        var own = new TaskPlace(1, 0, 3);
        TaskPlace.Of(TaskParams.Empty, own).Should().Be(own);

        var repeating = new TaskParams { Repeats = new() { Deal = Bytes32.Zero, First = 10, Size = 5, Tasks = IndexRanges.Of([11, 13, 14]) } };
        TaskPlace.Of(repeating, own).Should().Be(new TaskPlace(13, 10, 5));
        FluentActions.Invoking(() => TaskPlace.Of(repeating, own with { Index = 3 })).Should().Throw<FormatException>().WithMessage("*repeats 3 tasks*has a task 3*");
    }
}
