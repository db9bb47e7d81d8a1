using Ect.Contracts;
using Ect.Ethereum;
using Ect.Testing;

namespace Ect.Worker.Tests.Integration;

/// <summary>On a chain of their own, since they move its clock.</summary>
public sealed class SchedulerGoneTests(TestNetwork network) : IClassFixture<TestNetwork>
{
    private static readonly string MonteCarlo = RepositoryRoot.File("samples", "monte-carlo", "monte-carlo.wasm");

    [Fact]
    public async Task When_the_scheduler_is_gone_for_ever_the_stake_comes_back_with_the_reward()
    {
        using var folder = new TemporaryFolder();
        var key = await network.NewWorkerAsync();
        var (deal, parameters) = await network.BuyAsync(MonteCarlo, """{"args":["1000"]}""");
        var scheduler = await TestScheduler.StartAsync(network);
        await using var worker = RunningWorker.Start(network, key, scheduler.Url, folder.Path);
        await using (scheduler)
        {
            var connection = await scheduler.NextAsync();
            await connection.AssignAsync(network.Assign(deal, parameters, 0, key.Address));
            await connection.NextAsync();
            await connection.NextAsync();
        }

        await LeadToEndAsync(deal, key);
        (await network.AccountAsync(key.Address)).Free.Should().Be(Units.ParseEther("108.82"));
        (await network.TaskAsync(TaskId.Of(deal, 0))).Status.Should().Be(ChainTaskStatus.Completed);
    }

    [Fact]
    public async Task When_no_agreement_can_be_reached_any_more_the_stake_is_released()
    {
        using var folder = new TemporaryFolder();
        var key = await network.NewWorkerAsync();
        var (deal, parameters) = await network.BuyAsync(MonteCarlo, """{"args":["1000"]}""", trust: 2);
        var scheduler = await TestScheduler.StartAsync(network);
        await using (scheduler)
        {
            await using var worker = RunningWorker.Start(network, key, scheduler.Url, folder.Path);
            var connection = await scheduler.NextAsync();
            await connection.AssignAsync(network.Assign(deal, parameters, 0, key.Address));
            await connection.NextAsync();
        }

        // The worker was stopped too, at whatever point it was; its next life finds everything in the journal.
        await using var next = RunningWorker.Start(network, key, new Uri("http://127.0.0.1:1"), folder.Path);
        await LeadToEndAsync(deal, key);
        (await network.AccountAsync(key.Address)).Free.Should().Be(Units.ParseEther("100"));
        (await network.TaskAsync(TaskId.Of(deal, 0))).Status.Should().Be(ChainTaskStatus.Failed);
    }

    /// <summary>Time passes on the chain, period by period, and nobody but the worker acts.</summary>
    private async Task LeadToEndAsync(Deal deal, PrivateKey key)
    {
        var task = TaskId.Of(deal, 0);
        await network.PassAsync(8 * TestNetwork.Duration);
        await Eventually.HoldsAsync(
            "the worker opens the reveal phase and reveals",
            async () =>
            {
                await network.PassAsync(1);
                return !(await network.ContributionAsync(task, key.Address)).ResultHash.IsZero;
            },
            cancellationToken: TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(
            "the worker closes the task",
            async () =>
            {
                await network.PassAsync(5);
                return (await network.AccountAsync(key.Address)).Locked.IsZero;
            },
            cancellationToken: TestContext.Current.CancellationToken);
    }
}
