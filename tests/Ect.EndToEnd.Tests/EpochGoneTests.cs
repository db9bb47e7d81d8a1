using System.Numerics;
using System.Text.Json.Nodes;
using Ect.Cli.Up;
using Ect.Contracts;
using Ect.Ethereum;
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
    // Of category 0, in seconds.
    private const uint Duration = 60;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly BigInteger TaskPrice = SampleShop.AppPrice + SampleShop.PoolPrice;

    // Of the pool price 2 % are burned, of the rest a tenth is the pool owner's.
    private static readonly BigInteger PoolFee = SampleShop.PoolPrice * 98 / 1000;
    private static readonly BigInteger Wages = SampleShop.PoolPrice * 98 * 9 / 1000;
    private static readonly BigInteger PoolStake = SampleShop.PoolPrice * 3 / 10;

    private TestNetwork Network => breakable.Network;

    [Fact]
    public async Task Gone_before_anybody_commits_the_drawn_workers_do_the_tasks_by_themselves()
    {
        await AfterwardsAllAreBackAsync(async () =>
        {
            await breakable.KillForGoodAsync("scheduler");
            var before = await Ledger.ReadAsync(Network);
            var deal = await BuyAsync("--tasks", "2", "--trust", "2");
            await WhyAsync(deal, "without the scheduler");
            await breakable.PassAsync((HubRules.FirstWideningPeriods * Duration) + 1);
            await WhyAsync(deal, "drawn workers may without it");
            await HoldsAsync(deal, "drawn workers contribute unasked", task => Contributors(task).Count >= 2);
            await FinishAsync(deal, before, HubRules.FirstWideningPeriods);
        });
    }

    [Fact]
    public async Task Gone_after_workers_signed_commitments_they_and_who_joins_them_end_the_deal_on_chain()
    {
        await AfterwardsAllAreBackAsync(async () =>
        {
            // Two of three votes: no epoch can settle the task.
            await breakable.KillForGoodAsync("worker-3");
            var before = await Ledger.ReadAsync(Network);
            var deal = await BuyAsync("--trust", "3");
            await HoldsAsync(deal, "two workers have signed commitments", IsPledgedByTwo);
            await breakable.KillForGoodAsync("scheduler");
            await breakable.BringBackAsync("worker-3");
            await breakable.PassAsync((HubRules.FirstWideningPeriods * Duration) + 1);
            await HoldsAsync(deal, "all three contribute on chain", task => Contributors(task).Count == 3);
            await FinishAsync(deal, before, HubRules.FirstWideningPeriods);
        });
    }

    [Fact]
    public async Task Gone_after_its_anchor_the_workers_end_the_deal_on_chain()
    {
        // Every worker has the application from here on, and needs the content store for its result alone.
        (await Network.EctAsync("run", "monte-carlo", "--category", "0", "--trust", "3", "--watch")).ShouldSucceed();
        await AfterwardsAllAreBackAsync(async () =>
        {
            var before = await Ledger.ReadAsync(Network);
            await breakable.KillForGoodAsync("content");
            var deal = await BuyAsync("--trust", "3");
            await Eventually.HoldsAsync("the scheduler has anchored the commitments, and no worker can upload", async () => await IsAnchoredAsync(deal), Patience);
            await breakable.KillForGoodAsync("scheduler");
            await breakable.BringBackAsync("content");
            await breakable.PassAsync((HubRules.SelfAssignPeriods * Duration) + 1);
            await HoldsAsync(deal, "all three contribute on chain", task => Contributors(task).Count == 3);
            await FinishAsync(deal, before, HubRules.SelfAssignPeriods);
        });
    }

    [Fact]
    public async Task Gone_with_all_workers_after_they_signed_who_paid_claims_the_price_and_the_schedulers_stake()
    {
        await AfterwardsAllAreBackAsync(async () =>
        {
            await breakable.KillForGoodAsync("worker-3");
            var before = await Ledger.ReadAsync(Network);
            var deal = await BuyAsync("--tasks", "2", "--trust", "3");
            await HoldsAsync(deal, "two workers have signed commitments", IsPledgedByTwo);
            await breakable.KillForGoodAsync("scheduler", "worker-1", "worker-2");
            (await Network.EctAsync("task", "claim", $"{deal}:0")).ShouldFail(1, "task_not_ready", "UTC");
            await breakable.PassAsync((HubRules.FinalPeriods * Duration) + 1);
            (await Network.EctAsync("task", "claim", $"{deal}:0")).ShouldSucceed();
            await CloseAsync(deal, "none", "claim");
            await CloseAsync(deal, "none", "none");
            (await Network.EctAsync("task", "result", $"{deal}:0")).ShouldFail(1, "task_not_ready", "price back");
            (await Ledger.ReadAsync(Network)).ShouldDifferFrom(before, ("default", 2 * PoolStake), ("pool-owner", -2 * PoolStake));
        });
    }

    [Fact]
    public async Task Gone_with_all_workers_after_they_contributed_on_chain_who_paid_is_refunded_and_the_silent_pay()
    {
        await AfterwardsAllAreBackAsync(async () =>
        {
            await breakable.KillForGoodAsync("scheduler");
            var before = await Ledger.ReadAsync(Network);
            var deal = await BuyAsync("--trust", "2");
            await breakable.PassAsync((HubRules.FirstWideningPeriods * Duration) + 1);
            await HoldsAsync(deal, "drawn workers contribute unasked", task => Contributors(task).Count >= 2);
            await breakable.KillForGoodAsync("worker-1", "worker-2", "worker-3");
            var silent = Contributors((await TasksAsync(deal)).Single());
            await breakable.PassAsync((HubRules.FinalPeriods - HubRules.FirstWideningPeriods) * Duration);
            (await Network.EctAsync("task", "claim", $"{deal}:0")).ShouldFail(1, "task_not_ready", "ect task open-reveal");
            (await Network.EctAsync("task", "open-reveal", $"{deal}:0")).ShouldSucceed();
            await breakable.PassAsync((2 * Duration) + 2);
            await CloseAsync(deal, "claim");
            Contributors((await TasksAsync(deal)).Single()).Should().OnlyContain(part => part.Outcome == "silent");
            (await Ledger.ReadAsync(Network)).ShouldDifferFrom(before, [("pool-owner", -PoolStake), .. silent.Select(part => (part.Name, -SampleShop.WorkerStake))]);
        });
    }

    /// <summary>Leads a deal that has its votes on chain to its end as a requester does, and checks results and money.</summary>
    private async Task FinishAsync(string deal, Ledger before, uint passed)
    {
        await breakable.PassAsync((HubRules.ContributionPeriods - passed) * Duration);
        (await Network.EctAsync("deal", "close", deal)).ShouldSucceed();
        await HoldsAsync(deal, "the workers show their results on chain", task => Contributors(task).All(part => part.Outcome == "revealed"));
        await breakable.PassAsync(Duration + 1);
        (await Network.EctAsync("deal", "close", deal)).ShouldSucceed();

        var tasks = await TasksAsync(deal);
        tasks.Should().OnlyContain(task => (string)task["status"]! == "completed");
        foreach (var task in tasks)
        {
            var result = (await Network.EctAsync("task", "result", (string)task["id"]!, "--out", Network.NewPath())).ShouldSucceed();
            ((bool)result.Document["result"]!["verified"]!).Should().BeTrue();
        }

        var parts = tasks.SelectMany(task => Contributors(task).Select(part => (part.Name, part.Outcome, Wage: Wages / Contributors(task).Count))).ToArray();
        parts.Should().OnlyContain(part => part.Outcome == "right");
        (await Ledger.ReadAsync(Network)).ShouldDifferFrom(
            before,
            [
                ("default", -tasks.Count * TaskPrice), ("app-owner", tasks.Count * SampleShop.AppPrice), ("pool-owner", tasks.Count * PoolFee),
                .. parts.Select(part => (part.Name, part.Wage)),
            ]);
        await Network.AssertConservedAsync();
    }

    private async Task AfterwardsAllAreBackAsync(Func<Task> deed)
    {
        try
        {
            await deed();
        }
        finally
        {
            foreach (var role in new[] { "content", "scheduler", "worker-1", "worker-2", "worker-3" })
            {
                await breakable.BringBackAsync(role);
            }
        }
    }

    /// <summary>Buys on the epoch path, and returns the deal's id at once.</summary>
    private async Task<string> BuyAsync(params string[] arguments) =>
        (string)(await Network.EctAsync(["run", "monte-carlo", "--category", "0", .. arguments])).ShouldSucceed().Document["deals"]![0]!;

    private async Task CloseAsync(string deal, params string[] done) =>
        (await Network.EctAsync("deal", "close", deal)).ShouldSucceed().Document["tasks"]!.AsArray().Select(task => (string)task!["done"]!).Should().Equal(done);

    private async Task<IReadOnlyList<JsonNode>> TasksAsync(string deal) =>
        [.. (await Network.EctAsync("task", "list", deal)).ShouldSucceed().Document["tasks"]!.AsArray().Select(task => task!)];

    private IReadOnlyList<(string Name, string Outcome)> Contributors(JsonNode task) =>
        [.. task["contributors"]!.AsArray().Select(part => (NameOf((string)part!["worker"]!), (string)part["outcome"]!))];

    private string NameOf(string worker) => Network.Local.Parties.Workers.Single(party => party.Address == Address.Parse(worker)).Name;

    private static bool IsPledgedByTwo(JsonNode task) => task["scheduler"]!["replicas"]!.AsArray().Count(replica => (string)replica!["state"]! == "pledged") == 2;

    private async Task<bool> IsAnchoredAsync(string deal)
    {
        var status = (await Network.EctAsync("scheduler", "status", "--url", Network.Local.SchedulerStatus.ToString())).ShouldSucceed().Document;
        var epoch = (ulong?)status["openTasks"]!.AsArray().Single(task => (string)task!["deal"]! == deal)!["epoch"];
        return status["epochs"]!.AsArray().Any(row => (ulong)row!["number"]! == epoch && ((string)row["state"]!).Equals("anchored", StringComparison.OrdinalIgnoreCase));
    }

    private async Task WhyAsync(string deal, string part) => (await TasksAsync(deal)).Should().OnlyContain(task => ((string)task["why"]!).Contains(part, StringComparison.Ordinal));

    private Task HoldsAsync(string deal, string what, Func<JsonNode, bool> condition) =>
        Eventually.HoldsAsync(
            $"{what} (logs: {Network.Folders().Logs})",
            async () => await TasksAsync(deal) is var tasks && (tasks.All(condition) ? true : throw new InvalidOperationException(string.Join('\n', tasks))),
            Patience);
}
