using Ect.Ethereum;
using Ect.Worker.Runtimes.Checkpoints;
using Ect.Worker.Tests.Integration;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Worker.Tests.Runtimes.Checkpoints;

public sealed class CheckpointStoreTests : IDisposable
{
    private static readonly Bytes32 s_app = Bytes32.FromNumber(8);
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly CollectedLog log = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Snapshots_are_written_no_oftener_than_the_interval_says()
    {
        var task = Store().Of(Task(1));
        var taken = 0;

        for (var second = 0; second < 25; second++)
        {
            Save(task, () => taken++);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        taken.Should().Be(3);
        task.Find(s_app)!.Clock.Should().Be(2);

        void Save(TaskCheckpoint checkpoint, Func<int> number) => checkpoint.Save(s_app, 100, () => Snapshot((ulong)number()));
    }

    [Fact]
    public void Damaged_checkpoint_or_one_of_another_app_is_removed_and_told()
    {
        var store = Store();
        store.Of(Task(1)).Save(s_app, 100, () => Snapshot(1));
        store.Of(Task(2)).Save(s_app, 100, () => Snapshot(1));
        File.WriteAllText(PathOf(1), "nonsense");

        store.Of(Task(1)).Find(s_app).Should().BeNull();
        store.Of(Task(2)).Find(Bytes32.FromNumber(9)).Should().BeNull();
        store.Of(Task(3)).Find(s_app).Should().BeNull("there is none");

        Directory.EnumerateFiles(folder.Path).Should().BeEmpty();
        log.Lines.Should().HaveCount(2).And.OnlyContain(line => line.Contains("its checkpoint is removed", StringComparison.Ordinal));
    }

    [Fact]
    public void At_the_start_old_half_written_and_finished_ones_go()
    {
        var store = Store();
        store.Of(Task(1)).Save(s_app, 100, () => Snapshot(1));
        time.Advance(CheckpointStore.MaxAge + TimeSpan.FromSeconds(1));
        store.Of(Task(2)).Save(s_app, 100, () => Snapshot(1));
        store.Of(Task(3)).Save(s_app, 100, () => Snapshot(1));
        File.WriteAllText(PathOf(3) + ".half", "half");

        store.Sweep(task => task == Task(2));

        Directory.EnumerateFiles(folder.Path).Should().Equal(PathOf(3));
    }

    [Fact]
    public void All_of_them_together_stay_within_their_room_and_the_oldest_go_first()
    {
        var store = Store(maxTotal: 2500);
        for (var i = 1; i <= 4; i++)
        {
            store.Of(Task(i)).Save(s_app, 1000, () => Snapshot(1, 1000));
            time.Advance(s_interval);
        }

        Directory.EnumerateFiles(folder.Path).Should().BeEquivalentTo(PathOf(3), PathOf(4));
    }

    [Fact]
    public void Snapshot_that_is_too_large_is_never_taken_and_told_once()
    {
        var checkpoint = Store().Of(Task(1));
        for (var i = 0; i < 3; i++)
        {
            checkpoint.Save(s_app, SnapshotCodec.MaxBytes + 1L, () => throw new InvalidOperationException("taken"));
            time.Advance(s_interval);
        }

        log.Lines.Should().ContainSingle().Which.Should().Contain("it would have 134,217,729 bytes; at most 134,217,728 are kept");
    }

    private CheckpointStore Store(long maxTotal = 1 << 20) => new(folder.Path, s_interval, time, log, maxTotal);

    private string PathOf(int task) => folder[Task(task).ToString()];

    private static Bytes32 Task(int number) => Bytes32.FromNumber(number);

    private static Snapshot Snapshot(ulong clock, int size = 10) => new()
    {
        FuelLeft = 1,
        Clock = clock,
        Random = 3,
        LastInode = 10,
        Output = [],
        Error = [],
        State = new("state", 7, new byte[size]),
        Tree = [],
    };
}
