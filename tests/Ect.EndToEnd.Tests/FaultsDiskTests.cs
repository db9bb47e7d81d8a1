using Ect.Cli.Up;
using Ect.Contracts;
using Ect.Testing;

namespace Ect.EndToEnd.Tests;

/// <summary>Full disks: the one whose disk it is says so, and nothing half-written stays.</summary>
[Collection(NetworkToBreak.Name)]
public sealed class FaultsDiskTests(BreakableNetwork breakable)
{
    private const string NoDisk = "Mounting a small disk needs root.";

    private TestNetwork Network => breakable.Network;

    [Fact]
    public async Task A_worker_whose_disk_is_full_blames_itself_and_others_do_the_task()
    {
        await breakable.OfferAppAsync(RepositoryRoot.File("samples", "hostile", "hostile.wasm"), "hostile");
        using var disk = SmallDisk.TryMount(Network.NewPath(), 12 << 20);
        Assert.SkipWhen(disk is null, NoDisk);
        var crammed = Network.Local.Parties.Workers[2];
        await breakable.TakeAwayAsync("worker-2");
        await breakable.TakeAwayAsync("worker-3");
        try
        {
            // It takes the place of worker-3: its stake is in the hub.
            await using var worker = Network.StartEct("worker", "start", "--pool", "local", "--wallet", crammed.Name, "--data", disk.Folder, "--slots", "1");
            await Eventually.HoldsAsync("the worker is connected", async () =>
                (await Network.EctAsync("scheduler", "status")).Output.Contains($"{crammed.Address}", StringComparison.Ordinal));

            // Honest workers find that the app writes too much. This one's disk is full long before.
            var deal = await breakable.BuyAsync("hostile", "--args", "flood-file", "--trust", "2");
            await breakable.BlamesAsync(deal, "worker", $"{crammed.Address}", "No space left");
            await breakable.BringBackAsync("worker-2");
            await breakable.AssertSettledAsync(deal, appFailed: true);
            var task = (await Network.Requester.Tasks.ListAsync(deal)).Single();
            task.Contributors.Select(part => part.Worker).Should().HaveCount(2).And.NotContain(crammed.Address, "who could not compute it puts no stake on it");
        }
        finally
        {
            await breakable.BringBackAsync("worker-2");
            await breakable.BringBackAsync("worker-3");
        }
    }

    [Fact]
    public async Task A_result_that_finds_no_room_leaves_nothing_behind()
    {
        var deal = await breakable.BuyAsync("monte-carlo");
        await breakable.AssertSettledAsync(deal);
        using var disk = SmallDisk.TryMount(Network.NewPath(), 16 << 10);
        Assert.SkipWhen(disk is null, NoDisk);
        disk.Fill();
        var folder = Path.Combine(disk.Folder, "result");
        (await Network.EctAsync("task", "result", $"{deal.Id}:0", "--out", folder)).ShouldFail(1, "storage_failed", folder, "full");
        Directory.EnumerateFileSystemEntries(disk.Folder).Should().Equal(disk.Filler);

        File.Delete(disk.Filler);
        (await Network.EctAsync("task", "result", $"{deal.Id}:0", "--out", folder)).ShouldSucceed();
    }
}
