using Ect.Ethereum;
using Ect.Scheduler.Live;
using Ect.Scheduler.Tests.Network;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Scheduler.Tests.Live;

public sealed class LogStoreTests : IDisposable
{
    private static readonly Address Worker = Address.Parse("0x" + new string('a', 40));
    private static readonly Bytes32 Task = Bytes32.FromNumber(1);

    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Lines_are_read_in_order_from_a_position_and_after_a_restart()
    {
        var store = Open();
        for (var i = 0; i < 5; i++)
        {
            store.Append(Task, Line(i)).Should().BeTrue();
        }

        (await ReadAsync(store, Task, 0)).Select(line => line.Sequence).Should().Equal(0, 1, 2, 3, 4);
        var reopened = Open();
        (await ReadAsync(reopened, Task, 3)).Select(line => (line.Position, line.Sequence)).Should().Equal((3, 3), (4, 4));
        reopened.TotalBytes.Should().Be(store.TotalBytes).And.BePositive();
        reopened.WorkersOf(Task).Should().Equal(Worker);
        reopened.WorkersOf(Bytes32.FromNumber(2)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_line_that_a_crash_cut_off_spoils_no_other()
    {
        Open().Append(Task, Line(0));
        await File.AppendAllTextAsync(Directory.GetFiles(_folder.Path, "*.jsonl", SearchOption.AllDirectories).Single(), "{\"worker\":\"0xaa", TestContext.Current.CancellationToken);

        var store = Open();
        store.Append(Task, Line(1));
        (await ReadAsync(store, Task, 0)).Select(line => line.Sequence).Should().Equal(0, 1);
    }

    [Fact]
    public async Task Logs_are_gone_when_their_time_is_over_and_not_before()
    {
        var store = Open();
        store.Append(Task, Line(0));
        _time.Advance(TimeSpan.FromDays(6));
        store.Append(Bytes32.FromNumber(2), Line(0));
        store.Sweep();
        (await ReadAsync(store, Task, 0)).Should().HaveCount(1);

        _time.Advance(TimeSpan.FromDays(2));
        store.Sweep();
        (await ReadAsync(store, Task, 0)).Should().BeEmpty();
        (await ReadAsync(store, Bytes32.FromNumber(2), 0)).Should().HaveCount(1);
        Directory.GetDirectories(_folder.Path).Should().HaveCount(1, "the folder goes with its last file");
    }

    [Fact]
    public async Task When_the_room_is_full_the_oldest_go_first()
    {
        var store = Open(maxBytes: 100_000);
        for (var i = 1; i <= 20; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            store.Append(Bytes32.FromNumber(i), Line(0, 8_000)).Should().BeTrue();
        }

        store.TotalBytes.Should().BeLessThanOrEqualTo(100_000).And.BeGreaterThan(50_000);
        (await ReadAsync(store, Bytes32.FromNumber(1), 0)).Should().BeEmpty();
        (await ReadAsync(store, Bytes32.FromNumber(20), 0)).Should().HaveCount(1);
    }

    [Fact]
    public void One_worker_cannot_fill_the_room_with_one_task()
    {
        var store = Open(maxBytes: 1L << 30);
        var taken = Enumerable.Range(0, 200).Count(i => store.Append(Task, Line(i, 32 << 10)));
        taken.Should().BeInRange(64, 120, "both streams at their largest fit");
        store.TotalBytes.Should().BeLessThanOrEqualTo(LogStore.MaxFileBytes);
    }

    private LogStore Open(long maxBytes = 1 << 20) => new(_folder.Path, maxBytes, TimeSpan.FromDays(7), _time, NullLogger<LogStore>.Instance);

    private LiveLine Line(int sequence, int bytes = 20) => new(Worker, _time.GetUtcNow(), 1, (ulong)sequence, false, "0x00", "0x00", new byte[bytes]);

    private static async Task<List<LiveLine>> ReadAsync(LogStore store, Bytes32 task, long from)
    {
        var lines = new List<LiveLine>();
        await foreach (var line in new LogReader(store, task, Worker, from).ReadAsync(TestContext.Current.CancellationToken))
        {
            lines.Add(line);
        }

        return lines;
    }
}
