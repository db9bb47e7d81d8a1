using Ect.Contracts;
using Ect.Protocol.Deals;
using Ect.Testing;

namespace Ect.EndToEnd.Tests;

/// <summary>
/// A deal on the epoch path whose scheduler is killed and never comes back ends, by commands of the users alone, with
/// everybody's money where docs/protocol.md says.
/// </summary>
[Collection(NetworkToBreak.Name)]
public sealed class EpochGoneTests(BreakableNetwork breakable)
{
    private readonly EpochDeals deals = new(breakable);

    private TestNetwork Network => breakable.Network;

    [Fact]
    public async Task Gone_before_anybody_commits_the_drawn_workers_do_the_tasks_by_themselves()
    {
        await deals.AfterwardsAllAreBackAsync(async () =>
        {
            await breakable.KillForGoodAsync("scheduler");
            var before = await Ledger.ReadAsync(Network);
            var deal = await deals.BuyAsync("--tasks", "2", "--trust", "2");
            await deals.WhyAsync(deal, "without the scheduler");
            await breakable.PassAsync((HubRules.FirstWideningPeriods * EpochDeals.Duration) + 1);
            // Until one has, which may be at once.
            await deals.WhyAsync(deal, "drawn workers may without it", "without the scheduler too");
            await deals.HoldsAsync(deal, "drawn workers contribute unasked", task => deals.Contributors(task).Count >= 2);
            await deals.FinishAsync(deal, before, HubRules.FirstWideningPeriods);
        });
    }

    [Fact]
    public async Task Gone_after_workers_signed_commitments_they_and_who_joins_them_end_the_deal_on_chain()
    {
        await deals.AfterwardsAllAreBackAsync(async () =>
        {
            // Two of three votes: no epoch can settle the task.
            await breakable.KillForGoodAsync("worker-3");
            var before = await Ledger.ReadAsync(Network);
            var deal = await deals.BuyAsync("--trust", "3");
            await deals.HoldsAsync(deal, "two workers have signed commitments", EpochDeals.IsSignedByTwo);
            await breakable.KillForGoodAsync("scheduler");
            await breakable.BringBackAsync("worker-3");
            await breakable.PassAsync((HubRules.FirstWideningPeriods * EpochDeals.Duration) + 1);
            await deals.HoldsAsync(deal, "all three contribute on chain", task => deals.Contributors(task).Count == 3);
            await deals.FinishAsync(deal, before, HubRules.FirstWideningPeriods);
        });
    }

    [Fact]
    public async Task Gone_after_its_anchor_the_workers_end_the_deal_on_chain()
    {
        // Every worker has the application from here on, and needs the content store for its result alone.
        (await Network.EctAsync("run", "monte-carlo", "--category", "0", "--trust", "3", "--watch")).ShouldSucceed();
        await deals.AfterwardsAllAreBackAsync(async () =>
        {
            var before = await Ledger.ReadAsync(Network);
            await breakable.KillForGoodAsync("content");
            var deal = await deals.BuyAsync("--trust", "3");
            await Eventually.HoldsAsync("the scheduler has anchored the commitments, and no worker can upload", async () => await deals.IsAnchoredAsync(deal), TimeSpan.FromMinutes(2));
            await breakable.KillForGoodAsync("scheduler");
            await breakable.BringBackAsync("content");
            await breakable.PassAsync((HubRules.SelfAssignPeriods * EpochDeals.Duration) + 1);
            await deals.HoldsAsync(deal, "all three contribute on chain", task => deals.Contributors(task).Count == 3);
            await deals.FinishAsync(deal, before, HubRules.SelfAssignPeriods);
        });
    }

    [Fact]
    public async Task Gone_with_all_workers_after_they_signed_who_paid_claims_the_price_and_the_schedulers_stake()
    {
        await deals.AfterwardsAllAreBackAsync(async () =>
        {
            await breakable.KillForGoodAsync("worker-3");
            var before = await Ledger.ReadAsync(Network);
            var deal = await deals.BuyAsync("--tasks", "2", "--trust", "3");
            await deals.HoldsAsync(deal, "two workers have signed commitments", EpochDeals.IsSignedByTwo);
            await breakable.KillForGoodAsync("scheduler", "worker-1", "worker-2");
            (await Network.EctAsync("task", "claim", $"{deal}:0")).ShouldFail(1, "task_not_ready", "UTC");
            await breakable.PassAsync((HubRules.FinalPeriods * EpochDeals.Duration) + 1);
            (await Network.EctAsync("task", "claim", $"{deal}:0")).ShouldSucceed();
            await deals.CloseAsync(deal, "none", "claim");
            await deals.CloseAsync(deal, "none", "none");
            (await Network.EctAsync("task", "result", $"{deal}:0")).ShouldFail(1, "task_not_ready", "price back");
            (await Ledger.ReadAsync(Network)).ShouldDifferFrom(before, ("default", 2 * EpochDeals.PoolStake), ("pool-owner", -2 * EpochDeals.PoolStake));
        });
    }
}
