using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Tests.Network;

namespace Ect.Scheduler.Tests.Tasks;

public sealed class BlameRuleTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);

    [Theory]
    [InlineData("App", "App", true)]
    [InlineData("Dataset", "Request", true)]
    [InlineData("App", "Worker", false)]
    [InlineData("Network", "Network", false)]
    [InlineData("App", null, false)]
    public void A_task_waits_when_enough_workers_blame_what_was_bought(string first, string? second, bool waits)
    {
        var task = SampleDeals.Task("a", 0, 0, SampleDeals.Replica(1, ReplicaState.Failed, first, Now), SampleDeals.Replica(2, ReplicaState.Failed, second, Now));
        (BlameRule.Waits(task, 2) is not null).Should().Be(waits);
    }

    [Fact]
    public void The_pause_grows_with_the_complaints_and_the_reason_names_the_blamed()
    {
        TimeSpan Pause(int complaints) => BlameRule.Waits(SampleDeals.Task("a", 0, 0, [.. Enumerable.Range(1, complaints).Select(n => SampleDeals.Replica(n, ReplicaState.Failed, "App", Now))]), 2)!.Value.Until - Now;

        Pause(3).Should().Be(2 * Pause(2));
        Pause(30).Should().Be(TimeSpan.FromMinutes(10));
        BlameRule.Waits(SampleDeals.Task("a", 0, 0, SampleDeals.Replica(1, ReplicaState.Failed, "App", Now)), 1)!.Value.Reason.Text.Should().Contain("blame the app: no such content");
    }

    [Fact]
    public void Who_complained_and_then_committed_does_not_count() =>
        BlameRule.Waits(SampleDeals.Task("a", 0, 0, SampleDeals.Replica(1, ReplicaState.Committed, "App", Now), SampleDeals.Replica(2, ReplicaState.Failed, "App", Now)), 2)
            .Should().BeNull();
}
