using System.Text;
using Ect.Worker.Live;

namespace Ect.Worker.Tests.Live;

public sealed class ProgressLinesTests
{
    [Theory]
    [InlineData("ect-progress: 0.42 half way", 0.42, "half way")]
    [InlineData("ect-progress:0", 0.0, "")]
    [InlineData("ect-progress: 1\r", 1.0, "")]
    [InlineData("ect-progress:\t.5\tthere", 0.5, "there")]
    [InlineData("ect-progress: 0.5 a\u001b[31mb", 0.5, "a [31mb")]
    public void Progress_is_read(string line, double fraction, string message) =>
        Parse(line).Should().Be(new ProgressReport(fraction, message));

    [Theory]
    [InlineData("ect-progress: 1.01")]
    [InlineData("ect-progress: -0.1")]
    [InlineData("ect-progress: NaN")]
    [InlineData("ect-progress: 1e-1")]
    [InlineData("ect-progress: 0,5")]
    [InlineData("ect-progress:")]
    [InlineData(" ect-progress: 0.5")]
    [InlineData("progress: 0.5")]
    public void What_is_not_of_the_form_is_an_ordinary_line(string line) => Parse(line).Should().BeNull();

    [Fact]
    public void A_message_is_cut_at_two_hundred_characters_without_breaking_one() =>
        Parse("ect-progress: 0.5 " + new string('x', 199) + "🦄")!.Message.Should().Be(new string('x', 199));

    [Fact]
    public void It_does_not_matter_where_the_writes_are_cut()
    {
        byte[] text = [0xff, 0x00, .. "noise\nect-progress: 0.25 one\nect-progress: 0.5 two\nect-progress: 0.7"u8];
        for (var cut = 0; cut <= text.Length; cut++)
        {
            var lines = new ProgressLines();
            var first = lines.Feed(text.AsSpan(0, cut));
            (lines.Feed(text.AsSpan(cut)) ?? first).Should().Be(new ProgressReport(0.5, "two"), $"cut at {cut}");
        }
    }

    [Fact]
    public void A_line_without_end_costs_no_memory_and_hides_none_after_it()
    {
        var lines = new ProgressLines();
        for (var i = 0; i < 1000; i++)
        {
            lines.Feed(new byte[4096]).Should().BeNull();
        }

        lines.Feed("\nect-progress: 0.5\n"u8).Should().Be(new ProgressReport(0.5, ""));
    }

    private static ProgressReport? Parse(string line) => ProgressLines.Parse(Encoding.UTF8.GetBytes(line));
}
