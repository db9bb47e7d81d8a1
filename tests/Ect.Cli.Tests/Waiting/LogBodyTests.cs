using System.Net.ServerSentEvents;
using System.Text;
using Ect.Cli.Waiting;
using Ect.Ethereum;
using Ect.Protocol.Live;
using Ect.Scheduler.Live;

namespace Ect.Cli.Tests.Waiting;

public sealed class LogBodyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_largest_line_of_a_scheduler_passes_as_line_and_as_event()
    {
        var piece = new byte[LiveChunk.MaxBytes + LiveChunk.TagBytes];
        Array.Fill(piece, (byte)0xfb);
        var line = new LiveLine(Address.Zero, DateTimeOffset.MaxValue, 1, ulong.MaxValue, false, Hex.Encode(new byte[PublicKey.Size]), Hex.Encode(new byte[LiveChunk.SignatureBytes]), piece) { Position = long.MaxValue };
        var text = System.Text.Json.JsonSerializer.Serialize(line, LiveJson.Default.LiveLine);

        (await LinesAsync($"{text}\n{text}\n{text}\n")).Should().Equal(text, text, text);
        (await EventsAsync(string.Concat(Enumerable.Repeat($"event: line\ndata: {text}\n\n", 3)))).Should().Equal(text, text, text);
    }

    [Fact]
    public async Task A_line_without_an_end_is_an_error_before_it_fills_the_memory()
    {
        var read = () => LinesAsync("good\n" + new string('x', LogBody.LargestPiece + 1));
        (await read.Should().ThrowAsync<IOException>()).Which.Message.Should().Contain("a line is longer than 64 KiB");
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task An_event_without_an_end_is_an_error_however_short_its_lines_are(string end)
    {
        var read = () => EventsAsync($"data: good{end}{end}" + string.Concat(Enumerable.Repeat($"data: more{end}", LogBody.LargestPiece / 10)));
        (await read.Should().ThrowAsync<IOException>()).Which.Message.Should().Contain("an event is longer than 64 KiB");
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Any_number_of_events_may_follow_each_other(string end) =>
        (await EventsAsync(string.Concat(Enumerable.Repeat($"event: line{end}data: some{end}{end}", 10_000)))).Should().HaveCount(10_000);

    [Fact]
    public async Task A_log_that_never_ends_is_an_error()
    {
        await using var body = LogBody.OfLines(Bytes(string.Concat(Enumerable.Repeat("line\n", 1_000))), Patience, TimeProvider.System, most: 4_000);
        var read = () => ReadAsync(body);
        await read.Should().ThrowAsync<IOException>().WithMessage("it is longer than*");
    }

    [Fact]
    public async Task A_log_of_which_nothing_more_comes_is_an_error()
    {
        await using var body = LogBody.OfLines(new System.IO.Pipelines.Pipe().Reader.AsStream(), TimeSpan.FromMilliseconds(1), TimeProvider.System);
        var read = () => ReadAsync(body);
        await read.Should().ThrowAsync<IOException>().WithMessage("nothing more came within*");
    }

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private static async Task<List<string>> LinesAsync(string text)
    {
        await using var body = LogBody.OfLines(Bytes(text), Patience, TimeProvider.System);
        return await ReadAsync(body);
    }

    private static async Task<List<string>> ReadAsync(LogBody body)
    {
        using var reader = new StreamReader(body);
        var lines = new List<string>();
        while (await reader.ReadLineAsync(Ct) is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    private static async Task<List<string>> EventsAsync(string text)
    {
        await using var body = LogBody.OfEvents(Bytes(text));
        var events = new List<string>();
        await foreach (var item in SseParser.Create(body).EnumerateAsync(Ct))
        {
            events.Add(item.Data);
        }

        return events;
    }
}
