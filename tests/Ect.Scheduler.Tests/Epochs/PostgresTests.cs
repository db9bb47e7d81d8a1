using Ect.Scheduler.Tests.Network;
using Ect.Testing;
using static Ect.Scheduler.Tests.Epochs.EpochConduct;

namespace Ect.Scheduler.Tests.Epochs;

public sealed class PostgresTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bag_goes_on_when_the_scheduler_ends_and_the_one_that_stood_by_takes_over()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null && Environment.GetEnvironmentVariable("CI") is null, PostgresServer.Missing ?? "");
        var database = PostgresServer.NewDatabase();
        await using var scene = await EpochScene.StartAsync([Honest, Honest, Honest, Honest, Liar], options => options with { Database = database });
        using var folder = new TestFolder();
        var standby = scene.StandByAsync(folder);
        var first = await scene.Pool.MatchAsync(20, 2, Ct);
        await scene.CompletedAsync(first);
        standby.IsCompleted.Should().BeFalse("one leads");

        var second = await scene.Pool.MatchAsync(20, 2, Ct);
        await scene.ReplaceAsync(standby);
        await scene.CompletedAsync(second);
        await scene.RightAsync(first);
        await scene.RightAsync(second);
        scene.Crew.Complaints.Should().BeEmpty();
    }
}
