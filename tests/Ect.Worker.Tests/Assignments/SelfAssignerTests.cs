using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Wire;
using Ect.Worker.Assignments;
using Ect.Worker.Contributions;
using Ect.Worker.Machine;
using Ect.Worker.Tests.Integration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Worker.Tests.Assignments;

public sealed class SelfAssignerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeSeconds((long)Samples.Start));
    private readonly List<Assignment> assigned = [];
    private readonly MemoryChain chain;
    private readonly ContributionJournal journal;
    private readonly CollectedLog log = new();
    private WorkerOptions options = new()
    {
        Rpc = new("http://127.0.0.1:1"),
        Deployment = new(31337, Samples.Fill(1), Samples.Fill(1), Samples.Fill(1), Samples.Fill(1), Samples.Fill(1), 0),
        Content = new("http://127.0.0.1:2"),
        SchedulerUrls = [new("http://127.0.0.1:3")],
        Pool = 22,
        Key = Samples.WorkerKey,
        DataFolder = "unused",
    };

    private SelfAssigner? assigner;
    private int slots = 8;
    private DateTimeOffset? assignedAt;

    public SelfAssignerTests()
    {
        chain = new MemoryChain(Samples.WorkerKey.Address, time);
        journal = new ContributionJournal(folder.Path, NullLogger.Instance);
        Match(Samples.Deal);
    }

    [Fact]
    public async Task Every_task_that_lies_about_is_taken_once_and_without_authorization()
    {
        await RunAsync();
        await RunAsync();
        assigned.Select(a => a.Index).Should().BeEquivalentTo([5u, 6u, 7u, 8u]);
        assigned.Should().OnlyContain(a => a.Authorization.IsEmpty && !a.EpochPath);
        assigned.Select(a => Bytes32.FromBytes(a.Task.Span)).Should().OnlyHaveUniqueItems();
    }

    /// <summary>The category's duration is 100 s; 10 s are the margin before the deadline.</summary>
    [Theory]
    [InlineData(400, 0)]
    [InlineData(501, 4)]
    [InlineData(690, 4)]
    [InlineData(691, 0)]
    public async Task It_waits_for_the_scheduler_and_stops_when_there_is_no_time_left(int second, int tasks)
    {
        await RunAsync(second);
        assigned.Should().HaveCount(tasks);
    }

    /// <summary>Else all idle workers would compute the same at the same time.</summary>
    [Fact]
    public async Task Each_task_has_its_turn_within_the_fifth_duration_another_at_each_worker()
    {
        var turns = new uint[] { 5, 6, 7, 8 }.ToDictionary(index => index, index => UnaskedDecision.TurnOf(Samples.Deal, TaskId.Of(Samples.Deal, index), chain.Worker));
        turns.Values.Should().OnlyHaveUniqueItems().And.OnlyContain(turn => turn > Samples.Start + 400 && turn <= Samples.Start + 500);
        foreach (var (index, turn) in turns.OrderBy(pair => pair.Value))
        {
            turn.Should().NotBe(UnaskedDecision.TurnOf(Samples.Deal, TaskId.Of(Samples.Deal, index), Samples.Fill(1)));
            await RunAsync((int)(turn - Samples.Start) - 1);
            assigned.Should().NotContain(a => a.Index == index);
            await RunAsync((int)(turn - Samples.Start));
            assigned.Should().Contain(a => a.Index == index);
        }
    }

    /// <summary>A download that failed may succeed then.</summary>
    [Fact]
    public async Task What_came_to_nothing_is_tried_again_a_duration_later()
    {
        slots = 100;
        await RunAsync(501);
        await RunAsync(599);
        assigned.Should().HaveCount(4);
        await RunAsync(600);
        assigned.Should().HaveCount(8);
    }

    [Fact]
    public async Task No_more_are_taken_than_there_are_slots()
    {
        slots = 3;
        await RunAsync();
        assigned.Should().HaveCount(3);
        slots = 4;
        await RunAsync();
        assigned.Should().HaveCount(4);
    }

    [Fact]
    public async Task What_is_settled_computed_or_has_votes_enough_is_left_alone_and_not_looked_at_again()
    {
        chain.Settle(Samples.SchedulerKey.Address, 1, Bytes32.FromNumber(1), TaskId.Of(Samples.Deal, 5));
        chain.AddStranger(TaskId.Of(Samples.Deal, 6), Samples.Fill(1));
        journal.Add(Samples.Record(index: 8));
        await RunAsync();
        assigned.Should().ContainSingle().Which.Index.Should().Be(7u);
        var looks = chain.Looks;
        await RunAsync();
        chain.Looks.Should().Be(looks);
    }

    [Fact]
    public async Task A_task_that_lacks_votes_on_the_direct_path_is_joined()
    {
        chain.Matched.Clear();
        var deal = Samples.Deal with { Trust = 2, Size = 1 };
        Match(deal);
        chain.AddStranger(TaskId.Of(deal, 5), Samples.Fill(1));
        await RunAsync();
        assigned.Should().ContainSingle();
    }

    [Fact]
    public async Task Private_pools_and_other_pools_are_left_alone()
    {
        chain.Matched.Clear();
        Match(Samples.Deal with { Mode = DealMode.Private });
        Match(Samples.Deal with { Pool = 23 });
        await RunAsync();
        assigned.Should().BeEmpty();
    }

    [Fact]
    public async Task A_scheduler_that_gives_work_is_left_its_tasks_until_time_runs_short()
    {
        assignedAt = At(550);
        await RunAsync(600);
        assigned.Should().BeEmpty();
        Told("the scheduler is at work");
        assignedAt = At(601);
        await RunAsync(601);
        assigned.Should().HaveCount(4);
    }

    [Fact]
    public async Task A_scheduler_that_has_given_nothing_for_a_duration_is_not_waited_for()
    {
        assignedAt = At(400);
        await RunAsync(501);
        assigned.Should().HaveCount(4);
    }

    [Fact]
    public async Task What_pays_too_little_is_left_alone_and_the_log_says_so_once()
    {
        options = options with { MinReward = 883 };
        await RunAsync();
        await RunAsync(502);
        assigned.Should().BeEmpty();
        Told("this worker asks for");
    }

    [Fact]
    public async Task What_costs_too_much_stake_is_left_alone()
    {
        options = options with { MaxStake = 49 };
        await RunAsync();
        assigned.Should().BeEmpty();
        Told("locks at most");
    }

    [Fact]
    public async Task Without_tokens_for_the_stake_nothing_is_computed()
    {
        chain.Free = 49;
        await RunAsync();
        assigned.Should().BeEmpty();
        Told("ect wallet deposit");
    }

    [Fact]
    public async Task Without_coin_for_the_transactions_of_all_that_is_under_way_nothing_is_computed()
    {
        journal.Add(Samples.Record(index: 8));
        var leftOut = Samples.EpochRecord(ContributionState.Computed, index: 5);
        journal.Add(leftOut);
        journal.Move(journal.Move(leftOut, ContributionState.Receipted), ContributionState.LeftOut); // nothing is at stake there
        chain.Gas = (2 * UnaskedDecision.GasOfTask) - 1;
        await RunAsync();
        assigned.Should().BeEmpty();
        Told("does not pay for");
        chain.Gas += 1;
        await RunAsync();
        assigned.Should().HaveCount(2);
    }

    [Fact]
    public async Task Who_sat_down_after_the_match_leaves_the_deal_alone()
    {
        chain.Seat = chain.Seat with { Since = (uint)Samples.Start };
        await RunAsync();
        assigned.Should().BeEmpty();
        Told("seat");
    }

    [Fact]
    public async Task Tasks_that_drew_others_are_not_computed_until_the_draw_is_wider()
    {
        // Width 4, then 8 and 16, of 16 seats.
        chain.Roster = new(1, 16, 0);
        await RunAsync(499);
        var atFirst = assigned.Count;
        atFirst.Should().BeLessThan(4);
        Told("some of them drew others");
        await RunAsync(600);
        assigned.Select(a => a.Index).Distinct().Should().HaveCount(4, "with so many drawn every seat is");
    }

    [Fact]
    public async Task A_draw_that_nobody_fixed_in_time_is_made_anew_before_anything_is_computed()
    {
        chain.Roster = new(1, 16, 0);
        chain.Seed = null;
        await RunAsync();
        chain.Transactions.Should().Equal("draw");
        assigned.Should().BeEmpty();
        chain.Seed = Bytes32.FromNumber(7);
        await RunAsync();
        assigned.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Where_every_seat_is_drawn_no_draw_is_needed()
    {
        chain.Seed = null;
        await RunAsync();
        chain.Transactions.Should().BeEmpty();
        assigned.Should().HaveCount(4);
    }

    [Fact]
    public async Task Nothing_is_said_of_a_deal_whose_tasks_have_all_ended()
    {
        options = options with { MinReward = 883 };
        chain.Settle(Samples.SchedulerKey.Address, 1, Bytes32.FromNumber(1), [.. new uint[] { 5, 6, 7, 8 }.Select(index => TaskId.Of(Samples.Deal, index))]);
        await RunAsync();
        log.Lines.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"needs":{"hosts":"processor"}}""", "machines of one class")]
    [InlineData("""{"needs":{"runtime":"oci"}}""", "the runtime oci")]
    [InlineData("""{"needs":{"requirements":"TARGET.Score > 200"}}""", "TARGET.Score > 200")]
    public async Task What_this_machine_cannot_do_alone_is_left(string parameters, string reason)
    {
        chain.Matched.Clear();
        Match(Samples.Deal with { ParamsHash = Keccak256.Hash(parameters) }, parameters);
        await RunAsync();
        assigned.Should().BeEmpty();
        Told(reason);
    }

    public void Dispose() => folder.Dispose();

    private static DateTimeOffset At(int second) => DateTimeOffset.FromUnixTimeSeconds((long)Samples.Start + second);

    private void Told(string part) => log.Lines.Should().ContainSingle(line => line.Contains("so does this worker", StringComparison.Ordinal)).Which.Should().Contain(part);

    private Task RunAsync(int second = 501)
    {
        time.SetUtcNow(At(second));
        assigner ??= new SelfAssigner(options, Samples.Machine, WorkerAd.Read(options with { DataFolder = folder.Path }, Samples.Machine, 100), chain, journal, () => slots - assigned.Count, () => assignedAt, assigned.Add, time, log);
        return assigner.RunOnceAsync(TestContext.Current.CancellationToken);
    }

    private void Match(Deal deal, string parameters = "") => chain.Matched.Add(new MatchedDeal(DealId.Of(deal), deal, parameters, new LogPosition(Samples.Fill(1), 1, Bytes32.Zero, Bytes32.Zero, 0)));
}
