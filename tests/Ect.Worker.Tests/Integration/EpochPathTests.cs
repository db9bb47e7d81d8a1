using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Testing;
using Ect.Wire;

namespace Ect.Worker.Tests.Integration;

/// <summary>Workers on the epoch path against the real hub. On a chain of their own, since they move its clock.</summary>
public sealed class EpochPathTests(TestNetwork network) : IClassFixture<TestNetwork>, IAsyncLifetime
{
    private const ushort Public = 0;

    private static readonly string MonteCarlo = RepositoryRoot.File("samples", "monte-carlo", "monte-carlo.wasm");

    /// <summary>A pool for each test: with the seats of all of them some would not be drawn.</summary>
    public async ValueTask InitializeAsync() => await network.NewPoolAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Two_who_agree_are_paid_by_one_settlement_that_the_hub_accepts()
    {
        using var folders = new TemporaryFolder();
        PrivateKey[] keys = [await network.NewSeatedWorkerAsync(), await network.NewSeatedWorkerAsync()];
        var (deal, parameters) = await network.BuyAsync(MonteCarlo, """{"args":["1000"]}""", tasks: 2, trust: 2, mode: Public);
        var scheduler = new EpochScheduler(network, deal, epoch: 1);
        await using var server = await TestScheduler.StartAsync(network);
        await using var first = RunningWorker.Start(network, keys[0], server.Url, folders["0"]);
        await using var second = RunningWorker.Start(network, keys[1], server.Url, folders["1"]);
        TestScheduler.Connection[] connections = [await server.NextAsync(), await server.NextAsync()];

        await AssignAsync(connections, scheduler, deal, parameters);
        await scheduler.AnchorAsync();
        await OpenAsync(connections, scheduler, deal);
        var draft = scheduler.Draft();
        draft.Pages.Should().ContainSingle().Which.Votes.Should().Be(2);
        var signatures = new Dictionary<Address, byte[]>();
        foreach (var connection in connections)
        {
            await connection.SendAsync(scheduler.Propose(draft));
            signatures[connection.Worker] = (await connection.NextAsync()).Signed.Signature.ToByteArray();
        }

        await scheduler.SettleAsync(draft, signatures);
        foreach (var worker in new[] { first, second })
        {
            (await network.IsTakenAsync(deal, 0)).Should().BeTrue();
            await Eventually.HoldsAsync(
                "the worker sees on chain that both its contributions were paid",
                () => worker.Log.Lines.Count(line => line.Contains("contribution accepted", StringComparison.Ordinal)) == 2,
                cancellationToken: TestContext.Current.CancellationToken);
            (await network.SeatAsync(worker.Options.Key.Address)).Earned.Should().Be(8_820_000_000UL, "a half of 8.82 tokens for each of two tasks, in gwei");
        }
    }

