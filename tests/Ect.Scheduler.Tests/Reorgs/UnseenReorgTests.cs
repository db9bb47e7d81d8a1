using Ect.Contracts;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tests.Epochs;
using Ect.Testing;
using static Ect.Scheduler.Tests.Epochs.EpochConduct;

namespace Ect.Scheduler.Tests.Reorgs;

/// <summary>What a re-org takes back before the scheduler has read it.</summary>
public sealed class UnseenReorgTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_punishment_that_a_reorg_drops_unseen_is_repeated()
    {
        FaultyNode? node = null;
        await using var scene = await EpochScene.StartAsync([Honest, Honest, Honest, Honest, Liar], options =>
        {
            node = new(options.Rpc[0]);
            return options with { Rpc = node.Uri, ConfigureLogging = _ => { } };
        });
        await using var faulty = node!;
        faulty.HiddenTopic = EctHub.ContributionPunishedEvent.Topic.ToString();
        var chain = new ReorgChain(scene.Network);
        var deal = await scene.Pool.MatchAsync(8, 3, Ct);
        await scene.CompletedAsync(deal);
        var lies = scene.ReplicasOf(deal).Count(replica => replica.State == ReplicaState.Rejected);
        Assert.SkipWhen(lies == 0, "The draw gave the liar none of the tasks.");
        await Eventually.HoldsAsync("every lie is punished", async () => await PunishedAsync() == lies, EpochScene.Patience, Ct);

        var first = (await chain.LogsAsync(deal.Position.BlockNumber, Ct, EctHub.ContributionPunishedEvent.Topic)).Min(log => log.BlockNumber);
        await chain.ReorgAsync((int)(await scene.Network.Eth.BlockNumberAsync(Ct) - first) + 1, false, Ct);
        (await PunishedAsync()).Should().BeLessThan(lies);
        faulty.HiddenTopic = null;
        await Eventually.HoldsAsync("every lie is punished again", async () => await PunishedAsync() == lies, EpochScene.Patience, Ct);

        async Task<int> PunishedAsync() => (await chain.LogsAsync(deal.Position.BlockNumber, Ct, EctHub.ContributionPunishedEvent.Topic)).Count;
    }
}
