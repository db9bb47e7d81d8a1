using Ect.Protocol.Tasks;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Tasks;

public sealed class InputAddressTests
{
    private const string Cid = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";

    [Fact]
    public void An_address_is_a_content_id_or_a_path_below_one()
    {
        var whole = InputAddress.Parse(Cid);
        (whole.Root, whole.IsOfIndex).Should().Be((Cid, false));
        whole.PathOf(3).Should().BeEmpty();

        var part = InputAddress.Parse($"{Cid}/books/{{index}}/text.txt");
        part.IsOfIndex.Should().BeTrue();
        part.PathOf(12).Should().Equal("books", "12", "text.txt");
        part.ToString().Should().Be($"{Cid}/books/{{index}}/text.txt");
    }

    [Theory]
    [InlineData("", "no content id")]
    [InlineData("a/b", "no content id")]
    [InlineData("/" + Cid, "no content id")]
    [InlineData(Cid + "/", "the segment ''")]
    [InlineData(Cid + "//a", "the segment ''")]
    [InlineData(Cid + "/a/../b", "the segment '..'")]
    [InlineData(Cid + "/.", "the segment '.'")]
    [InlineData(Cid + "/a b", "the segment 'a b'")]
    [InlineData(Cid + "/part-{index}", "the segment 'part-{index}'")]
    [InlineData(Cid + "/{Index}", "the segment '{Index}'")]
    [InlineData(Cid + "/é", "the segment 'é'")]
    [InlineData(Cid + "/a\n", "the segment 'a\n'")]
    [InlineData(Cid + "/1/2/3/4/5/6/7/8/9", "9 segments")]
    [InlineData(Cid + "/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "1 to 64")]
    public void What_could_leave_the_tree_or_is_too_long_is_refused_with_the_rule(string text, string rule)
    {
        FluentActions.Invoking(() => InputAddress.Parse(text)).Should().Throw<FormatException>().WithMessage($"*{rule}*");
        FluentActions.Invoking(() => new TaskParams { Inputs = new Dictionary<string, string> { ["split"] = text } }.Validate()).Should().Throw<FormatException>().WithMessage($"Input 'split' *{rule}*");
    }

    [Fact]
    public void A_null_is_no_address() => InputAddress.TryParse(null, out _, out _).Should().BeFalse();

    [Property]
    public void Whatever_text_comes_is_refused_or_leads_down_the_tree(NonNull<string> text, uint index)
    {
        if (InputAddress.TryParse($"{Cid}/{text.Get}", out var address, out _))
        {
            address.ToString().Should().Be($"{Cid}/{text.Get}");
            address.PathOf(index).Should().HaveCountLessThanOrEqualTo(InputAddress.MaxSegments).And.OnlyContain(segment => InputAddress.IsName(segment));
        }
    }

    [Property]
    public Property Tasks_of_a_bag_read_parts_of_their_own(uint one, uint other) =>
        (InputAddress.Parse($"{Cid}/{{index}}").PathOf(one).SequenceEqual(InputAddress.Parse($"{Cid}/{{index}}").PathOf(other)) == (one == other)).ToProperty();
}
