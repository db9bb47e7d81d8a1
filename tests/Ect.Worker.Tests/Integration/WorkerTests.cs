using Ect.Content;
using Ect.Content.Http;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Testing;
using Ect.Wire;

namespace Ect.Worker.Tests.Integration;

public sealed class WorkerTests(TestNetwork network) : IClassFixture<TestNetwork>
{
    private static readonly string MonteCarlo = RepositoryRoot.File("samples", "monte-carlo", "monte-carlo.wasm");

    [Fact]
    public async Task A_task_goes_from_assignment_to_opening_and_its_stake_comes_back_with_the_reward()
    {
        using var folder = new TemporaryFolder();
        await using var scheduler = await TestScheduler.StartAsync(network);
        var key = await network.NewWorkerAsync();
        await using var worker = RunningWorker.Start(network, key, scheduler.Url, folder.Path);
        var (deal, parameters) = await network.BuyAsync(MonteCarlo, """{"args":["1000"]}""");
        var connection = await scheduler.NextAsync();
        connection.Hello.Resources.CpuCores.Should().Be((uint)Environment.ProcessorCount);

        var assignment = network.Assign(deal, parameters, 0, key.Address);
        await connection.AssignAsync(assignment);
        var committed = (await connection.NextAsync()).Committed;
        var opened = (await connection.NextAsync()).Opened;

        var task = TaskId.Of(deal, 0);
        var opening = new Opening(key.Address, Bytes32.FromBytes(opened.ResultHash.Span), Bytes32.FromBytes(opened.Salt.Span));
        committed.Commitment.ToByteArray().Should().Equal(Commitment.Of(task, opening).ToBytes());
        (await network.ContributionAsync(task, key.Address)).Commitment.ToBytes().Should().Equal(committed.Commitment.ToByteArray());
        (await network.AccountAsync(key.Address)).Locked.Should().Be(deal.WorkerStake);

        using var content = new ContentClient(network.ContentUrl);
        var root = Cid.FromDigest(opened.Digest.Span);
        (await content.ReadFileAsync(root, "stdout.txt", cancellationToken: TestContext.Current.CancellationToken)).Should().NotBeNull();

        await using var sender = network.Sender(network.Scheduler);
        await sender.SendAsync(
            network.Hub.Finalize(deal, 0, [opening], new Result(Bytes32.FromBytes(opened.Digest.Span), opened.AppFailed, [])),
            cancellationToken: TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync("the worker notes that its contribution was accepted", () => worker.Log.Lines.Any(line => line.Contains("contribution accepted", StringComparison.Ordinal)), cancellationToken: TestContext.Current.CancellationToken);
        var account = await network.AccountAsync(key.Address);
        account.Locked.Should().Be(0);
        account.Free.Should().Be(Units.ParseEther("109"), "the pool price of 10 less the scheduler's tenth is the reward of the only worker");
    }

    [Fact]
    public async Task Openings_are_told_again_after_every_reconnect_and_every_restart_until_the_chain_has_settled_them()
    {
        using var folder = new TemporaryFolder();
        await using var scheduler = await TestScheduler.StartAsync(network);
        var key = await network.NewWorkerAsync();
        var (deal, parameters) = await network.BuyAsync(MonteCarlo, """{"args":["1000"]}""");
        Opened first;
        await using (var worker = RunningWorker.Start(network, key, scheduler.Url, folder.Path))
        {
            var connection = await scheduler.NextAsync();
            await connection.AssignAsync(network.Assign(deal, parameters, 0, key.Address));
            await connection.NextAsync();
            first = (await connection.NextAsync()).Opened;

            // A scheduler's word that all is over changes nothing.
            await connection.SendAsync(new SchedulerMessage { Settled = new Settled { Task = first.Task, Outcome = "accepted" } });
            connection.HangUp();
            var second = await scheduler.NextAsync();
            (await second.NextAsync()).BodyCase.Should().Be(WorkerMessage.BodyOneofCase.Committed);
            (await second.NextAsync()).Opened.Should().Be(first);
        }

        await using (RunningWorker.Start(network, key, scheduler.Url, folder.Path))
        {
            var third = await scheduler.NextAsync();
            (await third.NextAsync()).BodyCase.Should().Be(WorkerMessage.BodyOneofCase.Committed);
            (await third.NextAsync()).Opened.Should().Be(first);
        }
    }
}
