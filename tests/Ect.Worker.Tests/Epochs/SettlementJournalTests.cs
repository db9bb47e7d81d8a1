using Ect.Ethereum;
using Ect.Worker.Epochs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Worker.Tests.Epochs;

public sealed class SettlementJournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeSeconds((long)Samples.Start));

    [Fact]
    public void What_is_written_is_read_back_whole_by_the_next_process()
    {
        var settlement = Signed(1, Samples.Task, Bytes32.FromNumber(9));
        Reopen().Add(settlement);
        var next = Reopen();
        next.Find(settlement.Digest).Should().BeEquivalentTo(settlement);
        next.With(Samples.Task).Should().ContainSingle();
        next.With(Bytes32.FromNumber(9)).Should().ContainSingle();
        next.With(Bytes32.FromNumber(8)).Should().BeEmpty();
        next.Count(settlement.Scheduler, settlement.Epoch).Should().Be(1);
        next.Count(settlement.Scheduler, settlement.Epoch + 1).Should().Be(0);
    }

    [Fact]
    public void What_is_older_than_a_month_is_forgotten()
    {
        Reopen().Add(Signed(1, Samples.Task));
        time.Advance(TimeSpan.FromDays(29));
        Reopen().Add(Signed(2, Samples.Task));
        time.Advance(TimeSpan.FromDays(2));
        Reopen().With(Samples.Task).Should().ContainSingle().Which.Digest.Should().Be(Bytes32.FromNumber(2));
        Directory.EnumerateFiles(folder.Path).Should().ContainSingle();
    }

    [Fact]
    public void Damaged_and_half_written_files_are_no_obstacle()
    {
        Reopen().Add(Signed(1, Samples.Task));
        File.WriteAllText(folder["x.json"], "not json");
        File.WriteAllText(folder["y.json.half"], "{");
        Reopen().With(Samples.Task).Should().ContainSingle();
        File.Exists(folder["y.json.half"]).Should().BeFalse();
    }

    public void Dispose() => folder.Dispose();

    private SettlementJournal Reopen() => new(folder.Path, time, NullLogger.Instance);

    private SignedSettlement Signed(int digest, params Bytes32[] tasks) => new()
    {
        Digest = Bytes32.FromNumber(digest),
        Scheduler = Samples.SchedulerKey.Address,
        Epoch = 3,
        Anchor = Bytes32.FromNumber(4),
        ResultRoot = Bytes32.FromNumber(5),
        Tasks = tasks,
        Signature = [.. Enumerable.Range(0, 64).Select(i => (byte)i)],
        SignedAt = time.GetUtcNow(),
    };
}
