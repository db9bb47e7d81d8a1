using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Tests.Network;
using Ect.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Ect.Scheduler.Tests.Epochs.EpochConduct;

namespace Ect.Scheduler.Tests.Epochs;

/// <summary>What is in the file and on the chain is all that a scheduler needs.</summary>
public sealed class EpochRestartTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scheduler_that_restarts_in_every_state_of_an_epoch_settles_it()
    {
        await using var scene = await EpochScene.StartAsync([Honest, Honest, Honest], options => options with { SignatureTimeout = TimeSpan.FromMinutes(2), SilenceGrace = TimeSpan.FromMinutes(2) });
        scene.Crew.Gates.Open = scene.Crew.Gates.Sign = false;
        await scene.Network.Eth.CallAsync("evm_setAutomine", true);
        var deal = await scene.Pool.MatchAsync(4, 3, Ct);

        await scene.Network.Eth.CallAsync("evm_setAutomine", false);
        await scene.ReachesAsync(EpochState.Closed);
        await scene.RestartAsync();
        scene.Epochs.Live().Should().Contain(epoch => epoch.State == EpochState.Closed);

        await scene.Network.Eth.CallAsync("evm_setAutomine", true);
        await scene.Network.Eth.CallAsync("evm_mine");
        await scene.ReachesAsync(EpochState.Anchored);
        await scene.RestartAsync();

        scene.Crew.Gates.Open = true;
        await scene.ReachesAsync(EpochState.Proposed);
        await scene.RestartAsync();

        await scene.Network.Eth.CallAsync("evm_setAutomine", false);
        scene.Crew.Gates.Sign = true;
        await scene.ReachesAsync(EpochState.Settling);
        await scene.RestartAsync();

        await scene.Network.Eth.CallAsync("evm_setAutomine", true);
        await scene.Network.Eth.CallAsync("evm_mine");
        await scene.CompletedAsync(deal);
        await scene.RightAsync(deal);
        scene.Crew.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task A_scheduler_that_lost_its_file_knows_from_the_chain_what_epochs_settled_and_goes_on_with_new_numbers()
    {
        await using var scene = await EpochScene.StartAsync([Honest, Honest]);
        var deal = await scene.Pool.MatchAsync(3, 2, Ct);
        await scene.CompletedAsync(deal);
        var last = EpochPool.TasksOf(deal).Max(task => scene.Tasks.Find(task)!.Epoch!.Value);
        await scene.StopAsync();

        using var folder = new TestFolder();
        await using (var blank = await scene.StartBlankAsync(folder))
        {
            var tasks = blank.Services.GetRequiredService<TaskStore>();
            await Eventually.HoldsAsync("all tasks are known to be completed", () => EpochPool.TasksOf(deal).All(task => tasks.Find(task)?.State == TaskState.Completed), EpochScene.Patience, Ct);
            tasks.Find(EpochPool.TasksOf(deal)[0])!.Digest.Should().Be(EpochWorker.DigestOf(EpochPool.TasksOf(deal)[0], "truth"));
            (await blank.Services.GetRequiredService<Scheduler.Epochs.EpochStore>().EnsureOpenAsync(Ct)).Should().BeGreaterThan(last);
        }

        await scene.StartAgainAsync();
    }
}
