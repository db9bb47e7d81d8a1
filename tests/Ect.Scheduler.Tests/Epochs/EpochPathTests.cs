using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tests.Network;
using Ect.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Ect.Scheduler.Tests.Epochs.EpochConduct;

namespace Ect.Scheduler.Tests.Epochs;

/// <summary>The epoch path against a real chain and workers over real gRPC.</summary>
public sealed class EpochPathTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bag_is_settled_off_chain_and_everybody_is_paid_told_and_can_prove_it()
    {
        await using var scene = await EpochScene.StartAsync([Honest, Honest, Honest]);
        var deal = await scene.Pool.MatchAsync(6, 3, Ct);
        await scene.CompletedAsync(deal);

        await scene.RightAsync(deal);
        scene.ReplicasOf(deal).Should().OnlyContain(replica => replica.State == ReplicaState.Accepted).And.HaveCount(18);
        await Eventually.HoldsAsync("all heard of it", () => scene.Crew.Workers.All(worker => EpochPool.TasksOf(deal).All(task => worker.Settled.GetValueOrDefault(task) == "accepted")), EpochScene.Patience, Ct);
        scene.Crew.Complaints.Should().BeEmpty();
        scene.Crew.Workers.Should().OnlyContain(worker => worker.Receipts == 6);
        foreach (var worker in scene.Crew.Workers)
        {
            var seat = await scene.Network.Eth.CallAsync(scene.Network.Hub.SeatOf(worker.Address), cancellationToken: Ct);
            (seat.Earned * HubClient.Gwei).Should().Be(6 * HubClient.EpochReward(deal.Deal, 3));
        }

        var hub = new HubClient(scene.Network.Eth, scene.Network.Deployment);
        var history = await hub.TaskHistoryAsync(deal.Deal, deal.Deal.First + 5, ct: Ct);
        history.Completion!.Digest.Should().Be(EpochWorker.DigestOf(EpochPool.TasksOf(deal)[5], "truth"));
        history.Contributors.Select(part => part.Worker).Should().BeEquivalentTo(scene.Crew.Workers.Select(worker => worker.Address));
        history.Contributors.Should().OnlyContain(part => part.Outcome == ContributionOutcome.Accepted && part.Amount == HubClient.EpochReward(deal.Deal, 3));
    }

    [Fact]
    public async Task Deals_of_one_pool_share_a_settlement()
    {
        await using var scene = await EpochScene.StartAsync([Honest, Honest], options => options with { EpochInterval = TimeSpan.FromSeconds(15) }, slots: 40);
        scene.Crew.Gates.Open = false;
        var deals = new[] { await scene.Pool.MatchAsync(3, 2, Ct), await scene.Pool.MatchAsync(3, 1, Ct), await scene.Pool.MatchAsync(2, 2, Ct, poolMode: DealMode.Private) };
        scene.Crew.Gates.Open = true;
        foreach (var deal in deals)
        {
            await scene.CompletedAsync(deal);
            await scene.RightAsync(deal);
        }

        scene.Crew.Complaints.Should().BeEmpty();
        deals.SelectMany(EpochPool.TasksOf).Select(task => scene.Tasks.Find(task)!.Epoch).Distinct().Count().Should().BeLessThan(deals.Length + 1);
    }

    [Fact]
    public async Task A_liar_is_outvoted_slashed_and_gets_no_more_work()
    {
        await using var scene = await EpochScene.StartAsync([Honest, Honest, Honest, Honest, Honest, Liar]);
        var deal = await scene.Pool.MatchAsync(12, 3, Ct);
        await scene.CompletedAsync(deal);

        await scene.RightAsync(deal);
        var liar = scene.Crew.Workers[5].Address;
        var lies = scene.ReplicasOf(deal).Where(replica => replica.Worker == liar && replica.State != ReplicaState.Lost).ToList();
        lies.Should().NotBeEmpty().And.OnlyContain(replica => replica.State == ReplicaState.Rejected);
        await Eventually.HoldsAsync("every lie is punished", async () => (await BondAsync(scene, liar)) == EpochPool.Bond - (lies.Count * EpochPool.Stake), EpochScene.Patience, Ct);
        scene.ReplicasOf(deal).Where(replica => replica.Worker != liar).Should().OnlyContain(replica => replica.State == ReplicaState.Accepted || replica.State == ReplicaState.Lost);

        var hub = new HubClient(scene.Network.Eth, scene.Network.Deployment);
        var index = scene.Tasks.Find(lies[0].Task)!.Index;
        (await hub.TaskHistoryAsync(deal.Deal, index, ct: Ct)).Contributors.Should().Contain(part => part.Worker == liar && part.Outcome == ContributionOutcome.Rejected && part.Amount == EpochPool.Stake);
        scene.Crew.Workers.Take(5).SelectMany(worker => worker.Complaints).Should().BeEmpty();
    }

    [Fact]
    public async Task Who_vanishes_never_opens_or_never_signs_is_left_out()
    {
        await using var scene = await EpochScene.StartAsync([Honest, Honest, Honest, Honest, Vanishes, NeverOpens, NeverSigns]);
        var deal = await scene.Pool.MatchAsync(6, 3, Ct);
        await scene.CompletedAsync(deal);

        await scene.RightAsync(deal);
        var honest = scene.Crew.Workers.Take(4).Select(worker => worker.Address).ToHashSet();
        scene.ReplicasOf(deal).Where(replica => replica.State == ReplicaState.Accepted).Should().OnlyContain(replica => honest.Contains(replica.Worker));
        scene.ReplicasOf(deal).Where(replica => !honest.Contains(replica.Worker)).Should().OnlyContain(replica => replica.State == ReplicaState.Lost || replica.State == ReplicaState.Released);
        foreach (var worker in scene.Crew.Workers)
        {
            (await BondAsync(scene, worker.Address)).Should().Be(EpochPool.Bond, "silence is no proven fault");
        }
    }

    [Fact]
    public async Task What_takes_a_worker_much_longer_than_others_is_given_to_an_idle_one_too()
    {
        await using var scene = await EpochScene.StartAsync(
            [Honest, Honest, Honest, Stalls], options => options with { SpareAfter = 2, SpareAge = TimeSpan.FromSeconds(5), AssignmentSlack = TimeSpan.FromHours(2) });
        var deal = await scene.Pool.MatchAsync(24, 1, Ct);
        await scene.CompletedAsync(deal);

        await scene.RightAsync(deal);
        var stalled = scene.ReplicasOf(deal).Where(replica => replica.Worker == scene.Crew.Workers[3].Address).ToList();
        stalled.Should().NotBeEmpty().And.OnlyContain(replica => replica.State == ReplicaState.Lost, "its tasks ended without it");
        var replicas = scene.Scheduler.Services.GetRequiredService<ReplicaStore>();
        foreach (var task in stalled.Select(replica => replica.Task))
        {
            var spare = scene.Tasks.Load(task)!.Replicas.Single(replica => replica.State == ReplicaState.Accepted);
            replicas.History(task, spare.Worker)[0].Evidence.Should().Contain("as a spare");
        }

        scene.ReplicasOf(deal).Count().Should().Be(24 + stalled.Count, "nobody else had company");
    }

    [Fact]
    public async Task A_consumer_gets_the_data_after_the_settlement()
    {
        await using var scene = await EpochScene.StartAsync([Honest, Honest]);
        var deployed = await scene.Network.Requester.SendAsync(null, OracleConsumer.Deploy(scene.Network.Hub.Address), cancellationToken: Ct);
        var consumer = new OracleConsumer(deployed.ContractAddress!.Value);
        var deal = await scene.Pool.MatchAsync(2, 2, Ct, consumer.Address);
        await scene.CompletedAsync(deal);

        await scene.RightAsync(deal);
        foreach (var task in EpochPool.TasksOf(deal))
        {
            await Eventually.HoldsAsync("the consumer has the result", () => scene.Network.Eth.CallAsync(consumer.HasResult(task), cancellationToken: Ct), EpochScene.Patience, Ct);
            (await scene.Network.Eth.CallAsync(consumer.ResultOf(task), cancellationToken: Ct)).Should().Equal("truth"u8.ToArray());
        }
    }

    [Fact]
    public async Task A_task_that_nobody_signs_for_falls_back_and_is_finalised_on_chain()
    {
        await using var scene = await EpochScene.StartAsync([Honest, Honest]);
        scene.Crew.Gates.Sign = false;
        var deal = await scene.Pool.MatchAsync(1, 2, Ct);
        var task = EpochPool.TasksOf(deal)[0];
        await scene.ReachesAsync(EpochState.Proposed);
        await scene.Network.PassAsync((7 * TestNetwork.Duration) + 1);
        await Eventually.HoldsAsync("the task leaves the epoch path", () => scene.Tasks.Find(task)!.Path == TaskPath.Direct, EpochScene.Patience, Ct);

        foreach (var worker in scene.Crew.Workers)
        {
            await worker.ContributeOnChainAsync(task, Ct);
        }

        await scene.CompletedAsync(deal);
        (await scene.Network.TaskAsync(task, Ct)).Status.Should().Be(ChainTaskStatus.Completed);
        scene.ReplicasOf(deal).Should().OnlyContain(replica => replica.State == ReplicaState.Accepted);
    }

    [Fact]
    public async Task A_pool_without_seats_and_a_deal_that_demands_it_take_the_direct_path()
    {
        await using var scene = await EpochScene.StartAsync([Honest]);
        var deal = await scene.Pool.MatchAsync(1, 1, Ct, mode: DealMode.Direct);
        await Eventually.HoldsAsync("its path is decided", () => scene.Tasks.Find(EpochPool.TasksOf(deal)[0])?.Path == TaskPath.Direct, EpochScene.Patience, Ct);

        await scene.Network.Sender(2).SendAsync(scene.Network.Hub.LeaveSeat(scene.Network.Pool), cancellationToken: Ct);
        scene.Scheduler.Services.GetRequiredService<Scheduler.Epochs.SeatBook>().Forget();
        var other = await scene.Pool.MatchAsync(1, 1, Ct, poolMode: DealMode.Private);
        await Eventually.HoldsAsync("its path is decided", () => scene.Tasks.Find(EpochPool.TasksOf(other)[0])?.Path is TaskPath.Direct, EpochScene.Patience, Ct);
    }

    [Fact]
    public async Task A_seat_given_back_in_the_middle_costs_neither_a_loop_of_anchors_nor_the_result()
    {
        await using var scene = await EpochScene.StartAsync([Honest, Honest, Honest]);
        scene.Crew.Gates.Open = false;
        var deal = await scene.Pool.MatchAsync(1, 2, Ct);
        var task = EpochPool.TasksOf(deal)[0];
        await scene.ReachesAsync(EpochState.Anchored);
        var gone = scene.Tasks.Load(task)!.Replicas[0].Worker;
        await scene.Network.Sender(2 + scene.Crew.Workers.Index().First(worker => worker.Item.Address == gone).Index).SendAsync(scene.Network.Hub.LeaveSeat(scene.Network.Pool), cancellationToken: Ct);
        scene.Crew.Gates.Open = true;

        await scene.CompletedAsync(deal);
        await scene.RightAsync(deal);
        scene.ReplicasOf(deal).Where(replica => replica.State == ReplicaState.Accepted).Should().HaveCount(2).And.NotContain(replica => replica.Worker == gone);
        scene.Epochs.CountByState().Values.Sum().Should().BeLessThan(6);
    }

    private static async Task<System.Numerics.BigInteger> BondAsync(EpochScene scene, Address worker) =>
        (await scene.Network.Eth.CallAsync(scene.Network.Hub.SeatOf(worker), cancellationToken: Ct)).Bond * HubClient.Gwei;
}
