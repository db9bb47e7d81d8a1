using Ect.Contracts;
using Ect.Ethereum;
using Ect.Testing;
using Ect.Wire;
using Ect.Worker.Conduct;
using Ect.Worker.Receipts;

namespace Ect.Worker.Tests.Integration;

/// <summary>A scheduler that gives two workers receipts and settles with one of them, against the real hub.</summary>
public sealed class ReceiptTests(TestNetwork network) : IClassFixture<TestNetwork>, IAsyncLifetime
{
    private const ushort Public = 0;

    private static readonly string MonteCarlo = RepositoryRoot.File("samples", "monte-carlo", "monte-carlo.wasm");

    /// <summary>The price of 10 less 2 % burned and the owner's fee of a tenth.</summary>
    private static readonly System.Numerics.BigInteger Wage = Units.ParseEther("8.82");

    /// <summary>A pool for each test: with the seats of all of them some would not be drawn.</summary>
    public async ValueTask InitializeAsync() => await network.NewPoolAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_worker_whom_the_scheduler_leaves_out_has_its_wage_from_the_pools_owner()
    {
        using var folders = new TemporaryFolder();
        await using var server = await TestScheduler.StartAsync(network);
        var scene = await SettleWithoutSecondAsync(server, folders, epoch: 1);
        var owner = await FreeAsync(network.Scheduler);
        await using var second = RunningWorker.Start(network, scene.Second, server.Url, folders["second"]);
        await HoldsAsync("it has its wage, though it was away when the task was settled", async () => await FreeAsync(scene.Second) != Units.ParseEther("50"));
        (await FreeAsync(scene.Second)).Should().Be(Units.ParseEther("50") + Wage, "its bond of 50 is in its seat");
        (await FreeAsync(network.Scheduler)).Should().Be(owner - Wage);
        await LogsAsync(second, "paid by the pool's owner for the receipt");

        var history = await new HubClient(network.Client, network.Deployment).TaskHistoryAsync(scene.Deal, 0, ct: TestContext.Current.CancellationToken);
        history.Contributors.Select(part => (part.Worker, part.Outcome, part.Amount, part.Vote)).Should().BeEquivalentTo(new[]
        {
            (scene.First.Address, (ContributionOutcome?)ContributionOutcome.Accepted, Wage, history.Completion!.ResultHash),
            (scene.Second.Address, ContributionOutcome.Honoured, Wage, history.Completion.ResultHash),
        });
        var claim = history.Contributors.Single(part => part.Worker == scene.Second.Address).Position.TransactionHash;
        (await network.Client.GetTransactionReceiptAsync(claim, TestContext.Current.CancellationToken))!.GasUsed.Should().BeLessThan(ReceiptDecision.GasOfClaim / 3);
    }

    [Fact]
    public async Task An_owner_that_has_nothing_owes_the_wage_until_it_has_something()
    {
        using var folders = new TemporaryFolder();
        await using var server = await TestScheduler.StartAsync(network);
        var scene = await SettleWithoutSecondAsync(server, folders, epoch: 2);
        await using (var owner = network.Sender(network.Scheduler))
        {
            await owner.SendAsync(network.Hub.Withdraw(await FreeAsync(network.Scheduler) - Wage + 1), cancellationToken: TestContext.Current.CancellationToken);
        }

        await using var second = RunningWorker.Start(network, scene.Second, server.Url, folders["second"]);
        await LogsAsync(second, "has neither free tokens nor a bond for the wage of 8.82");
        var connection = await server.NextAsync();
        await connection.AssignAsync(network.Assign(scene.Deal, "", 0, connection.Worker, epochPath: true));
        var answer = await connection.NextAsync();
        if (answer.BodyCase == WorkerMessage.BodyOneofCase.Contributed)
        {
            answer = await connection.NextAsync(); // it logged in before it had looked at the chain
        }

        answer.Declined.Reason.Should().Contain("AlreadyDone");
        (await FreeAsync(scene.Second)).Should().Be(Units.ParseEther("50"));

        await network.DepositAsync(network.Scheduler.Address, 10_000);
        await HoldsAsync("it has its wage", async () => await FreeAsync(scene.Second) == Units.ParseEther("50") + Wage);
        (await FreeAsync(network.Scheduler)).Should().Be(Units.ParseEther("10000") - 1);
    }

    [Fact]
    public async Task A_worker_that_was_wrong_claims_nothing_for_its_receipt()
    {
        using var folders = new TemporaryFolder();
        await using var server = await TestScheduler.StartAsync(network);
        var scene = await SettleWithoutSecondAsync(server, folders, epoch: 3, WorkerConduct.Liar);
        await using var second = RunningWorker.Start(network, scene.Second, server.Url, folders["second"], WorkerConduct.Liar);
        await LogsAsync(second, "contribution rejected: epoch 3 settled");
        (await FreeAsync(scene.Second)).Should().Be(Units.ParseEther("50"));
    }

    /// <summary>Both commit and have receipts; the first opens, signs and is paid.</summary>
    private async Task<Scene> SettleWithoutSecondAsync(TestScheduler server, TemporaryFolder folders, ulong epoch, WorkerConduct conduct = WorkerConduct.Honest)
    {
        PrivateKey[] keys = [await network.NewSeatedWorkerAsync(), await network.NewSeatedWorkerAsync()];
        var (deal, parameters) = await network.BuyAsync(MonteCarlo, """{"args":["1000"]}""", mode: Public);
        var scheduler = new EpochScheduler(network, deal, epoch);
        await using var first = RunningWorker.Start(network, keys[0], server.Url, folders["first"]);
        var paid = await PledgeAsync(await server.NextAsync(), scheduler, deal, parameters);
        await using (var second = RunningWorker.Start(network, keys[1], server.Url, folders["second"], conduct))
        {
            await PledgeAsync(await server.NextAsync(), scheduler, deal, parameters);
            await LogsAsync(second, $"the scheduler has the commitment, epoch {epoch}");
        }

        await scheduler.AnchorAsync();
        await paid.SendAsync(scheduler.Anchored(paid.Worker, 0));
        await paid.SendAsync(scheduler.Open(paid.Worker, 0, (await paid.NextAsync()).Opened));
        var draft = scheduler.Draft();
        await paid.SendAsync(scheduler.Propose(draft));
        await scheduler.SettleAsync(draft, new Dictionary<Address, byte[]> { [paid.Worker] = (await paid.NextAsync()).Signed.Signature.ToByteArray() });
        return new(deal, keys[0], keys[1]);
    }

    private async Task<TestScheduler.Connection> PledgeAsync(TestScheduler.Connection connection, EpochScheduler scheduler, Deal deal, string parameters)
    {
        await connection.AssignAsync(network.Assign(deal, parameters, 0, connection.Worker, epochPath: true));
        scheduler.Take(connection.Worker, (await connection.NextAsync()).Contributed);
        await connection.SendAsync(scheduler.Receipt(connection.Worker, 0));
        return connection;
    }

    private async Task<System.Numerics.BigInteger> FreeAsync(PrivateKey key) => (await network.AccountAsync(key.Address)).Free;

    private static Task LogsAsync(RunningWorker worker, string text) =>
        HoldsAsync($"the worker logs '{text}'", () => Task.FromResult(worker.Log.Lines.Any(line => line.Contains(text, StringComparison.Ordinal))));

    private static Task HoldsAsync(string what, Func<Task<bool>> holds) => Eventually.HoldsAsync(what, holds, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    private sealed record Scene(Deal Deal, PrivateKey First, PrivateKey Second);
}
