using System.Text.Json.Nodes;
using Ect.Testing;

namespace Ect.Worker.Tests.Integration;

public sealed class SeatTests(TestNetwork network) : IClassFixture<TestNetwork>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_seat_that_a_reorg_takes_back_is_taken_again_by_the_running_worker()
    {
        await network.NewSeatedWorkerAsync(); // Opens the roster.
        using var folder = new TemporaryFolder();
        var key = await network.NewWorkerAsync();
        var before = await network.Client.CallAsync("evm_snapshot");
        await using var worker = RunningWorker.Start(network, key, new Uri("http://127.0.0.1:1"), folder.Path);
        await Eventually.HoldsAsync("the worker knows that it has a seat", () => worker.Log.Lines.Any(line => line.Contains("has a seat in the pool", StringComparison.Ordinal)), cancellationToken: Ct);

        await network.Client.CallAsync("evm_revert", JsonValue.Create(before.GetString()));
        (await network.SeatAsync(key.Address)).Roster.Should().Be(0);
        await Eventually.HoldsAsync("the worker has a seat again", async () => (await network.SeatAsync(key.Address)).Roster != 0, TimeSpan.FromMinutes(1), Ct);
    }
}
