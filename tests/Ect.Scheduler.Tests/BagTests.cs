using System.Net.Http.Json;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Status;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Tests.Network;
using Ect.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Ect.Scheduler.Tests;

/// <summary>The whole scheduler against a real chain and workers over real gRPC.</summary>
public sealed class BagTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bag_completes_in_spite_of_a_liar_a_vanisher_and_a_silent_worker()
    {
        await using var network = await TestNetwork.StartAsync(Ct);
        using var folder = new TestFolder();
        await using var scheduler = await RunningScheduler.StartAsync(TestScheduler.Options(network, folder), Ct);
        // Four honest: three could not outweigh a liar whom the silent might yet join.
        Conduct[] conducts = [Conduct.Honest, Conduct.Honest, Conduct.Honest, Conduct.Honest, Conduct.Liar, Conduct.Vanisher, Conduct.Silent];
        await using var crew = new Crew(network, scheduler.ListenUrl, conducts, Ct);

        // All are connected before there is work, so that one task each of the first two has every villain in it.
        await Eventually.HoldsAsync("everybody is connected", async () => (await StatusAsync(scheduler)).Workers.Count == conducts.Length, Patience, Ct);
        var deal = await network.MatchAsync(6, 3, Ct);
        var store = scheduler.Services.GetRequiredService<TaskStore>();
        var ids = Ids(deal);
        var silent = crew.Workers[6].Address;

        await Eventually.HoldsAsync("only the silent worker's tasks are open", () => ids.Select(id => store.Load(id)!).All(task =>
            TaskLifecycle.Table.IsTerminal(task.Task.State)
            || (task.Task.State == TaskState.Revealing && task.Replicas.Any(replica => replica.Worker == silent && replica.State == ReplicaState.Committed))), Patience, Ct);
        ids.Should().Contain(id => store.Load(id)!.Task.State == TaskState.Revealing);
        await network.PassAsync(TestNetwork.Duration + 1);
        await Eventually.HoldsAsync("all tasks are completed", () => ids.All(id => store.Load(id)!.Task.State == TaskState.Completed), Patience, Ct);

        var replicas = ids.SelectMany(id => store.Load(id)!.Replicas).ToList();
        StatesOf(replicas, crew.Workers[4]).Should().Contain(ReplicaState.Rejected).And.NotContain(ReplicaState.Accepted);
        StatesOf(replicas, crew.Workers[5]).Should().Equal(ReplicaState.Lost);
        StatesOf(replicas, crew.Workers[6]).Should().Contain(ReplicaState.Rejected).And.NotContain(ReplicaState.Accepted);
        crew.Workers.Take(4).SelectMany(worker => StatesOf(replicas, worker)).Should().OnlyContain(state => state == ReplicaState.Accepted || state == ReplicaState.Lost);
        foreach (var id in ids)
        {
            (await network.TaskAsync(id, Ct)).Status.Should().Be(ChainTaskStatus.Completed);
            replicas.Count(replica => replica.Task == id && replica.State == ReplicaState.Accepted).Should().BeGreaterThanOrEqualTo(3);
        }

        await Eventually.HoldsAsync("the honest heard how each of their tasks ended", () => crew.Workers.Take(4).All(worker =>
            replicas.Where(replica => replica.Worker == worker.Address && replica.State == ReplicaState.Accepted).All(replica => worker.Settled.GetValueOrDefault(replica.Task) == "accepted")), Patience, Ct);
        (await StatusAsync(scheduler)).Workers.Single(worker => worker.Worker == crew.Workers[4].Address).Banned.Should().Contain("outvoted");
        foreach (var worker in crew.Workers)
        {
            (await network.Eth.CallAsync(network.Hub.AccountOf(worker.Address), cancellationToken: Ct)).Locked.IsZero.Should().BeTrue("no stake stays locked");
        }
    }

    [Fact]
    public async Task A_scheduler_that_restarts_in_the_middle_completes_the_bag()
    {
        await using var network = await TestNetwork.StartAsync(Ct);
        using var folder = new TestFolder();
        var options = TestScheduler.Options(network, folder);
        var scheduler = await RunningScheduler.StartAsync(options, Ct);
        options = options with { ListenUrl = scheduler.ListenUrl };
        await using var crew = new Crew(network, scheduler.ListenUrl, [Conduct.Honest, Conduct.Honest, Conduct.Honest], Ct);
        var ids = Ids(await network.MatchAsync(6, 2, Ct));
        for (var opened = 1; opened <= 3; opened++)
        {
            var store = scheduler.Services.GetRequiredService<TaskStore>();
            await Eventually.HoldsAsync("some work was done", () => ids.Count(id => store.Load(id)?.Replicas.Any(replica => replica.State >= ReplicaState.Committed) ?? false) >= opened, Patience, Ct);
            await scheduler.DisposeAsync();
            scheduler = await RunningScheduler.StartAsync(options, Ct);
        }

        await using var last = scheduler;
        var tasks = last.Services.GetRequiredService<TaskStore>();
        await Eventually.HoldsAsync("all tasks are completed", () => ids.All(id => tasks.Load(id)!.Task.State == TaskState.Completed), Patience, Ct);
    }

    private static IReadOnlyList<Bytes32> Ids(EctHub.DealMatchedEvent deal) =>
        [.. Enumerable.Range(0, (int)deal.Deal.Size).Select(offset => TaskId.Of(deal.Id, deal.Deal.First + (uint)offset))];

    private static IEnumerable<ReplicaState> StatesOf(IEnumerable<ReplicaRecord> replicas, TestWorker worker) =>
        replicas.Where(replica => replica.Worker == worker.Address).Select(replica => replica.State);

    private static async Task<SchedulerStatus> StatusAsync(RunningScheduler scheduler)
    {
        using var http = new HttpClient();
        return (await http.GetFromJsonAsync(new Uri(scheduler.StatusUrl!, "status"), StatusJson.Default.SchedulerStatus, Ct))!;
    }
}
