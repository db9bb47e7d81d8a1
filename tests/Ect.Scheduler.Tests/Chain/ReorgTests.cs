using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Chain;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Tests.Network;
using Ect.Scheduler.Tests.Reorgs;
using Ect.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Ect.Scheduler.Tests.Chain;

public sealed class ReorgTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private TestNetwork _network = null!;
    private FaultyNode _node = null!;
    private RunningScheduler _scheduler = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TaskStore Tasks => _scheduler.Services.GetRequiredService<TaskStore>();

    private ChainHealth Health => _scheduler.Services.GetRequiredService<ChainHealth>();

    public async ValueTask InitializeAsync()
    {
        _network = await TestNetwork.StartAsync(Ct, 2);
        _node = new(_network.Node.HttpUri);
        _scheduler = await RunningScheduler.StartAsync(TestScheduler.Options(_network, _folder) with { Rpc = _node.Uri, Lease = TimeSpan.FromMinutes(5) }, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _scheduler.DisposeAsync();
        await _node.DisposeAsync();
        await _network.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_deal_that_a_reorg_removes_vanishes()
    {
        var task = await DealAsync();
        await _network.ReorgAsync(1);
        await Eventually.HoldsAsync("the task has vanished", () => Tasks.Find(task)!.State == TaskState.Vanished, cancellationToken: Ct);
        (await _network.Eth.CallAsync(_network.Hub.IsDeal(Tasks.Find(task)!.Deal), cancellationToken: Ct)).Should().BeFalse();
        Health.Reorgs.Should().BeGreaterThan(0);
    }

    [Fact]
    public async Task A_deal_that_is_mined_again_comes_back_and_completes()
    {
        // The same orders in a block of the same time make the same deal.
        var before = await _network.Eth.CallAsync("evm_snapshot");
        var time = (await _network.Eth.GetBlockAsync(Ethereum.Rpc.BlockTag.Latest, Ct))!.Timestamp + 5;
        var orders = _network.Orders(1, 1);
        await _network.Eth.CallAsync("evm_setNextBlockTimestamp", time);
        var task = Id(await _network.MatchAsync(orders, Ct));
        await Eventually.HoldsAsync("the task is known", () => Tasks.Find(task) is not null, cancellationToken: Ct);

        await _network.Eth.CallAsync("evm_revert", before.GetString());
        await Eventually.HoldsAsync("the task has vanished", () => Tasks.Find(task)!.State == TaskState.Vanished, cancellationToken: Ct);
        await _network.Eth.CallAsync("evm_setNextBlockTimestamp", time);
        Id(await _network.MatchAsync(orders, Ct)).Should().Be(task);
        await Eventually.HoldsAsync("the task is back", () => Tasks.Find(task)!.State == TaskState.Waiting, cancellationToken: Ct);

        await using var worker = await LoggedInAsync();
        await worker.OpenAsync(await worker.CommitAsync(await worker.GetAssignmentAsync(Ct), "truth", Ct));
        await Eventually.HoldsAsync("the task is completed", () => Tasks.Find(task)!.State == TaskState.Completed, cancellationToken: Ct);
        Tasks.History(task).Select(move => move.ToState).Should().ContainInOrder("Waiting", "Vanished", "Waiting", "Running", "Settling", "Completed");
    }

    [Fact]
    public async Task A_commitment_that_a_reorg_removes_counts_again_when_it_is_mined_again()
    {
        var deal = await _network.MatchAsync(1, 2, Ct);
        var task = Id(deal);
        await using var worker = await LoggedInAsync();
        var assignment = await worker.GetAssignmentAsync(Ct);
        var before = await _network.Eth.BlockNumberAsync(Ct);
        var opened = await worker.CommitAsync(assignment, "truth", Ct);
        await worker.OpenAsync(opened);
        await Eventually.HoldsAsync("it is opened", () => ReplicaOf(task, worker) == ReplicaState.Opened, cancellationToken: Ct);

        await new ReorgChain(_network).DropAsync(before + 1);
        await Eventually.HoldsAsync("the commitment is gone", () => ReplicaOf(task, worker) == ReplicaState.Assigned, cancellationToken: Ct);
        (await _network.TaskAsync(task, Ct)).Contributors.Should().Be(0);
        await worker.ContributeAsync(assignment, opened, Ct);
        await Eventually.HoldsAsync("the kept opening counts without being sent again", () => ReplicaOf(task, worker) == ReplicaState.Opened, cancellationToken: Ct);
    }

    [Fact]
    public async Task A_commitment_that_a_reorg_removes_before_its_block_was_read_counts_when_it_is_mined_again()
    {
        var task = Id(await _network.MatchAsync(1, 2, Ct));
        await using var worker = await LoggedInAsync();
        var assignment = await worker.GetAssignmentAsync(Ct);
        var before = await _network.Eth.BlockNumberAsync(Ct);
        _node.Head = before;
        var opened = await worker.CommitAsync(assignment, "truth", Ct);
        await worker.OpenAsync(opened);
        while ((await worker.NextAsync(Ct)).OpenedAccepted is null)
        {
            // What it was told before.
        }

        await new ReorgChain(_network).DropAsync(before + 1);
        _node.Head = null;
        var after = await _network.Eth.BlockNumberAsync(Ct);
        await Eventually.HoldsAsync("the new blocks are read", () => Health.Head!.Number >= after, cancellationToken: Ct);
        ReplicaOf(task, worker).Should().Be(ReplicaState.Assigned, "no block that was read has a commitment");
        (await _network.TaskAsync(task, Ct)).Contributors.Should().Be(0);
        await worker.ContributeAsync(assignment, opened, Ct);
        await Eventually.HoldsAsync("the kept opening counts without being sent again", () => ReplicaOf(task, worker) == ReplicaState.Opened, cancellationToken: Ct);
    }

    [Fact]
    public async Task A_settlement_that_a_reorg_removes_is_done_again()
    {
        var task = await DealAsync();
        await using var worker = await LoggedInAsync();
        await worker.OpenAsync(await worker.CommitAsync(await worker.GetAssignmentAsync(Ct), "truth", Ct));
        await Eventually.HoldsAsync("the task is completed", () => Tasks.Find(task)!.State == TaskState.Completed, cancellationToken: Ct);

        await _network.ReorgAsync(1);
        await Eventually.HoldsAsync("the loss is seen", () => Tasks.History(task).Any(move => move is { FromState: "Completed", ToState: "Running" }), cancellationToken: Ct);
        await Eventually.HoldsAsync("the task is completed again", () => Tasks.Find(task)!.State == TaskState.Completed, cancellationToken: Ct);
        (await _network.TaskAsync(task, Ct)).Status.Should().Be(ChainTaskStatus.Completed);
        ReplicaOf(task, worker).Should().Be(ReplicaState.Accepted);
    }

    [Fact]
    public async Task A_reorg_deeper_than_the_memory_reads_everything_again()
    {
        var task = await DealAsync();
        await _network.Eth.CallAsync("anvil_mine", "0x12c");
        await Eventually.HoldsAsync("the new blocks are read", () => Health.Head!.Number >= 300, cancellationToken: Ct);
        await _network.Eth.CallAsync("anvil_rollback", 299);
        await Eventually.HoldsAsync("the scheduler has found its way back", async () => Health.Head!.Number == await _network.Eth.BlockNumberAsync(Ct), cancellationToken: Ct);
        await Eventually.HoldsAsync("the deal is known again", () => Tasks.Find(task)!.State == TaskState.Waiting, cancellationToken: Ct);
    }

    [Fact]
    public async Task A_store_that_contradicts_the_chain_after_a_reorg_reads_everything_again()
    {
        var task = await DealAsync();
        await using var worker = await LoggedInAsync();
        var assignment = await worker.GetAssignmentAsync(Ct);

        // A contribution that the store has missed, as after a fault of the node.
        var database = _scheduler.Services.GetRequiredService<Scheduler.Storage.Database>();
        await _network.PassAsync(1);
        var opened = await worker.CommitAsync(assignment, "truth", Ct);
        await Eventually.HoldsAsync("the commitment is seen", () => ReplicaOf(task, worker) == ReplicaState.Committed, cancellationToken: Ct);
        await database.WriteAsync(unit =>
        {
            unit.Execute("UPDATE replicas SET state = 'Lost'");
            unit.Execute("UPDATE tasks SET recheck = 1");
            unit.TouchEverything();
        }, Ct);
        await Eventually.HoldsAsync("the commitment is seen again", () => ReplicaOf(task, worker) == ReplicaState.Committed, cancellationToken: Ct);
        await worker.OpenAsync(opened);
        await Eventually.HoldsAsync("the task is completed", () => Tasks.Find(task)!.State == TaskState.Completed, cancellationToken: Ct);
    }

    private async Task<Bytes32> DealAsync()
    {
        var task = Id(await _network.MatchAsync(1, 1, Ct));
        await Eventually.HoldsAsync("the task is known", () => Tasks.Find(task) is not null, cancellationToken: Ct);
        return task;
    }

    private async Task<TestWorker> LoggedInAsync()
    {
        var worker = new TestWorker(_network, _network.Worker(0), _scheduler.ListenUrl);
        await worker.LoginAsync(Ct);
        return worker;
    }

    private ReplicaState? ReplicaOf(Bytes32 task, TestWorker worker) =>
        Tasks.Load(task)?.Replicas.SingleOrDefault(replica => replica.Worker == worker.Address)?.State;

    private static Bytes32 Id(EctHub.DealMatchedEvent deal) => TaskId.Of(deal.Id, deal.Deal.First);
}
