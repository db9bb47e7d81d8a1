using Ect.Ethereum;
using Ect.Worker.Contributions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ect.Worker.Tests.Contributions;

public sealed class ContributionJournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void What_is_written_is_read_back_whole_by_the_next_process()
    {
        var record = Samples.Record() with { AppFailed = true, CallbackData = [1, 2, 3] };
        Reopen().Add(record);
        Reopen().Open.Should().ContainSingle().Which.Should().BeEquivalentTo(record);
    }

    [Fact]
    public void Only_the_owner_can_read_the_salt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes; there the folder's access list protects it.");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Reopen().Add(Samples.Record());
        var file = Directory.EnumerateFiles(folder.Path, "*.json").Single();
        File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_task_has_one_contribution_for_ever()
    {
        var journal = Reopen();
        journal.Add(Samples.Record());
        journal.Invoking(j => j.Add(Samples.Record())).Should().Throw<InvalidOperationException>();
        journal.Move(journal.Open.Single(), ContributionState.Settled, "accepted");
        Reopen().Invoking(j => j.Add(Samples.Record())).Should().Throw<InvalidOperationException>("a settled task is remembered too");
    }

    [Fact]
    public void Every_step_survives_a_restart_and_settled_ones_are_no_longer_open()
    {
        Reopen().Add(Samples.Record());
        foreach (var state in new[] { ContributionState.Committed, ContributionState.Opened })
        {
            var journal = Reopen();
            journal.Move(journal.Open.Single(), state);
            Reopen().Open.Single().State.Should().Be(state);
        }

        var last = Reopen();
        last.Move(last.Open.Single(), ContributionState.Settled, "released");
        Reopen().Open.Should().BeEmpty();
        Reopen().Find(Samples.Task)!.Outcome.Should().Be("released");
    }

    [Fact]
    public void Every_step_of_the_epoch_path_survives_a_restart_with_what_the_scheduler_said()
    {
        Reopen().Add(Samples.EpochRecord(ContributionState.Computed));
        var part = Samples.EpochRecord(ContributionState.Computed).Epoch!;
        foreach (var (state, news) in new[]
        {
            (ContributionState.Receipted, part = part with { Number = 7, Receipt = [1, 2, 3], ReceiptEpoch = 7 }),
            (ContributionState.Anchored, part = part with { Number = 8, Root = Bytes32.FromNumber(5) }),
            (ContributionState.Shown, part),
            (ContributionState.Stalled, part),
            (ContributionState.LeftOut, part),
        })
        {
            var journal = Reopen();
            var moved = journal.Move(journal.Open.Single(), state, epoch: news);
            Reopen().Open.Single().Should().BeEquivalentTo(moved);
            moved.Epoch.Should().BeEquivalentTo(news);
            moved.IsOnEpochPath.Should().Be(state is not (ContributionState.Stalled or ContributionState.LeftOut));
        }
    }

    [Fact]
    public void News_that_move_nothing_survive_a_restart_too()
    {
        var journal = Reopen();
        journal.Add(Samples.EpochRecord(ContributionState.Computed));
        journal.Note(journal.Open.Single(), journal.Open.Single().Epoch! with { Number = 9 });
        Reopen().Open.Single().Epoch!.Number.Should().Be(9);
        Reopen().FindOpen(Samples.Task)!.State.Should().Be(ContributionState.Computed);
    }

    [Fact]
    public void A_contribution_of_the_direct_path_is_never_on_the_epoch_path()
    {
        foreach (var state in Enum.GetValues<ContributionState>())
        {
            Samples.Record(state: state).IsOnEpochPath.Should().BeFalse();
        }
    }

    [Fact]
    public void The_lifecycle_never_goes_back()
    {
        foreach (var from in Enum.GetValues<ContributionState>())
        {
            Reachable(from).Should().NotContain(from, "no way leads back");
            (ContributionLifecycle.IsTerminal(from) || Reachable(from).Contains(ContributionState.Settled)).Should().BeTrue($"{from} comes to an end");
        }

        Reachable(ContributionState.Stalled).Should().NotContain([ContributionState.Receipted, ContributionState.Anchored, ContributionState.Shown]);
        Reachable(ContributionState.Settled).Should().BeEmpty();
    }

    private static HashSet<ContributionState> Reachable(ContributionState from)
    {
        var reached = new HashSet<ContributionState>();
        var next = new Queue<ContributionState>([from]);
        while (next.TryDequeue(out var state))
        {
            foreach (var to in Enum.GetValues<ContributionState>().Where(to => ContributionLifecycle.CanMove(state, to) && reached.Add(to)))
            {
                next.Enqueue(to);
            }
        }

        return reached;
    }

    [Fact]
    public void A_crash_in_the_middle_of_a_write_leaves_the_old_version()
    {
        Reopen().Add(Samples.Record());
        var file = Directory.EnumerateFiles(folder.Path, "*.json").Single();
        File.WriteAllText(file + ".half", "{\"task\": \"0x");

        Reopen().Open.Should().ContainSingle().Which.Should().BeEquivalentTo(Samples.Record());
        File.Exists(file + ".half").Should().BeFalse();
    }

    [Fact]
    public void A_file_that_was_settled_but_not_yet_moved_is_not_resumed()
    {
        var journal = Reopen();
        journal.Add(Samples.Record());
        var file = Directory.EnumerateFiles(folder.Path, "*.json").Single();
        journal.Move(journal.Open.Single(), ContributionState.Settled, "accepted");
        File.Move(Path.Combine(folder.Path, "settled", Path.GetFileName(file)), file);
        Reopen().Open.Should().BeEmpty();
    }

    [Fact]
    public void A_damaged_file_is_set_aside_and_the_others_are_resumed()
    {
        Reopen().Add(Samples.Record());
        File.WriteAllText(Path.Combine(folder.Path, "0x00.json"), "not json");
        Reopen().Open.Should().ContainSingle();
        File.Exists(Path.Combine(folder.Path, "0x00.json.unreadable")).Should().BeTrue();
    }

    public void Dispose() => folder.Dispose();

    private ContributionJournal Reopen() => new(folder.Path, NullLogger.Instance);
}
