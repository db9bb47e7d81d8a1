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
    public void The_lifecycle_never_goes_back()
    {
        foreach (var from in Enum.GetValues<ContributionState>())
        {
            foreach (var to in Enum.GetValues<ContributionState>())
            {
                var legal = to > from && (to == ContributionState.Settled || to == from + 1);
                ContributionLifecycle.CanMove(from, to).Should().Be(legal, $"{from} to {to}");
            }
        }
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
