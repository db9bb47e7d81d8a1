using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Wire;
using Ect.Worker.Assignments;
using Ect.Worker.Contributions;
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
    private readonly SelfAssigner assigner;
    private int slots = 8;

    public SelfAssignerTests()
    {
        chain = new MemoryChain(Samples.WorkerKey.Address, time);
        journal = new ContributionJournal(folder.Path, NullLogger.Instance);
        var options = new WorkerOptions
        {
            Rpc = new("http://127.0.0.1:1"),
            Deployment = new(31337, Samples.Fill(1), Samples.Fill(1), Samples.Fill(1), Samples.Fill(1), Samples.Fill(1), 0),
            Content = new("http://127.0.0.1:2"),
            SchedulerUrl = new("http://127.0.0.1:3"),
            Pool = 22,
            Key = Samples.WorkerKey,
            DataFolder = "unused",
            SelfAssign = true,
        };
        assigner = new SelfAssigner(options, chain, journal, () => slots - assigned.Count, assigned.Add, time, NullLogger.Instance);
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

    [Theory]
    [InlineData(400, 0)]
    [InlineData(401, 4)]
    [InlineData(800, 4)]
    [InlineData(801, 0)]
    public async Task It_waits_for_the_scheduler_and_stops_when_nothing_is_taken_any_more(int second, int tasks)
    {
        await RunAsync(second);
        assigned.Should().HaveCount(tasks);
    }

    /// <summary>More seats are drawn as time passes: who was refused may be admitted then.</summary>
    [Fact]
    public async Task What_came_to_nothing_is_tried_again_a_duration_later()
    {
        slots = 100;
        await RunAsync(401);
        await RunAsync(499);
        assigned.Should().HaveCount(4);
        await RunAsync(500);
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
    public async Task What_is_settled_computed_or_has_votes_enough_is_left_alone()
    {
        chain.Settle(Samples.SchedulerKey.Address, 1, Bytes32.FromNumber(1), TaskId.Of(Samples.Deal, 5));
        chain.AddStranger(TaskId.Of(Samples.Deal, 6), Samples.Fill(1));
        journal.Add(Samples.Record(index: 8));
        await RunAsync();
        assigned.Should().ContainSingle().Which.Index.Should().Be(7u);
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

    public void Dispose() => folder.Dispose();

    private Task RunAsync(int second = 401)
    {
        time.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds((long)Samples.Start + second));
        return assigner.RunOnceAsync(TestContext.Current.CancellationToken);
    }

    private void Match(Deal deal) => chain.Matched.Add(new MatchedDeal(DealId.Of(deal), deal, "", new LogPosition(Samples.Fill(1), 1, Bytes32.Zero, Bytes32.Zero, 0)));
}
