using Ect.Cli.Waiting;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Sdk.Deals;
using Ect.Sdk.Tasks;

namespace Ect.Cli.Tests.Waiting;

public sealed class BlameTests
{
    private const ulong Start = 1_000_000;
    private static readonly Uri Url = new("http://scheduler.example/");

    [Fact]
    public void Nobody_is_blamed_for_a_good_result_or_a_task_on_its_way()
    {
        Blame.Of(Task(ChainTaskStatus.Completed), Start, null).Should().BeNull();
        Blame.Of(Task(ChainTaskStatus.Unset), Start, Word("running")).Should().BeNull();
        Blame.Of(Task(ChainTaskStatus.Unset), Start, SchedulerWord.NoPage).Should().BeNull();
        Blame.Of(Task(ChainTaskStatus.Unset), Start, SchedulerWord.Unknown(Url)).Should().BeNull();
    }

    [Fact]
    public void An_agreed_failure_is_the_apps_and_says_how()
    {
        var blame = Blame.Of(Task(ChainTaskStatus.Completed) with { AppFailed = true }, Start, null, "it ran out of fuel");
        blame!.Party.Should().Be("app");
        blame.Why.Should().EndWith("it ran out of fuel");
    }

    [Fact]
    public void A_scheduler_that_is_away_is_the_pools_fault() =>
        Blame.Of(Task(ChainTaskStatus.Unset), Start, SchedulerWord.Away(Url, "refused"))!.Party.Should().Be("pool");

    [Fact]
    public void A_deadline_that_passed_in_silence_is_the_pools_fault()
    {
        Blame.Of(Task(ChainTaskStatus.Unset), Start + 1_000_000, SchedulerWord.NoPage)!.Party.Should().Be("pool");
        Blame.Of(Task(ChainTaskStatus.Failed), Start, null)!.Party.Should().Be("pool");
    }

    [Theory]
    [InlineData("dataset", "dataset", "dataset", "network")]
    [InlineData("network", "network")]
    [InlineData("app", "worker", "app")]
    public void Whom_most_workers_blame_is_to_blame(string party, params string[] complaints)
    {
        var word = Word("waiting", [.. complaints.Select((blamed, i) => Replica(i, "failed", blamed))]);
        Blame.Of(Task(ChainTaskStatus.Unset), Start, word)!.Party.Should().Be(party);
        Blame.Of(Task(ChainTaskStatus.Failed), Start, word)!.Party.Should().Be(party);
    }

    [Fact]
    public void Workers_that_vanished_are_to_blame_themselves() =>
        Blame.Of(Task(ChainTaskStatus.Unset), Start, Word("waiting", Replica(1, "lost", null)))!.Party.Should().Be("worker");

    [Fact]
    public void Workers_that_committed_and_did_not_reveal_are_to_blame_for_a_failed_task()
    {
        var silent = new ContributorInfo(Address.Zero, ContributorOutcome.Silent, 2, null, null, null);
        var blame = Blame.Of(Task(ChainTaskStatus.Failed) with { Contributors = [silent, silent with { Outcome = ContributorOutcome.Released }] }, Start, null);
        blame!.Party.Should().Be("worker");
        blame.Why.Should().StartWith("1 of 2 workers never revealed");
    }

    private static SchedulerWord Word(string state, params ReplicaWord[] replicas) => new(Url, true, state, null, null, replicas);

    private static ReplicaWord Replica(int at, string state, string? blame) => new(Address.Zero, state, DateTimeOffset.UnixEpoch.AddSeconds(at), blame, "because");

    private static TaskInfo Task(ChainTaskStatus status)
    {
        var none = Address.Zero;
        var terms = new Deal(Bytes32.Zero, 0, 1, 1, 0, 1, none, none, none, none, none, none, none, none, 0, 0, 1, 0, 0, 0, 0, 0, 2, 0, 60, Start, Bytes32.Zero, Bytes32.Zero);
        return new(Bytes32.Zero, new DealInfo(Bytes32.Zero, terms, "{}", 1, Bytes32.Zero), 0, status, [], 0, false, null, false);
    }
}
