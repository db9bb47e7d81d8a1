using System.Text.RegularExpressions;
using Ect.Cli.Home;
using Ect.Cli.Up;
using Ect.Protocol.Tasks;
using Ect.Testing;

namespace Ect.EndToEnd.Tests;

/// <summary>An app that saves its state, on a worker that is killed.</summary>
[Collection(NetworkToBreak.Name)]
public sealed class CheckpointTests(BreakableNetwork breakable)
{
    private TestNetwork Network => breakable.Network;

    private LocalFolders Folders => new(Path.Combine(Network.Folder, "networks", EctHome.LocalNetwork));

    [Fact]
    public async Task A_worker_that_is_killed_in_the_middle_goes_on_from_its_checkpoint_and_agrees_with_all_others()
    {
        var steps = RepositoryRoot.File("tests", "Ect.Worker.Tests", "Runtimes", "Checkpoints", "steps.wasm");
        await breakable.OfferAppAsync(steps, "steps", "--checkpoint", "4096");
        var deal = await breakable.BuyAsync("steps", "--args", "16", "40000000", "--trust", "3");
        var task = deal.TaskAt(0);

        Party? victim = null;
        await Eventually.HoldsAsync(
            "a worker saves a state",
            () => Task.FromResult((victim = Network.Local.Parties.Workers.FirstOrDefault(worker => File.Exists(CheckpointOf(worker, task)))) is not null),
            TimeSpan.FromMinutes(1));
        Network.Local.Supervisor[victim!.Name].Kill();

        // Workers with a good name need no third one to agree, and would end the task before the victim is back: they go too.
        var others = Network.Local.Parties.Workers.Select(worker => worker.Name).Where(name => name != victim.Name).ToArray();
        await breakable.KillForGoodAsync(others);
        try
        {
            await Eventually.HoldsAsync("the victim goes on", async () => (await LogOfAsync(victim)).Contains($"Task {task}: goes on from its checkpoint", StringComparison.Ordinal));
        }
        finally
        {
            foreach (var other in others)
            {
                await breakable.BringBackAsync(other);
            }
        }

        await breakable.AssertSettledAsync(deal);
        (await LogOfAsync(victim)).Should().NotContain("its checkpoint is removed");
        File.Exists(CheckpointOf(victim, task)).Should().BeFalse("the task is over");
        var told = (await Network.EctAsync("task", "logs", task.ToString(), "--stderr", "--worker", victim.Name)).ShouldSucceed();
        told.Output.Should().Contain("the worker goes on from the app's checkpoint");
        var result = (await Network.EctAsync("task", "logs", task.ToString(), "--stdout")).ShouldSucceed();
        Regex.Count(result.Output, "step [0-9]{2}:").Should().Be(16);
    }

    private Task<string> LogOfAsync(Party worker) => File.ReadAllTextAsync(Path.Combine(Folders.Logs, $"{worker.Name}.log"), TestContext.Current.CancellationToken);

    private string CheckpointOf(Party worker, Ethereum.Bytes32 task) => Path.Combine(Folders.Of(worker.Name), "checkpoints", task.ToString());
}
