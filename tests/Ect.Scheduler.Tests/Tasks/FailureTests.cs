using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Protocol.Deals;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Tests.Network;
using Ect.Testing;
using Ect.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace Ect.Scheduler.Tests.Tasks;

public sealed class FailureTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TaskStore Tasks => fixture.Scheduler.Services.GetRequiredService<TaskStore>();

    private OpenTasks Open => fixture.Scheduler.Services.GetRequiredService<OpenTasks>();

    [Fact]
    public async Task A_task_that_a_worker_cannot_do_goes_to_another_one()
    {
        await using var broken = Worker(0);
        await broken.LoginAsync(Ct);
        var task = await MatchAsync();
        await FailAsync(broken, Blame.Worker, "disk full");
        await Eventually.HoldsAsync("the failure is noted", () => Tasks.Load(task)!.Replicas.Any(replica => replica is { State: ReplicaState.Failed, Blame: "Worker" }), cancellationToken: Ct);

        await using var sound = Worker(1);
        await sound.LoginAsync(Ct);
        await sound.OpenAsync(await sound.CommitAsync(await sound.GetAssignmentAsync(Ct), "truth", Ct));
        await Eventually.HoldsAsync("the other one completes it", () => Tasks.Load(task)!.Task.State == TaskState.Completed, cancellationToken: Ct);
    }

    [Fact]
    public async Task A_task_that_nobody_contributes_to_is_declined_in_time_and_says_meanwhile_why()
    {
        var task = await MatchAsync();
        for (var number = 2; number < 4; number++)
        {
            await using var worker = Worker(number);
            await worker.LoginAsync(Ct);
            await FailAsync(worker, Blame.App, "block bafkrei… is nowhere");
            await Eventually.HoldsAsync("the complaint is noted", () => Tasks.Load(task)!.Replicas.Any(replica => replica.Worker == worker.Address && replica.State == ReplicaState.Failed), cancellationToken: Ct);
        }

        await Eventually.HoldsAsync("the task waits with a reason that names app and cause", () =>
            Open.Find(task)!.Task.Reason is { } reason && reason.Contains("2 workers could not do it and blame the app: block bafkrei… is nowhere", StringComparison.Ordinal), cancellationToken: Ct);
        var requester = fixture.Network.Requester.Address;
        var before = await fixture.Network.Eth.CallAsync(fixture.Network.Hub.AccountOf(requester), cancellationToken: Ct);

        await fixture.Network.PassAsync((8 * TestNetwork.Duration) + 1);
        await Eventually.HoldsAsync("the task is declined", () => Tasks.Find(task)!.State == TaskState.Failed, cancellationToken: Ct);
        (await fixture.Network.TaskAsync(task, Ct)).Status.Should().Be(ChainTaskStatus.Failed);
        var after = await fixture.Network.Eth.CallAsync(fixture.Network.Hub.AccountOf(requester), cancellationToken: Ct);
        after.Locked.Should().BeLessThan(before.Locked, "the prices are free again");
        var stake = Tasks.Load(task)!.Deal.Terms.SchedulerStake;
        var logs = await fixture.Network.Eth.GetLogsAsync(new LogFilter { FromBlock = BlockTag.Earliest, Addresses = [fixture.Network.Hub.Address], Topics = [[EctHub.BurnedEvent.Topic], null, [task]] }, Ct);
        logs.Select(log => EctHub.BurnedEvent.TryDecode(log, out var burned) ? burned.Amount : 0).Should().Equal([stake / HubRules.DeclinePenaltyDivisor], "the rest of the stake is the pool owner's again");
    }

    [Fact]
    public async Task A_settlement_that_somebody_else_made_is_no_error()
    {
        await using var worker = Worker(4);
        await worker.LoginAsync(Ct);
        var task = await MatchAsync();
        var assignment = await worker.GetAssignmentAsync(Ct);
        var opened = await worker.CommitAsync(assignment, "truth", Ct);
        await fixture.Network.Requester.SendAsync(fixture.Network.Hub.Finalize(
            DealCodec.Decode(assignment.Deal.Span),
            assignment.Index,
            [new(worker.Address, Bytes32.FromBytes(opened.ResultHash.Span), Bytes32.FromBytes(opened.Salt.Span))],
            new(Bytes32.FromBytes(opened.Digest.Span), false, [])), cancellationToken: Ct);
        await worker.OpenAsync(opened);
        await Eventually.HoldsAsync("the end is seen", () => Tasks.Find(task)!.State == TaskState.Completed, cancellationToken: Ct);
        Tasks.Load(task)!.Replicas.Should().ContainSingle(replica => replica.State == ReplicaState.Accepted);
    }

    private async Task<Bytes32> MatchAsync()
    {
        var deal = await fixture.Network.MatchAsync(1, 1, Ct);
        return TaskId.Of(deal.Id, deal.Deal.First);
    }

    private static async Task FailAsync(TestWorker worker, Blame blame, string message)
    {
        var assignment = await worker.GetAssignmentAsync(Ct);
        await worker.SendAsync(new() { Failed = new() { Task = assignment.Task, Blame = blame, Message = message } });
    }

    private TestWorker Worker(int number) => new(fixture.Network, fixture.Network.Worker(number), fixture.Scheduler.ListenUrl);
}
