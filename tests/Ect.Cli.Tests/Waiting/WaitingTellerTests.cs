using Ect.Cli.Waiting;
using Ect.Ethereum;
using Ect.Sdk.Deals;

namespace Ect.Cli.Tests.Waiting;

public sealed class WaitingTellerTests
{
    private static readonly Uri Url = new("http://scheduler.example/");
    private readonly List<string> _told = [];
    private readonly WaitingTeller _teller;

    public WaitingTellerTests() => _teller = new(null!, new DealInfo(Keccak256.Hash("deal"), null!, "{}", 1, Bytes32.Zero), null, _told.Add, static _ => "worker-7");

    [Fact]
    public void The_same_reason_of_many_tasks_is_told_once_in_one_line()
    {
        (uint, SchedulerWord)[] words = [.. Enumerable.Range(0, 8).Select(i => ((uint)i, Word("no worker is connected")))];
        _teller.Tell(words);
        _teller.Tell(words);
        _told.Should().ContainSingle().Which.Should().Contain("8 tasks (0, 1, 2, 3, 4, …)").And.Contain("no worker is connected");

        _teller.Tell([(3, Word("all workers are busy"))]);
        _told.Should().HaveCount(2).And.HaveElementAt(1, "task 3    all workers are busy");
    }

    [Fact]
    public void A_worker_that_gave_up_is_told_with_whom_it_blames()
    {
        var replica = new ReplicaWord(Address.Zero, "failed", DateTimeOffset.UnixEpoch, "dataset", "checksum differs\u001b[2J");
        _teller.Tell([(0, Word(null, replica))]);
        _teller.Tell([(0, Word(null, replica))]);
        _told.Should().ContainSingle().Which.Should().Be("task 0    worker-7 gave it back, blaming the dataset: checksum differs [2J");
    }

    [Fact]
    public void A_scheduler_that_is_away_is_told_once_and_so_is_its_return()
    {
        (uint, SchedulerWord)[] away = [(0, SchedulerWord.Away(Url, "nothing answers.")), (1, SchedulerWord.Away(Url, "nothing answers."))];
        _teller.Tell(away);
        _teller.Tell(away);
        _teller.Tell([(0, Word("one worker computes"))]);
        _told.Should().Equal($"nothing answers; the chain goes on being watched. What happens without the scheduler says `ect deal show {Keccak256.Hash("deal").ToString()[..12]}`", "the pool's scheduler answers again", "task 0    one worker computes");
    }

    private static SchedulerWord Word(string? reason, params ReplicaWord[] replicas) => new(Url, true, "waiting", reason, null, replicas);
}
