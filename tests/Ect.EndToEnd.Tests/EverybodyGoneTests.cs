using Ect.Cli.Up;
using Ect.Protocol.Deals;

namespace Ect.EndToEnd.Tests;

/// <summary>On a network of its own: its scheduler gives no more work to workers that were silent once.</summary>
public sealed class EverybodyGoneTests(BreakableNetwork breakable) : IClassFixture<BreakableNetwork>
{
    private readonly EpochDeals deals = new(breakable);

    private TestNetwork Network => breakable.Network;

    [Fact]
    public async Task Gone_with_all_workers_after_they_contributed_on_chain_who_paid_is_refunded_and_the_silent_pay()
    {
        await deals.AfterwardsAllAreBackAsync(async () =>
        {
            await breakable.KillForGoodAsync("scheduler");
            var before = await Ledger.ReadAsync(Network);
            var deal = await deals.BuyAsync("--trust", "2");
            await breakable.PassAsync((HubRules.FirstWideningPeriods * EpochDeals.Duration) + 1);
            await deals.HoldsAsync(deal, "drawn workers contribute unasked", task => deals.Contributors(task).Count >= 2);
            await breakable.KillForGoodAsync("worker-1", "worker-2", "worker-3");
            var silent = deals.Contributors((await deals.TasksAsync(deal)).Single());
            await breakable.PassAsync((HubRules.FinalPeriods - HubRules.FirstWideningPeriods) * EpochDeals.Duration);
            (await Network.EctAsync("task", "claim", $"{deal}:0")).ShouldFail(1, "task_not_ready", "ect task open-reveal");
            (await Network.EctAsync("task", "open-reveal", $"{deal}:0")).ShouldSucceed();
            await breakable.PassAsync((2 * EpochDeals.Duration) + 2);
            await deals.CloseAsync(deal, "claim");
            deals.Contributors((await deals.TasksAsync(deal)).Single()).Should().OnlyContain(part => part.Outcome == "silent");
            (await Ledger.ReadAsync(Network)).ShouldDifferFrom(before, [("pool-owner", -EpochDeals.PoolStake), .. silent.Select(part => (part.Name, -SampleShop.WorkerStake))]);
        });
    }
}
