using Ect.Contracts;
using Ect.Protocol.Deals;
using Ect.Sdk.Deals;
using Ect.Sdk.Tasks;
using Ect.Testing;

namespace Ect.EndToEnd.Tests;

/// <summary>A scheduler that never comes back: requesters are refunded and workers have their stakes again without it.</summary>
[Collection(NetworkToBreak.Name)]
public sealed class FaultsGoneTests(BreakableNetwork breakable)
{
    // Of category 0, in seconds.
    private const uint Duration = 60;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private TestNetwork Network => breakable.Network;

    [Fact]
    public async Task After_the_final_deadline_the_requester_claims_the_refund()
    {
        await breakable.WithoutAsync(["scheduler"], async () =>
        {
            var before = await Network.AccountAsync(Network.Local.Parties.Requester);
            var deal = await breakable.BuyAsync("monte-carlo", "--tasks", "2", "--category", "0");
            (await Network.EctAsync("task", "claim", $"{deal.Id}:0")).ShouldFail(1, "task_not_ready", "UTC");
            await breakable.PassAsync((HubRules.FinalPeriods * Duration) + 1);
            foreach (var index in deal.Indices)
            {
                var claimed = (await Network.EctAsync("task", "claim", $"{deal.Id}:{index}")).ShouldSucceed();
                ((string)claimed.Document["status"]!).Should().BeEquivalentTo("failed");
                (await Network.EctAsync("task", "claim", $"{deal.Id}:{index}")).ShouldSucceed();
            }

            (await Network.EctAsync("task", "result", $"{deal.Id}:0")).ShouldFail(1, "task_not_ready", "price back");
            var after = await Network.AccountAsync(Network.Local.Parties.Requester);
            after.Free.Should().Be(before.Free + (2 * deal.Terms.SchedulerStake), "the whole price is back, with the stake of the scheduler that did nothing");
            await breakable.AssertNothingLockedAsync();
        });
    }

    [Fact]
    public async Task Stakes_of_workers_come_back_without_the_scheduler()
    {
        await breakable.WithoutAsync(["worker-3", "scheduler"], async () =>
        {
            // Two of three votes: the task cannot end before the scheduler goes for good.
            await breakable.BringBackAsync("scheduler");
            var deal = await breakable.BuyAsync("monte-carlo", "--trust", "3", "--category", "0");
            await HoldsAsync(deal, "two workers have committed", task => task.Contributors.Count == 2);
            await breakable.TakeAwayAsync("scheduler");

            await breakable.PassAsync((HubRules.ContributionPeriods * Duration) + 30);
            await HoldsAsync(deal, "the workers revealed on chain", task => task.Contributors.All(part => part.Outcome == ContributorOutcome.Revealed));
            await breakable.PassAsync((2 * Duration) + 30);
            await HoldsAsync(deal, "the workers have closed the task", task => task.Status == ChainTaskStatus.Failed);
            var task = (await Network.Requester.Tasks.ListAsync(deal)).Single();
            task.Contributors.Should().OnlyContain(part => part.Outcome == ContributorOutcome.Released);
            await breakable.AssertNothingLockedAsync();
        });
    }

    private Task HoldsAsync(DealInfo deal, string what, Func<TaskInfo, bool> condition) =>
        Eventually.HoldsAsync(what, async () => condition((await Network.Requester.Tasks.ListAsync(deal)).Single()), Patience);
}
