using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Chain;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Tests.Network;
using Ect.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Ect.Scheduler.Tests.Chain;

/// <summary>A scheduler and workers over nodes of which one is bad.</summary>
public sealed class FaultyNodeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_one_bad_endpoint_of_three_every_task_is_done_and_the_store_says_what_the_chain_says()
    {
        await using var network = await TestNetwork.StartAsync(Ct, 2);
        await network.Eth.CallAsync("anvil_mine", "0x32");
        await using var good = new FaultyNode(network.Node.HttpUri);
        await using var bad = new FaultyNode(network.Node.HttpUri);
        using var folder = new TestFolder();
        var options = TestScheduler.Options(network, folder) with { Rpc = new RpcEndpoints(bad.Uri, good.Uri, network.Node.HttpUri), ConfigureLogging = null };
        await using var scheduler = await RunningScheduler.StartAsync(options, Ct);
        await using var crew = new Crew(network, scheduler.ListenUrl, [Conduct.Honest, Conduct.Honest], Ct);
        var tasks = scheduler.Services.GetRequiredService<TaskStore>();
        foreach (var trouble in Enum.GetValues<NodeTrouble>())
        {
            bad.Trouble = trouble;
            await CompletedAsync(network, tasks, await network.MatchAsync(1, 2, Ct), $"in spite of {trouble}");
        }

        scheduler.Services.GetRequiredService<ChainHealth>().Reorgs.Should().Be(0, "the chain never went back, whatever one node said");
    }

    [Fact]
    public async Task With_a_single_endpoint_work_goes_on_when_it_is_well_again()
    {
        await using var network = await TestNetwork.StartAsync(Ct, 2);
        await network.Eth.CallAsync("anvil_mine", "0x32");
        await using var node = new FaultyNode(network.Node.HttpUri);
        using var folder = new TestFolder();
        await using var scheduler = await RunningScheduler.StartAsync(TestScheduler.Options(network, folder) with { Rpc = node.Uri, RescanInterval = TimeSpan.FromSeconds(1), MaxBackoff = TimeSpan.FromMilliseconds(500), ConfigureLogging = null }, Ct);
        await using var crew = new Crew(network, scheduler.ListenUrl, [Conduct.Honest, Conduct.Honest], Ct);
        var tasks = scheduler.Services.GetRequiredService<TaskStore>();
        await CompletedAsync(network, tasks, await network.MatchAsync(1, 2, Ct), "before any trouble");
        foreach (var trouble in Enum.GetValues<NodeTrouble>().Where(trouble => trouble is not NodeTrouble.Hangs))
        {
            node.Trouble = trouble;
            var deal = await network.MatchAsync(1, 2, Ct);
            await Eventually.HoldsAsync($"it was asked while it {trouble}", () => node.Troubled >= 8, Patience, Ct);
            node.Trouble = NodeTrouble.None;
            await CompletedAsync(network, tasks, deal, $"after it {trouble}");
        }
    }

    [Fact]
    public async Task Events_that_a_node_leaves_out_are_found_in_the_block_itself()
    {
        await using var network = await TestNetwork.StartAsync(Ct, 1);
        await using var node = new FaultyNode(network.Node.HttpUri) { Trouble = NodeTrouble.HidesEvents };
        using var folder = new TestFolder();
        await using var scheduler = await RunningScheduler.StartAsync(TestScheduler.Options(network, folder) with { Rpc = node.Uri }, Ct);
        await using var crew = new Crew(network, scheduler.ListenUrl, [Conduct.Honest], Ct);
        await CompletedAsync(network, scheduler.Services.GetRequiredService<TaskStore>(), await network.MatchAsync(2, 1, Ct), "although eth_getLogs tells nothing");
    }

    [Fact]
    public async Task Events_that_a_node_denied_altogether_are_found_by_reading_the_newest_blocks_again()
    {
        await using var network = await TestNetwork.StartAsync(Ct, 1);
        await using var node = new FaultyNode(network.Node.HttpUri) { Trouble = NodeTrouble.HidesEventsWell };
        using var folder = new TestFolder();
        await using var scheduler = await RunningScheduler.StartAsync(TestScheduler.Options(network, folder) with { Rpc = node.Uri, RescanInterval = TimeSpan.FromSeconds(1) }, Ct);
        var deal = await network.MatchAsync(1, 1, Ct);
        var health = scheduler.Services.GetRequiredService<ChainHealth>();
        var tasks = scheduler.Services.GetRequiredService<TaskStore>();
        await Eventually.HoldsAsync("the deal's block is read", () => health.Head?.Number >= deal.Position.BlockNumber, Patience, Ct);
        tasks.LoadOpen().Should().BeEmpty("nothing told of the deal");

        node.Trouble = NodeTrouble.None;
        await using var crew = new Crew(network, scheduler.ListenUrl, [Conduct.Honest], Ct);
        await CompletedAsync(network, tasks, deal, "although its events came late");
    }

    private static async Task CompletedAsync(TestNetwork network, TaskStore tasks, EctHub.DealMatchedEvent deal, string because)
    {
        for (uint offset = 0; offset < deal.Deal.Size; offset++)
        {
            var id = TaskId.Of(deal.Id, deal.Deal.First + offset);
            await Eventually.HoldsAsync($"the task is completed {because}", () => tasks.Find(id)?.State == TaskState.Completed, Patience, Ct);
            (await network.TaskAsync(id, Ct)).Status.Should().Be(ChainTaskStatus.Completed);
        }
    }
}
