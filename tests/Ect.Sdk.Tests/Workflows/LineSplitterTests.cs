using System.Text;
using Ect.Sdk.Workflows;
using FsCheck;
using FsCheck.Xunit;

namespace Ect.Sdk.Tests.Workflows;

public sealed class LineSplitterTests
{
    [Property]
    public async Task Parts_are_whole_lines_and_together_the_file(string[] lines, bool endsInNewline, byte parts)
    {
        using var folder = new TemporaryFolder();
        var text = string.Join('\n', lines ?? []) + (endsInNewline ? "\n" : "");
        var bytes = Encoding.UTF8.GetBytes(text);
        await File.WriteAllBytesAsync(folder["file"], bytes);
        Directory.CreateDirectory(folder["parts"]);
        var count = (parts % 10) + 1;

        var paths = await LineSplitter.SplitAsync(folder["file"], count, folder["parts"]);

        paths.Select(Path.GetFileName).Should().Equal(Enumerable.Range(0, count).Select(i => $"{i}"));
        var pieces = paths.Select(File.ReadAllBytes).ToArray();
        pieces.SelectMany(piece => piece).Should().Equal(bytes);
        var last = Array.FindLastIndex(pieces, piece => piece.Length > 0);
        pieces.Where((piece, i) => piece.Length > 0 && i != last).Should().AllSatisfy(piece => piece[^1].Should().Be((byte)'\n'));
    }

    [Property]
    public async Task A_part_is_longer_than_its_share_by_less_than_a_line(PositiveInt lineCount, byte parts)
    {
        var text = string.Concat(Enumerable.Range(0, lineCount.Get % 2000).Select(i => new string('x', i % 50) + "\n"));
        var count = (parts % 16) + 1;
        var bounds = await LineSplitter.BoundariesAsync(new MemoryStream(Encoding.ASCII.GetBytes(text)), count);
        bounds.Zip(bounds.Skip(1)).Should().OnlyContain(part => part.Second >= part.First && part.Second - part.First <= (text.Length / count) + 51);
    }

    [Fact]
    public async Task A_line_longer_than_a_buffer_stays_whole()
    {
        var text = new string('a', 200_000) + "\nb\n";
        (await LineSplitter.BoundariesAsync(new MemoryStream(Encoding.ASCII.GetBytes(text)), 4, TestContext.Current.CancellationToken)).Should().Equal(0, 200_001, 200_001, 200_001, 200_003);
    }
}
