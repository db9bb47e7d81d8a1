using System.Numerics;
using System.Text.Json.Nodes;
using Ect.Cli.Up;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Testing;

namespace Ect.EndToEnd.Tests;

/// <summary>What a requester does with deals on the epoch path, by command lines alone. The category's duration is a minute.</summary>
internal sealed class EpochDeals(BreakableNetwork breakable)
{
    /// <summary>Of category 0, in seconds.</summary>
    public const uint Duration = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly BigInteger TaskPrice = SampleShop.AppPrice + SampleShop.PoolPrice;

    // Of the pool price 2 % are burned, of the rest a tenth is the pool owner's.
    private static readonly BigInteger PoolFee = SampleShop.PoolPrice * 98 / 1000;
    private static readonly BigInteger Wages = SampleShop.PoolPrice * 98 * 9 / 1000;

    /// <summary>What the pool owner has at stake for each task.</summary>
    public static BigInteger PoolStake { get; } = SampleShop.PoolPrice * 3 / 10;

    private TestNetwork Network => breakable.Network;

    /// <summary>Leads a deal that has its votes on chain to its end as a requester does, and checks results and money.</summary>
    public async Task FinishAsync(string deal, Ledger before, uint passed)
    {
        await breakable.PassAsync((HubRules.ContributionPeriods - passed) * Duration);
        var stale = await Network.Requester.Tasks.GetAsync(await Network.Requester.Deals.FindAsync(deal), 0);
        var twice = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Network.Requester.Tasks.CloseAsync(stale, Network.Requester.Content)));
        twice.Should().OnlyContain(end => end.Task.Status != ChainTaskStatus.Active, "who comes second finds it done");
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

    /// <summary>Breaks something, after which all roles are there again.</summary>
    public async Task AfterwardsAllAreBackAsync(Func<Task> deed)
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
    public async Task<string> BuyAsync(params string[] arguments) =>
        (string)(await Network.EctAsync(["run", "monte-carlo", "--category", "0", .. arguments])).ShouldSucceed().Document["deals"]![0]!;

    /// <summary>Closes the deal, and expects these deeds, one for each task.</summary>
    public async Task CloseAsync(string deal, params string[] done) =>
        (await Network.EctAsync("deal", "close", deal)).ShouldSucceed().Document["tasks"]!.AsArray().Select(task => (string)task!["done"]!).Should().Equal(done);

    /// <summary>The deal's tasks as `ect task list` shows them.</summary>
    public async Task<IReadOnlyList<JsonNode>> TasksAsync(string deal) =>
        [.. (await Network.EctAsync("task", "list", deal)).ShouldSucceed().Document["tasks"]!.AsArray().Select(task => task!)];

    /// <summary>Who contributed to a task on chain, by wallet, and what became of it.</summary>
    public IReadOnlyList<(string Name, string Outcome)> Contributors(JsonNode task) =>
        [.. task["contributors"]!.AsArray().Select(part => (NameOf((string)part!["worker"]!), (string)part["outcome"]!))];

    private string NameOf(string worker) => Network.Local.Parties.Workers.Single(party => party.Address == Address.Parse(worker)).Name;

    /// <summary>Whether two workers have signed commitments for the scheduler, opened to it or not.</summary>
    public static bool IsSignedByTwo(JsonNode task) =>
        task["scheduler"]!["replicas"]!.AsArray().Count(replica => (string)replica!["state"]! is "pledged" or "disclosed") == 2;

    /// <summary>Whether the epoch of the deal's only task is anchored and not settled.</summary>
    public async Task<bool> IsAnchoredAsync(string deal)
    {
        var status = (await Network.EctAsync("scheduler", "status", "--url", Network.Local.SchedulerStatus.ToString())).ShouldSucceed().Document;
        var epoch = (ulong?)status["openTasks"]!.AsArray().Single(task => (string)task!["deal"]! == deal)!["epoch"];
        return status["epochs"]!.AsArray().Any(row => (ulong)row!["number"]! == epoch && ((string)row["state"]!).Equals("anchored", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Each of the deal's tasks says one of these of itself.</summary>
    public async Task WhyAsync(string deal, params string[] parts) =>
        (await TasksAsync(deal)).Should().OnlyContain(task => parts.Any(part => ((string)task["why"]!).Contains(part, StringComparison.Ordinal)));

    /// <summary>Waits until something holds for each of the deal's tasks.</summary>
    public Task HoldsAsync(string deal, string what, Func<JsonNode, bool> condition) =>
        Eventually.HoldsAsync(
            $"{what} (logs: {Network.Folders().Logs})",
            async () => await TasksAsync(deal) is var tasks && (tasks.All(condition) ? true : throw new InvalidOperationException(string.Join('\n', tasks))),
            Patience);
}
