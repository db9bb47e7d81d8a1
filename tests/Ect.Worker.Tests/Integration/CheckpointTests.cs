using System.Text.RegularExpressions;
using Ect.Content;
using Ect.Content.Http;
using Ect.Content.Trees;
using Ect.Contracts;
using Ect.Protocol.Apps;
using Ect.Testing;
using Ect.Wire;
using Ect.Worker.Tests.Runtimes.Checkpoints;

namespace Ect.Worker.Tests.Integration;

public sealed class CheckpointTests(TestNetwork network) : IClassFixture<TestNetwork>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_goes_on_after_a_restart_and_its_checkpoint_goes_with_the_result()
    {
        using var folder = new TemporaryFolder();
        await using var scheduler = await TestScheduler.StartAsync(network);
        var key = await network.NewWorkerAsync();
        var (deal, parameters) = await BuyAsync(folder, steps: 16);
        var checkpoint = CheckpointOf(folder, deal);
        await using (var worker = RunningWorker.Start(network, key, scheduler.Url, folder.Path))
        {
            await (await scheduler.NextAsync()).AssignAsync(network.Assign(deal, parameters, 0, key.Address));
            await Eventually.HoldsAsync("a state is saved", () => File.Exists(checkpoint), cancellationToken: Cancellation);
            await worker.StopAsync();
        }

        File.Exists(checkpoint).Should().BeTrue("the task is not over");
        await using var again = RunningWorker.Start(network, key, scheduler.Url, folder.Path);
        var connection = await scheduler.NextAsync();
        await connection.AssignAsync(network.Assign(deal, parameters, 0, key.Address));
        await connection.NextAsync();
        var opened = (await connection.NextAsync()).Opened;

        again.Log.Lines.Should().ContainSingle(line => line.Contains("goes on from its checkpoint", StringComparison.Ordinal));
        opened.AppFailed.Should().BeFalse();
        using var content = new ContentClient(network.ContentUrl);
        var output = System.Text.Encoding.UTF8.GetString(await content.ReadFileAsync(Cid.FromDigest(opened.Digest.Span), "stdout.txt", cancellationToken: Cancellation));
        Regex.Count(output, "step [0-9]{2}:").Should().Be(16);
        await Eventually.HoldsAsync("the checkpoint is gone", () => !File.Exists(checkpoint), cancellationToken: Cancellation);
    }

    [Fact]
    public async Task Checkpoint_of_a_cancelled_task_is_removed()
    {
        using var folder = new TemporaryFolder();
        await using var scheduler = await TestScheduler.StartAsync(network);
        var key = await network.NewWorkerAsync();
        var (deal, parameters) = await BuyAsync(folder, steps: 10_000);
        await using var worker = RunningWorker.Start(network, key, scheduler.Url, folder.Path);
        var connection = await scheduler.NextAsync();
        var assignment = network.Assign(deal, parameters, 0, key.Address);
        await connection.AssignAsync(assignment);
        await Eventually.HoldsAsync("a state is saved", () => File.Exists(CheckpointOf(folder, deal)), cancellationToken: Cancellation);

        await connection.SendAsync(new SchedulerMessage { Cancelled = new Cancelled { Task = assignment.Task, Reason = "test" } });

        await Eventually.HoldsAsync("the checkpoint is gone", () => !File.Exists(CheckpointOf(folder, deal)), cancellationToken: Cancellation);
    }

    private async Task<(Deal Deal, string Params)> BuyAsync(TemporaryFolder folder, int steps)
    {
        using var client = new ContentClient(network.ContentUrl);
        var module = await ContentTree.ImportBytesAsync(client, await File.ReadAllBytesAsync(CheckpointBench.App, Cancellation), Cancellation);
        await File.WriteAllTextAsync(folder["app"], new AppManifest.Wasm(module.ToString()) { CheckpointBytes = 4096 }.ToCanonicalJson(), Cancellation);
        return await network.BuyAsync(folder["app"], $$"""{"args":["{{steps}}","50000000"]}""", category: TestNetwork.LongCategory);
    }

    private static string CheckpointOf(TemporaryFolder folder, Deal deal) => Path.Combine(folder["checkpoints"], TaskId.Of(deal, 0).ToString());
}