    [Fact]
    public async Task A_worker_that_is_restarted_at_every_step_tells_the_same_again_and_signs_in_the_end()
    {
        using var folder = new TemporaryFolder();
        var key = await network.NewSeatedWorkerAsync();
        var (deal, parameters) = await network.BuyAsync(MonteCarlo, """{"args":["1000"]}""", mode: Public);
        var scheduler = new EpochScheduler(network, deal, epoch: 2);
        await using var server = await TestScheduler.StartAsync(network);
        await using (RunningWorker.Start(network, key, server.Url, folder.Path))
        {
            await AssignAsync([await server.NextAsync()], scheduler, deal, parameters);
        }

        await scheduler.AnchorAsync();
        Opened opened;
        await using (RunningWorker.Start(network, key, server.Url, folder.Path))
        {
            var connection = await server.NextAsync();
            scheduler.Take(key.Address, (await connection.NextAsync()).Contributed);
            await connection.SendAsync(scheduler.Anchored(key.Address, 0));
            opened = (await connection.NextAsync()).Opened;
        }

        scheduler.Open(key.Address, 0, opened);
        var signatures = new List<byte[]>();
        for (var life = 0; life < 2; life++)
        {
            await using (RunningWorker.Start(network, key, server.Url, folder.Path))
            {
                var connection = await server.NextAsync();
                scheduler.Take(key.Address, (await connection.NextAsync()).Contributed);
                (await connection.NextAsync()).Opened.Should().Be(opened);
                await connection.SendAsync(scheduler.Propose(scheduler.Draft()));
                signatures.Add((await connection.NextAsync()).Signed.Signature.ToByteArray());
            }
        }

        signatures[1].Should().Equal(signatures[0]);
        await scheduler.SettleAsync(scheduler.Draft(), new Dictionary<Address, byte[]> { [key.Address] = signatures[0] });
        await using var last = RunningWorker.Start(network, key, server.Url, folder.Path);
        await Eventually.HoldsAsync("its last life sees that it was paid", () => last.Log.Lines.Any(line => line.Contains("contribution accepted", StringComparison.Ordinal)), cancellationToken: TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_scheduler_that_stalls_after_the_assignment_or_the_anchor_costs_no_reward(bool anchored)
    {
        using var folder = new TemporaryFolder();
        var key = await network.NewSeatedWorkerAsync();
        var (deal, parameters) = await network.BuyAsync(MonteCarlo, """{"args":["1000"]}""", mode: Public);
        var scheduler = new EpochScheduler(network, deal, epoch: anchored ? 4UL : 3UL);
        await using var server = await TestScheduler.StartAsync(network);
        await using var worker = RunningWorker.Start(network, key, server.Url, folder.Path);
        TestScheduler.Connection[] connection = [await server.NextAsync()];
        await AssignAsync(connection, scheduler, deal, parameters);
        if (anchored)
        {
            await scheduler.AnchorAsync();
            await OpenAsync(connection, scheduler, deal);
        }

        (await network.IsTakenAsync(deal, 0)).Should().BeFalse("nothing is sent to the chain while there is time");
        await network.PassAsync((HubRules.SelfAssignPeriods * TestNetwork.Duration) + 1);
        await Eventually.HoldsAsync(
            "the worker contributes on the direct path",
            async () => !(await network.ContributionAsync(TaskId.Of(deal, 0), key.Address)).Commitment.IsZero,
            cancellationToken: TestContext.Current.CancellationToken);
        await network.PassAsync(4 * TestNetwork.Duration);
        await Eventually.HoldsAsync(
            "it reveals and finalises by itself",
            async () =>
            {
                await network.PassAsync(1);
                return (await network.TaskAsync(TaskId.Of(deal, 0))).Status == ChainTaskStatus.Completed;
            },
            TimeSpan.FromSeconds(60),
            TestContext.Current.CancellationToken);
        (await network.AccountAsync(key.Address)).Free.Should().Be(Units.ParseEther("58.82"), "its bond of 50 is in its seat");
    }

    [Fact]
    public async Task What_a_lying_scheduler_says_makes_a_worker_neither_open_nor_sign()
    {
        using var folder = new TemporaryFolder();
        var key = await network.NewSeatedWorkerAsync();
        var (deal, parameters) = await network.BuyAsync(MonteCarlo, """{"args":["1000"]}""", mode: Public);
        var scheduler = new EpochScheduler(network, deal, epoch: 5);
        await using var server = await TestScheduler.StartAsync(network);
        await using var worker = RunningWorker.Start(network, key, server.Url, folder.Path);
        TestScheduler.Connection[] connection = [await server.NextAsync()];
        await AssignAsync(connection, scheduler, deal, parameters);
        await connection[0].SendAsync(scheduler.Anchored(key.Address, 0));
        await LogsAsync(worker, "the result stays secret");

        await scheduler.AnchorAsync();
        await OpenAsync(connection, scheduler, deal);
        var draft = scheduler.Draft();
        var lie = draft with { Pages = [draft.Pages[0] with { Results = [draft.Pages[0].Results[0] with { Digest = Keccak256.Hash("lie") }] }] };
        await connection[0].SendAsync(scheduler.Propose(lie));
        await LogsAsync(worker, "not signed, OtherResult");
    }

    [Fact]
    public async Task A_task_that_no_scheduler_ever_assigns_is_found_computed_and_finalised_by_the_worker_alone()
    {
        using var folder = new TemporaryFolder();
        var key = await network.NewSeatedWorkerAsync();
        var (deal, _) = await network.BuyAsync(MonteCarlo, """{"args":["1000"]}""", mode: Public);
        var task = TaskId.Of(deal, 0);
        await using var worker = RunningWorker.Start(RunningWorker.OptionsFor(network, key, new Uri("http://127.0.0.1:1"), folder.Path));
        await LogsAsync(worker, "cannot be reached");
        worker.Log.Lines.Should().NotContain(line => line.Contains(task.ToString(), StringComparison.Ordinal), "the scheduler still has time");

        await network.PassAsync((HubRules.FirstWideningPeriods * TestNetwork.Duration) + 1);
        await Eventually.HoldsAsync(
            "the worker computes and contributes",
            async () => !(await network.ContributionAsync(task, key.Address)).Commitment.IsZero,
            TimeSpan.FromSeconds(60),
            TestContext.Current.CancellationToken);
        await network.PassAsync(3 * TestNetwork.Duration);
        await Eventually.HoldsAsync(
            "it reveals and finalises",
            async () =>
            {
                await network.PassAsync(1);
                return (await network.TaskAsync(task)).Status == ChainTaskStatus.Completed;
            },
            TimeSpan.FromSeconds(60),
            TestContext.Current.CancellationToken);
        (await network.AccountAsync(key.Address)).Free.Should().Be(Units.ParseEther("58.82"));
    }

    private static Task LogsAsync(RunningWorker worker, string text) =>
        Eventually.HoldsAsync($"the worker logs '{text}'", () => worker.Log.Lines.Any(line => line.Contains(text, StringComparison.Ordinal)), cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Every task to every worker, until each has its receipt.</summary>
    private async Task AssignAsync(TestScheduler.Connection[] connections, EpochScheduler scheduler, Deal deal, string parameters)
    {
        foreach (var connection in connections)
        {
            for (var index = 0u; index < deal.Size; index++)
            {
                await connection.AssignAsync(network.Assign(deal, parameters, index, connection.Worker, epochPath: true));
                scheduler.Take(connection.Worker, (await connection.NextAsync()).Contributed);
                await connection.SendAsync(scheduler.Receipt(connection.Worker, index));
            }
        }
    }

    private static async Task OpenAsync(TestScheduler.Connection[] connections, EpochScheduler scheduler, Deal deal)
    {
        foreach (var connection in connections)
        {
            for (var index = 0u; index < deal.Size; index++)
            {
                await connection.SendAsync(scheduler.Anchored(connection.Worker, index));
                await connection.SendAsync(scheduler.Open(connection.Worker, index, (await connection.NextAsync()).Opened));
            }
        }
    }
}
