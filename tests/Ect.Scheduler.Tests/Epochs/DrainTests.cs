using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Why;
using Ect.Testing;
using static Ect.Scheduler.Tests.Epochs.EpochConduct;

namespace Ect.Scheduler.Tests.Epochs;

public sealed class DrainTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scheduler_that_drains_ends_what_workers_have_gives_out_nothing_and_stops()
    {
        await using var scene = await EpochScene.StartAsync([Honest, Honest]);
        scene.Crew.Gates.Open = false;
        var begun = await scene.Pool.MatchAsync(4, 2, Ct);
        await Eventually.HoldsAsync("the tasks are anchored", () => scene.ReplicasOf(begun).Count(replica => replica.Epoch is not null) == 8, EpochScene.Patience, Ct);

        await scene.StopAsync();
        var waiting = await scene.Pool.MatchAsync(3, 2, Ct);
        await scene.StartAgainAsync(options => options with { Drain = true });
        await Eventually.HoldsAsync(
            "the new tasks say why they wait", () => EpochPool.TasksOf(waiting).All(task => scene.Open.ReasonOf(task)?.Kind == TaskReasons.PoolDrains), EpochScene.Patience, Ct);
        scene.Scheduler.Ended.IsCompleted.Should().BeFalse("openings are missing");

        scene.Crew.Gates.Open = true;
        await scene.Scheduler.Ended.WaitAsync(EpochScene.Patience, Ct);
        EpochPool.TasksOf(begun).Should().OnlyContain(task => scene.Tasks.Find(task)!.State == TaskState.Completed, "they ended before it stopped");
        await scene.StopAsync();
        await scene.StartAgainAsync(options => options with { Drain = false });
        await scene.CompletedAsync(waiting);
        await scene.RightAsync(begun);
        await scene.RightAsync(waiting);
    }
}
