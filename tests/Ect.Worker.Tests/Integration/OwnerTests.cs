using Ect.Contracts;
using Ect.Ethereum;
using Ect.Testing;
using Ect.Wire;
using Ect.Worker.Preferences;
using Ect.Worker.Status;

namespace Ect.Worker.Tests.Integration;

/// <summary>A worker whose owner wants the machine for himself now and then.</summary>
public sealed class OwnerTests(TestNetwork network) : IClassFixture<TestNetwork>
{
    private static readonly string MonteCarlo = RepositoryRoot.File("samples", "monte-carlo", "monte-carlo.wasm");
    private const string LongRun = "3000000000";

    [Fact]
    public async Task A_worker_that_is_paused_tells_the_scheduler_takes_nothing_and_goes_on_when_it_may()
    {
        using var folder = new TemporaryFolder();
        var preferences = new PreferencesFile(folder.Path);
        preferences.Write(new() { Rest = new() });
        await using var scheduler = await TestScheduler.StartAsync(network);
        var key = await network.NewWorkerAsync();
        await using var worker = RunningWorker.Start(network, key, scheduler.Url, folder.Path);
        var connection = await scheduler.NextAsync();
        await Eventually.HoldsAsync("it says that it rests", () => connection.LastHeartbeat is { FreeSlots: 0, Resting.Reason: RestReason.ByHand }, cancellationToken: Cancellation);
        var (deal, parameters) = await network.BuyAsync(MonteCarlo, """{"args":["1000"]}""");
        await connection.AssignAsync(network.Assign(deal, parameters, 0, key.Address));
        (await connection.NextAsync()).Declined.Reason.Should().StartWith("Resting: ByHand");
        await Eventually.HoldsAsync("the status says why", () => Status(folder) is { State: WorkerState.Paused, Rest.Cause: RestCause.ByHand, Scheduler.ConnectedSince: not null, Money: not null }, cancellationToken: Cancellation);

        preferences.Write(new());
        await Eventually.HoldsAsync("it asks for work", () => connection.LastHeartbeat is { FreeSlots: 2, Resting: null }, cancellationToken: Cancellation);
        await connection.AssignAsync(network.Assign(deal, parameters, 0, key.Address));
        (await connection.NextAsync()).BodyCase.Should().Be(WorkerMessage.BodyOneofCase.Committed);
    }

    [Fact]
    public async Task A_task_that_is_paused_is_finished_after_that_with_the_same_result()
    {
        using var folders = new TemporaryFolder();
        await using var scheduler = await TestScheduler.StartAsync(network);
        var (deal, parameters) = await network.BuyAsync(MonteCarlo, $$"""{"args":["{{LongRun}}"]}""", category: TestNetwork.LongCategory);
        var free = await ComputeAsync(scheduler, folders["free"], deal, parameters, static (_, _) => Task.CompletedTask);
        var held = await ComputeAsync(scheduler, folders["held"], deal, parameters, async (folder, connection) =>
        {
            var preferences = new PreferencesFile(folder);
            await Eventually.HoldsAsync("it runs", () => StatusFile.Read(folder, TimeProvider.System)?.Tasks is [{ Phase: "running" }], cancellationToken: Cancellation);
            preferences.Write(new() { Rest = new() });
            await Eventually.HoldsAsync("it is held", () => StatusFile.Read(folder, TimeProvider.System) is { State: WorkerState.Paused, Tasks: [{ Phase: "paused" }] }, cancellationToken: Cancellation);
            var computed = StatusFile.Read(folder, TimeProvider.System)!;
            await Eventually.HoldsAsync("the status is written again", () => StatusFile.Read(folder, TimeProvider.System)!.UpdatedAt > computed.UpdatedAt, cancellationToken: Cancellation);
            StatusFile.Read(folder, TimeProvider.System)!.Tasks[0].ComputedSeconds.Should().Be(computed.Tasks[0].ComputedSeconds, "its time stands");
            connection.LastHeartbeat!.Running.Should().HaveCount(1, "the scheduler sees that it still has the task");
            preferences.Write(new());
        });

        held.Digest.Should().Equal(free.Digest);
    }

    [Fact]
    public async Task A_task_that_would_be_late_is_given_back_at_once_and_nothing_is_at_stake()
    {
        using var folder = new TemporaryFolder();
        await using var scheduler = await TestScheduler.StartAsync(network);
        var key = await network.NewWorkerAsync();
        await using var worker = RunningWorker.Start(network, key, scheduler.Url, folder.Path);
        var connection = await scheduler.NextAsync();
        var (deal, parameters) = await network.BuyAsync(MonteCarlo, $$"""{"args":["{{LongRun}}0"]}""", category: TestNetwork.LongCategory);
        await connection.AssignAsync(network.Assign(deal, parameters, 0, key.Address));
        await Eventually.HoldsAsync("it runs", () => Status(folder)?.Tasks is [{ Phase: "running" }], cancellationToken: Cancellation);
        new PreferencesFile(folder.Path).Write(new() { Rest = new(TimeProvider.System.GetUtcNow().AddHours(2)) });

        (await connection.NextAsync()).Declined.Reason.Should().StartWith("Resting: the machine's owner needs it");
        await Eventually.HoldsAsync("nothing runs", () => Status(folder) is { State: WorkerState.Paused, Tasks: [] }, cancellationToken: Cancellation);
        (await network.AccountAsync(key.Address)).Locked.Should().Be(0);
    }

    [Fact]
    public async Task Preferences_with_a_mistake_stop_a_start_and_change_nothing_while_it_runs()
    {
        using var folder = new TemporaryFolder();
        await using var scheduler = await TestScheduler.StartAsync(network);
        var key = await network.NewWorkerAsync();
        await File.WriteAllTextAsync(folder["preferences.json"], """{"hours": "weekends"}""", Cancellation);
        await using (var refused = RunningWorker.Start(network, key, scheduler.Url, folder.Path))
        {
            await FluentActions.Awaiting(() => refused.Run).Should().ThrowAsync<WorkerStartException>().WithMessage("*preferences.json*'weekends' is no day*");
        }

        File.Delete(folder["preferences.json"]);
        await using var worker = RunningWorker.Start(network, key, scheduler.Url, folder.Path);
        var connection = await scheduler.NextAsync();
        await File.WriteAllTextAsync(folder["preferences.json"], """{"slots": -1}""", Cancellation);
        await Eventually.HoldsAsync("the mistake is shown", () => Status(folder)?.PreferencesProblem?.Contains("slots is -1", StringComparison.Ordinal) == true, cancellationToken: Cancellation);
        worker.Log.Lines.Should().Contain(line => line.Contains("slots is -1", StringComparison.Ordinal));
        Status(folder)!.Slots.Should().Be(2);
        connection.LastHeartbeat!.FreeSlots.Should().Be(2);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static WorkerSnapshot? Status(TemporaryFolder folder) => StatusFile.Read(folder.Path, TimeProvider.System);

    private async Task<Opened> ComputeAsync(TestScheduler scheduler, string folder, Deal deal, string parameters, Func<string, TestScheduler.Connection, Task> meanwhile)
    {
        var key = await network.NewWorkerAsync();
        await using var worker = RunningWorker.Start(network, key, scheduler.Url, folder);
        var connection = await scheduler.NextAsync();
        await connection.AssignAsync(network.Assign(deal, parameters, 0, key.Address));
        await meanwhile(folder, connection);
        (await connection.NextAsync()).BodyCase.Should().Be(WorkerMessage.BodyOneofCase.Committed);
        return (await connection.NextAsync()).Opened;
    }
}
