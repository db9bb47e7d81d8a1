using Ect.Contracts;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Replicas;
using Ect.Testing;
using static Ect.Scheduler.Tests.Epochs.EpochConduct;

namespace Ect.Scheduler.Tests.Epochs;

public sealed class EpochReorgTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_anchor_that_a_reorg_removes_is_sent_again()
    {
        await using var scene = await EpochScene.StartAsync([Honest, Honest], options => options with { SilenceGrace = TimeSpan.FromMinutes(2) });
        scene.Crew.Gates.Open = false;
        var deal = await scene.Pool.MatchAsync(2, 2, Ct);
        await scene.ReachesAsync(EpochState.Anchored);
        var epoch = scene.Epochs.Live().First(epoch => epoch.State == EpochState.Anchored);

        await scene.Network.ReorgAsync(1);
        await Eventually.HoldsAsync("the loss is seen", () => scene.Epochs.History(epoch.Number).Any(move => move is { FromState: "Anchored", ToState: "Closed" }), EpochScene.Patience, Ct);
        await Eventually.HoldsAsync("it is anchored again", () => scene.Epochs.Find(epoch.Number)!.State == EpochState.Anchored, EpochScene.Patience, Ct);
        var chain = await scene.Network.Eth.CallAsync(scene.Network.Hub.EpochOf(scene.Network.Scheduler.Address, epoch.Number), cancellationToken: Ct);
        chain.IsRoot(epoch.Root!.Value).Should().BeTrue();

        scene.Crew.Gates.Open = true;
        await scene.CompletedAsync(deal);
        await scene.RightAsync(deal);
    }

    [Fact]
    public async Task A_settlement_that_a_reorg_removes_is_sent_again_with_the_same_signatures()
    {
        await using var scene = await EpochScene.StartAsync([Honest, Honest]);
        var deal = await scene.Pool.MatchAsync(2, 2, Ct);
        await scene.CompletedAsync(deal);
        var task = EpochPool.TasksOf(deal)[0];
        var epoch = scene.Tasks.Find(task)!.Epoch!.Value;
        scene.Crew.Gates.Sign = false;

        await scene.Network.ReorgAsync(1);
        await Eventually.HoldsAsync("the loss is seen", () => scene.Tasks.History(task).Any(move => move is { FromState: "Completed", ToState: "Running" }), EpochScene.Patience, Ct);
        await scene.CompletedAsync(deal);
        await scene.RightAsync(deal);
        scene.Tasks.Find(task)!.Epoch.Should().Be(epoch);
        scene.ReplicasOf(deal).Should().OnlyContain(replica => replica.State == ReplicaState.Accepted);
        scene.Epochs.Find(epoch)!.State.Should().Be(EpochState.Settled);
    }

    [Fact]
    public async Task Anchor_and_settlement_that_a_reorg_removes_together_come_back()
    {
        await using var scene = await EpochScene.StartAsync([Honest, Honest]);
        var deal = await scene.Pool.MatchAsync(1, 2, Ct);
        await scene.CompletedAsync(deal);
        var epoch = scene.Epochs.Find(scene.Tasks.Find(EpochPool.TasksOf(deal)[0])!.Epoch!.Value)!;
        var depth = (int)(await scene.Network.Eth.BlockNumberAsync(Ct) - epoch.AnchorBlock!.Value) + 1;

        await scene.Network.ReorgAsync(depth);
        await Eventually.HoldsAsync("the loss is seen", () => scene.Epochs.History(epoch.Number).Any(move => move is { FromState: "Settled", ToState: "Closed" }), EpochScene.Patience, Ct);
        await scene.CompletedAsync(deal);
        await scene.RightAsync(deal);
    }
}
