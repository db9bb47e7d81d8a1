using System.Net.Http.Json;
using Ect.Contracts;
using Ect.Ethereum.Transactions;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Chain;
using Ect.Scheduler.Status;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Tests.Network;
using Ect.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Ect.Scheduler.Tests.Chain;

public sealed class ChainTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_chain_a_missing_hub_a_used_folder_and_a_taken_port_are_refused_with_the_reason()
    {
        await using var network = await TestNetwork.StartAsync(Ct, 1);
        using var folder = new TestFolder();
        var options = TestScheduler.Options(network, folder);

        await Refused<ChainMismatchException>(options with { Deployment = options.Deployment with { ChainId = 5 } }, "*serves chain 31337, not chain 5*", new TestFolder());
        await Refused<DeploymentException>(options with { Deployment = options.Deployment with { Hub = network.Requester.Address } }, "*No contract stands at the hub's address*", new TestFolder());

        await using var running = await RunningScheduler.StartAsync(options, Ct);
        await Refused<InvalidOperationException>(options, "*Another scheduler already works on*", null);
        await Refused<InvalidOperationException>(options with { ListenUrl = running.ListenUrl }, "*in use*another port*", new TestFolder());
    }

    [Fact]
    public async Task The_file_of_another_pool_is_refused()
    {
        await using var network = await TestNetwork.StartAsync(Ct, 1);
        using var folder = new TestFolder();
        var options = TestScheduler.Options(network, folder);
        await using (await RunningScheduler.StartAsync(options, Ct))
        {
        }

        await Refused<InvalidOperationException>(options with { Pool = network.Pool + 1 }, "*belongs to scheduler*give it its own data folder*", null);
        await using var same = await RunningScheduler.StartAsync(options, Ct);
    }

    [Fact]
    public async Task A_chain_that_is_down_shows_in_the_status_and_work_goes_on_when_it_is_back()
    {
        using var state = new TestFolder();
        await using var network = await TestNetwork.StartAsync(Ct, 1, Path.Combine(state.Path, "state.json"));
        using var folder = new TestFolder();
        await using var scheduler = await RunningScheduler.StartAsync(TestScheduler.Options(network, folder), Ct);
        await network.Node.StopAsync();
        await Eventually.HoldsAsync("the status says so", async () => (await StatusAsync(scheduler)).Chain.Error?.Contains("does not answer", StringComparison.Ordinal) ?? false, TimeSpan.FromMinutes(1), Ct);
        (await StatusAsync(scheduler)).Warnings.Should().Contain(warning => warning.Contains("cannot be read"));

        await network.Node.RestartAsync(Ct);
        await Eventually.HoldsAsync("the chain is read again", async () => (await StatusAsync(scheduler)).Chain.Error is null, TimeSpan.FromMinutes(1), Ct);
        var deal = await network.MatchAsync(2, 1, Ct);
        await Eventually.HoldsAsync("the new deal's tasks wait with a reason", async () => (await StatusAsync(scheduler)).OpenTasks
            .Count(task => task.Deal == deal.Id && task.State == nameof(TaskState.Waiting) && task.Reason!.Contains("no worker that may work is connected", StringComparison.Ordinal)) == 2, TimeSpan.FromMinutes(1), Ct);
    }

    [Fact]
    public async Task A_chain_whose_block_0_was_made_anew_is_read_from_the_beginning()
    {
        await using var network = await TestNetwork.StartAsync(Ct, 1);
        var deal = await network.MatchAsync(1, 1, Ct);
        await using var node = new FaultyNode(network.Node.HttpUri) { HasAnotherGenesis = true };
        using var folder = new TestFolder();
        var options = TestScheduler.Options(network, folder);
        await using var scheduler = await RunningScheduler.StartAsync(options with { Rpc = node.Uri, Deployment = options.Deployment with { FromBlock = 0 } }, Ct);
        var tasks = scheduler.Services.GetRequiredService<TaskStore>();
        await Eventually.HoldsAsync("the deal is known", () => tasks.LoadOpen().Any(task => task.Deal.Id == deal.Id), cancellationToken: Ct);
    }

    [Fact]
    public async Task A_chain_that_is_set_back_is_read_again_from_there()
    {
        await using var network = await TestNetwork.StartAsync(Ct, 1);
        using var folder = new TestFolder();
        await using var scheduler = await RunningScheduler.StartAsync(TestScheduler.Options(network, folder), Ct);
        var kept = await network.MatchAsync(1, 1, Ct);
        var lost = await network.MatchAsync(1, 1, Ct);
        var tasks = scheduler.Services.GetRequiredService<TaskStore>();
        await Eventually.HoldsAsync("both deals are known", () => tasks.LoadOpen().Count == 2, cancellationToken: Ct);

        // As by a node that is started with an older state file.
        await network.Eth.CallAsync("anvil_rollback", 1);
        await Eventually.HoldsAsync("the deal that is gone is gone", () => tasks.LoadOpen().Select(task => task.Deal.Id).SequenceEqual([kept.Id]), cancellationToken: Ct);
        var health = scheduler.Services.GetRequiredService<ChainHealth>();
        await Eventually.HoldsAsync("its head is the block before", () => health.Head!.Number == lost.Position.BlockNumber - 1, cancellationToken: Ct);
    }

    [Fact]
    public async Task A_chain_that_was_thrown_away_is_named_and_the_store_is_left_as_it_is()
    {
        await using var network = await TestNetwork.StartAsync(Ct, 1);
        using var folder = new TestFolder();
        await using var scheduler = await RunningScheduler.StartAsync(TestScheduler.Options(network, folder), Ct);
        await network.MatchAsync(1, 1, Ct);
        var tasks = scheduler.Services.GetRequiredService<TaskStore>();
        await Eventually.HoldsAsync("the deal is known", () => tasks.LoadOpen().Count == 1, cancellationToken: Ct);

        await network.Node.KillAsync(); // It keeps no state.
        await network.Node.RestartAsync(Ct);
        await Eventually.HoldsAsync(
            "the status says what to do", async () => (await StatusAsync(scheduler)).Chain.Error is { } error && error.Contains("thrown away", StringComparison.Ordinal) && error.Contains(folder.Path, StringComparison.Ordinal),
            TimeSpan.FromMinutes(1), Ct);
        tasks.LoadOpen().Should().HaveCount(1);
    }

    [Fact]
    public async Task A_scheduler_that_the_pool_did_not_appoint_says_so()
    {
        await using var network = await TestNetwork.StartAsync(Ct, 1);
        using var folder = new TestFolder();
        await using var scheduler = await RunningScheduler.StartAsync(TestScheduler.Options(network, folder) with { Key = network.Worker(0) }, Ct);
        (await StatusAsync(scheduler)).Warnings.Should().ContainSingle(warning => warning.Contains("can appoint this key with setScheduler"));
        var deal = await network.MatchAsync(1, 1, Ct);
        await Eventually.HoldsAsync("the deal's block is read", () => scheduler.Services.GetRequiredService<ChainHealth>().Head?.Number >= deal.Position.BlockNumber, cancellationToken: Ct);
        (await StatusAsync(scheduler)).OpenTasks.Should().BeEmpty("the deal names another scheduler");
    }

    private static async Task Refused<TException>(SchedulerOptions options, string message, TestFolder? folder)
        where TException : Exception
    {
        using (folder)
        {
            var act = () => SchedulerHost.RunAsync(folder is null ? options : options with { DataFolder = folder.Path }, Ct);
            (await act.Should().ThrowAsync<TException>()).WithMessage(message);
        }
    }

    private static async Task<SchedulerStatus> StatusAsync(RunningScheduler scheduler)
    {
        using var http = new HttpClient();
        return (await http.GetFromJsonAsync(new Uri(scheduler.StatusUrl!, "status"), StatusJson.Default.SchedulerStatus, Ct))!;
    }
}
