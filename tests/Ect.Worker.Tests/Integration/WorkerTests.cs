using Ect.Content;
using Ect.Content.Http;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Apps;
using Ect.Protocol.Contributions;
using Ect.Protocol.Machines;
using Ect.Protocol.Tasks;
using Ect.Testing;
using Ect.Wire;
using Ect.Worker.Conduct;
using Ect.Worker.Runtimes.Containers;

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
        account.Free.Should().Be(Units.ParseEther("108.82"), "the pool price of 10 less the burned fiftieth and the scheduler's tenth of the rest is the reward of the only worker");
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

    [Fact]
    public async Task A_liars_opening_differs_from_an_honest_workers()
    {
        using var folders = new TemporaryFolder();
        await using var scheduler = await TestScheduler.StartAsync(network);
        var (deal, parameters) = await network.BuyAsync(MonteCarlo, """{"args":["1000"]}""");
        var digests = new List<string>();
        foreach (var conduct in new[] { WorkerConduct.Honest, WorkerConduct.Honest, WorkerConduct.Liar })
        {
            var key = await network.NewWorkerAsync();
            await using var worker = RunningWorker.Start(network, key, scheduler.Url, folders[key.Address.ToString()], conduct);
            digests.Add((await ComputeAsync(scheduler, deal, parameters, key)).Digest.ToBase64());
        }

        digests[1].Should().Be(digests[0]);
        digests[2].Should().NotBe(digests[0]);
    }

    [Theory]
    [InlineData("""{"args":["nonsense"]}""", "nonZeroExit")]
    [InlineData("""{"args":["18446744073709551615"]}""", "nonZeroExit")]
    public async Task An_app_that_fails_alike_everywhere_has_its_failure_as_result(string parameters, string kind)
    {
        using var folder = new TemporaryFolder();
        await using var scheduler = await TestScheduler.StartAsync(network);
        var (deal, signed) = await network.BuyAsync(MonteCarlo, parameters);
        var key = await network.NewWorkerAsync();
        await using var worker = RunningWorker.Start(network, key, scheduler.Url, folder.Path);
        var opened = await ComputeAsync(scheduler, deal, signed, key);

        opened.AppFailed.Should().BeTrue();
        (await ReadAsync(opened, "failure.json")).Should().Contain($"\"kind\":\"{kind}\"");
        var opening = new Opening(key.Address, Bytes32.FromBytes(opened.ResultHash.Span), Bytes32.FromBytes(opened.Salt.Span));
        await using var sender = network.Sender(network.Scheduler);
        await sender.SendAsync(
            network.Hub.Finalize(deal, 0, [opening], new Result(Bytes32.FromBytes(opened.Digest.Span), true, [])),
            cancellationToken: TestContext.Current.CancellationToken);
        (await network.AccountAsync(key.Address)).Free.Should().Be(Units.ParseEther("108.82"), "the failure was found and proven: that is work");
    }

    [Fact]
    public async Task A_module_that_is_none_has_its_failure_as_result()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["app"], "this is no WebAssembly", TestContext.Current.CancellationToken);
        await using var scheduler = await TestScheduler.StartAsync(network);
        var (deal, parameters) = await network.BuyAsync(folder["app"]);
        var key = await network.NewWorkerAsync();
        await using var worker = RunningWorker.Start(network, key, scheduler.Url, folder["worker"]);
        var opened = await ComputeAsync(scheduler, deal, parameters, key);
        opened.AppFailed.Should().BeTrue();
        (await ReadAsync(opened, "failure.json")).Should().Contain("malformed");
    }

    [Fact]
    public async Task A_container_that_the_request_did_not_say_it_needs_has_its_failure_as_result_and_is_no_workers_fault()
    {
        using var folder = new TemporaryFolder();
        var digest = $"sha256:{new string('1', 64)}";
        await File.WriteAllTextAsync(folder["app"], new AppManifest.Oci(new ImageSource { Reference = $"ghcr.io/a/b@{digest}", Digest = digest }).ToCanonicalJson(), TestContext.Current.CancellationToken);
        await using var scheduler = await TestScheduler.StartAsync(network);
        var (deal, parameters) = await network.BuyAsync(folder["app"]);
        var key = await network.NewWorkerAsync();
        await using var worker = RunningWorker.Start(network, key, scheduler.Url, folder["worker"]);
        var opened = await ComputeAsync(scheduler, deal, parameters, key);
        opened.AppFailed.Should().BeTrue();
        (await ReadAsync(opened, "failure.json")).Should().Contain("the runtime oci, which its deal did not buy");
    }

    [Fact]
    public async Task An_image_in_a_registry_that_the_owner_does_not_allow_is_given_back_and_is_nobodys_fault()
    {
        using var folder = new TemporaryFolder();
        var digest = $"sha256:{new string('1', 64)}";
        var manifest = new AppManifest.Oci(new ImageSource { Reference = $"ghcr.io/a/b@{digest}", Digest = digest });
        await File.WriteAllTextAsync(folder["app"], manifest.ToCanonicalJson(), TestContext.Current.CancellationToken);
        var containers = new ContainerOptions { Engine = await ContainerEngine.AddressAsync(), Registries = [] };
        await using var scheduler = await TestScheduler.StartAsync(network);
        var (deal, parameters) = await network.BuyAsync(folder["app"], new TaskParams { Needs = MachineNeeds.Of(manifest) }.ToCanonicalJson());
        var key = await network.NewWorkerAsync();
        await using var worker = RunningWorker.Start(RunningWorker.OptionsFor(network, key, scheduler.Url, folder["worker"]) with { Containers = containers });
        var connection = await scheduler.NextAsync();
        await connection.AssignAsync(network.Assign(deal, parameters, 0, key.Address));
        (await connection.NextAsync()).Declined.Reason.Should().StartWith("MachineUnfit: ").And.Contain("in the registry ghcr.io");
    }

    [Fact]
    public async Task Content_that_nobody_uploaded_is_reported_with_its_owners_blame()
    {
        using var folder = new TemporaryFolder();
        await using var scheduler = await TestScheduler.StartAsync(network);
        var missing = Cid.Hash(CidCodec.Raw, [1, 2, 3, 4, 5]);
        var (deal, parameters) = await network.BuyAsync(missing.ToString(), Bytes32.FromNumber(1), "", 1, 1);
        var key = await network.NewWorkerAsync();
        await using var worker = RunningWorker.Start(network, key, scheduler.Url, folder.Path);
        var connection = await scheduler.NextAsync();
        await connection.AssignAsync(network.Assign(deal, parameters, 0, key.Address));
        var failed = (await connection.NextAsync()).Failed;
        failed.Blame.Should().Be(Blame.App);
        failed.Message.Should().Contain(missing.ToString());
        (await network.AccountAsync(key.Address)).Locked.Should().Be(0);
    }

    [Fact]
    public async Task A_lying_scheduler_is_declined_and_a_cancelled_task_frees_its_slot()
    {
        using var folder = new TemporaryFolder();
        await using var scheduler = await TestScheduler.StartAsync(network);
        var (deal, parameters) = await network.BuyAsync(MonteCarlo, """{"args":["4000000000"]}""", category: TestNetwork.LongCategory);
        var key = await network.NewWorkerAsync();
        await using var worker = RunningWorker.Start(network, key, scheduler.Url, folder.Path);
        var connection = await scheduler.NextAsync();

        await connection.AssignAsync(network.Assign(deal with { PoolPrice = Units.ParseEther("1000") }, parameters, 0, key.Address));
        (await connection.NextAsync()).Declined.Reason.Should().StartWith("UnknownDeal");

        var task = network.Assign(deal, parameters, 0, key.Address).Task;
        await connection.AssignAsync(network.Assign(deal, parameters, 0, key.Address));
        await Eventually.HoldsAsync("the task runs", () => connection.LastHeartbeat is { FreeSlots: 1 } beat && beat.Running.Contains(task), cancellationToken: TestContext.Current.CancellationToken);
        await connection.AssignAsync(network.Assign(deal, parameters, 0, key.Address));
        await connection.AssignAsync(network.Assign(deal with { Trust = 9 }, parameters, 0, key.Address));
        (await connection.NextAsync()).Declined.Task.Should().NotBeEquivalentTo(task, "a running task that is assigned again goes on, it is not declined");

        await connection.SendAsync(new SchedulerMessage { Cancelled = new Cancelled { Task = task, Reason = "test" } });
        await Eventually.HoldsAsync("the slot is free", () => connection.LastHeartbeat is { FreeSlots: 2, Running.Count: 0 }, cancellationToken: TestContext.Current.CancellationToken);
        Directory.EnumerateFileSystemEntries(folder["scratch"]).Should().BeEmpty("the slot is free only when the task's folders are gone");
        (await network.AccountAsync(key.Address)).Locked.Should().Be(0);
    }

    [Fact]
    public async Task A_login_is_signed_for_no_other_chain()
    {
        using var folder = new TemporaryFolder();
        await using var scheduler = await TestScheduler.StartAsync(network);
        scheduler.FalseChain = 1;
        await using var worker = RunningWorker.Start(network, await network.NewWorkerAsync(0), scheduler.Url, folder.Path);
        await Eventually.HoldsAsync("the worker refuses", () => worker.Log.Lines.Any(l => l.Contains("on chain 1;", StringComparison.Ordinal)), cancellationToken: TestContext.Current.CancellationToken);
        scheduler.FalseChain = null;
        (await scheduler.NextAsync()).Worker.Should().Be(worker.Options.Key.Address, "it comes back when the scheduler is the right one");
    }

    [Fact]
    public async Task A_worker_refuses_to_start_on_another_chain_without_a_hub_or_in_a_folder_in_use()
    {
        using var folder = new TemporaryFolder();
        var options = RunningWorker.OptionsFor(network, await network.NewWorkerAsync(0), new Uri("http://127.0.0.1:1"), folder.Path);
        await RefusesAsync(options with { Deployment = options.Deployment with { ChainId = 5 } }, "*serves chain 31337*for chain 5*");
        await RefusesAsync(options with { Deployment = options.Deployment with { Hub = Samples.Fill(9) } }, "*no contract at the hub's address*");

        await using var first = RunningWorker.Start(options);
        await Eventually.HoldsAsync("the first worker tries to connect", () => first.Log.Lines.Any(l => l.Contains("cannot be reached", StringComparison.Ordinal)), cancellationToken: TestContext.Current.CancellationToken);
        first.Log.Lines.Should().Contain(l => l.Contains("no free tokens", StringComparison.Ordinal), "it says what is missing and how to deposit");
        await RefusesAsync(options, "*in use by another worker*");
    }

    [Fact]
    public async Task A_chain_that_is_down_is_waited_for()
    {
        using var folder = new TemporaryFolder();
        var options = RunningWorker.OptionsFor(network, PrivateKey.Generate(), new Uri("http://127.0.0.1:1"), folder.Path);
        await using var worker = RunningWorker.Start(options with { Rpc = new Uri("http://127.0.0.1:1") });
        await Eventually.HoldsAsync("the worker says so", () => worker.Log.Lines.Any(l => l.Contains("waiting for it", StringComparison.Ordinal)), cancellationToken: TestContext.Current.CancellationToken);
        worker.Run.IsCompleted.Should().BeFalse();
        await worker.StopAsync();
    }

    private static async Task RefusesAsync(WorkerOptions options, string message) =>
        (await options.Invoking(o => WorkerHost.RunAsync(o, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, TimeProvider.System, TestContext.Current.CancellationToken))
            .Should().ThrowAsync<WorkerStartException>()).WithMessage(message);

    private async Task<Opened> ComputeAsync(TestScheduler scheduler, Deal deal, string parameters, PrivateKey key)
    {
        var connection = await scheduler.NextAsync();
        await connection.AssignAsync(network.Assign(deal, parameters, 0, key.Address));
        (await connection.NextAsync()).BodyCase.Should().Be(WorkerMessage.BodyOneofCase.Committed);
        return (await connection.NextAsync()).Opened;
    }

    private async Task<string> ReadAsync(Opened opened, string file)
    {
        using var content = new ContentClient(network.ContentUrl);
        return System.Text.Encoding.UTF8.GetString(await content.ReadFileAsync(Cid.FromDigest(opened.Digest.Span), file, cancellationToken: TestContext.Current.CancellationToken));
    }
}
