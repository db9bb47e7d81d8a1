using Ect.Cli.Frame;
using Spectre.Console;

namespace Ect.Cli.Tests.Frame;

public sealed class TablesTests
{
    [Fact]
    public void On_eighty_columns_only_the_last_column_wraps_and_no_letter_is_lost()
    {
        var lines = Render(
            80,
            ["index", "task", "status", "workers", "why"],
            ["0", "0x6d70dcc257", "completed", "2", "No worker has contributed yet; workers may until 2026-11-23 11:06:52 UTC."]);

        lines.Should().AllSatisfy(line => line.Length.Should().BeLessThanOrEqualTo(80));
        lines[0].Should().Be("index  task          status     workers  why");
        lines[1].Should().StartWith("0      0x6d70dcc257  completed  2        No worker");
        string.Join(' ', lines.Skip(1).Select(line => line.Length > 42 ? line[42..].Trim() : "")).Should().Contain("until 2026-11-23 11:06:52 UTC.");
    }

    [Fact]
    public void What_strangers_write_cannot_steer_the_terminal()
    {
        var text = string.Join('\n', Render(80, ["title"], ["nice\u001b[2J\u202egpj.exe\r\nfake line"]));
        text.Should().NotContain("\u001b").And.NotContain("\u202e").And.NotContain("\r").And.Contain("nice");
        Printable.Of(new string('a', 5000)).Length.Should().Be(501);
    }

    [Fact]
    public void An_id_is_shortened_to_what_every_command_takes()
    {
        ShortId.Of("0x6d70dcc257bf90c02e0a04d9916736d3c7d9796beca9aea1240a439155157de1").Should().Be("0x6d70dcc257");
        ShortId.Of("0x1").Should().Be("0x1");
    }

    [Fact]
    public void A_terminal_that_does_not_know_its_size_counts_as_eighty_columns() =>
        Consoles.Create(new StringWriter(), 0, static _ => null).Profile.Width.Should().Be(80);

    private static string[] Render(int width, string[] columns, params string[][] rows)
    {
        var output = new StringWriter();
        var console = Consoles.Create(output, width, static _ => null);
        console.Write(Tables.Of(columns, rows));
        return [.. output.ToString().Split('\n').Select(line => StripStyles(line).TrimEnd()).Where(line => line.Length > 0)];
    }

    private static string StripStyles(string line) => System.Text.RegularExpressions.Regex.Replace(line, "\u001b\\[[0-9;]*m", "");
}
