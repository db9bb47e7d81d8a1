using Ect.Ethereum;
using Ect.Scheduler.Live;
using Ect.Scheduler.Tests.Network;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Scheduler.Tests.Live;

public sealed class LogReaderTests : IDisposable
{
    private static readonly Address Worker = Address.Parse("0x" + new string('a', 40));
    private static readonly Bytes32 Task = Bytes32.FromNumber(1);

    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly LogStore _store;

    public LogReaderTests() => _store = new(_folder.Path, 1L << 30, TimeSpan.FromDays(7), _time, NullLogger<LogStore>.Instance);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_read_is_not_read_again()
    {
        var reader = new LogReader(_store, Task, Worker, 0);
        Append(0, 1, 2);
        (await ReadAsync(reader)).Should().Equal((0, 0), (1, 1), (2, 2));
        (await ReadAsync(reader)).Should().BeEmpty();

        // Whoever began at the beginning again would stumble here.
        await using (var file = new FileStream(FilePath, FileMode.Open, FileAccess.Write))
        {
            file.Write("\n\n\n\n\n"u8);
        }

        Append(3);
        (await ReadAsync(reader)).Should().Equal((3, 3));
    }

    [Fact]
    public async Task Lines_longer_than_a_buffer_are_read_whole_and_a_reader_that_stops_half_way_goes_on_there()
    {
        var reader = new LogReader(_store, Task, Worker, 1);
        for (var i = 0; i < 10; i++)
        {
            _store.Append(Task, Line(i, 32 << 10));
        }

        await foreach (var line in reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            line.Sealed.Length.Should().Be(32 << 10);
            line.Position.Should().Be(1);
            break;
        }

        _store.Append(Task, Line(10, 32 << 10));
        (await ReadAsync(reader)).Should().Equal(Enumerable.Range(2, 9).Select(i => ((long)i, (ulong)i)));
    }

    [Fact]
    public async Task A_file_that_was_swept_away_and_begun_anew_is_read_from_its_beginning()
    {
        var reader = new LogReader(_store, Task, Worker, 0);
        Append(0, 1);
        (await ReadAsync(reader)).Should().HaveCount(2);
        _time.Advance(TimeSpan.FromDays(8));
        _store.Sweep();
        (await ReadAsync(reader)).Should().BeEmpty();
        Append(2);
        (await ReadAsync(reader)).Should().Equal((0, 2));
    }

    [Fact]
    public async Task What_is_only_half_written_waits_for_its_other_half()
    {
        var reader = new LogReader(_store, Task, Worker, 0);
        Append(0);
        await File.AppendAllTextAsync(FilePath, "{\"worker\":\"0xaa", TestContext.Current.CancellationToken);
        (await ReadAsync(reader)).Should().Equal((0, 0));
        (await ReadAsync(reader)).Should().BeEmpty();
    }

    private string FilePath => Directory.GetFiles(_folder.Path, "*.jsonl", SearchOption.AllDirectories).Single();

    private void Append(params int[] sequences) => Array.ForEach(sequences, sequence => _store.Append(Task, Line(sequence)).Should().BeTrue());

    private LiveLine Line(int sequence, int bytes = 20) => new(Worker, _time.GetUtcNow(), 1, (ulong)sequence, false, "0x00", "0x00", new byte[bytes]);

    private static async Task<List<(long Position, ulong Sequence)>> ReadAsync(LogReader reader)
    {
        var lines = new List<(long, ulong)>();
        await foreach (var line in reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            lines.Add((line.Position, line.Sequence));
        }

        return lines;
    }
}
