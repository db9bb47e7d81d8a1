using System.Text.Json.Nodes;
using Ect.Cli.Up;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Testing;

namespace Ect.EndToEnd.Tests;

/// <summary>
/// A content store that loses a result which an epoch settled: those who agreed on it bring it back, publish it on chain, or
/// pay. On a network of its own, since half a day passes on its chain.
/// </summary>
public sealed class AvailabilityTests(BreakableNetwork breakable) : IClassFixture<BreakableNetwork>
{
    private static readonly System.Numerics.BigInteger Price = SampleShop.AppPrice + SampleShop.PoolPrice;
    private static readonly System.Numerics.BigInteger Bond = Price + SampleShop.WorkerStake;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly EpochDeals deals = new(breakable);

    private TestNetwork Network => breakable.Network;

    private HubClient Hub => new(Network.Local.Chain, Network.Local.Network.Deployment);

    private string Store => Network.Folders().Of("content");

    [Fact]
    public async Task A_result_that_the_store_lost_is_uploaded_again_by_its_workers_and_the_challenge_taken_back()
    {
        var (task, root) = await SettledAsync("1");
        var before = await Ledger.ReadAsync(Network);
        (await ChallengeAsync(task)).Should().Be("none", "the result is to be had");
        File.Delete(FileOf(root));
        (await ResultAsync(task)).ShouldFail(3, "content_missing", root).Hint.Should().Contain("ect task challenge");

        var challenged = (await Network.EctAsync("task", "challenge", task)).ShouldSucceed().Document;
        ((string)challenged["step"]!).Should().Be("challenge");
        ((string)challenged["bond"]!).Should().Be(Units.FormatEther(Bond));
        ((string)challenged["missing"]![0]!["cid"]!).Should().Be(root);
        ((string)challenged["challenges"]![0]!["status"]!).Should().Be("open");
        (await Network.AccountAsync(Network.Local.Parties.Requester)).Locked.Should().Be(Bond);

        await Eventually.HoldsAsync("a worker has uploaded the result again", () => Directory.EnumerateFiles(Store, root, SearchOption.AllDirectories).Any(), Patience);
        (await ChallengeAsync(task)).Should().Be("withdraw");
        (await ResultAsync(task)).ShouldSucceed();
        (await ChallengeAsync(task)).Should().Be("none");
        (await Ledger.ReadAsync(Network)).ShouldDifferFrom(before);
    }

    [Fact]
    public async Task A_block_that_the_store_refuses_is_published_on_chain_by_the_worker_whose_turn_it_is_for_the_challengers_bond()
    {
        var (task, root) = await SettledAsync("2");
        var before = await Ledger.ReadAsync(Network);
        await RefusingAsync(root, async () =>
        {
            (await ResultAsync(task)).ShouldFail(3, "content_missing", root);
            (await ChallengeAsync(task)).Should().Be("challenge");
            (await ChallengeAsync(task)).Should().Be("wait");
            await breakable.PassAsync((HubRules.AnswerPeriod / 2) + 1);
            await Eventually.HoldsAsync($"a worker publishes the block (logs: {Network.Folders().Logs})", async () => (string)(await ShowAsync(task))["challenges"]![0]!["status"]! == "published", Patience);

            var publisher = (await Hub.PublishedBlocksAsync(Bytes32.Parse(task))).Single().Publisher;
            publisher.Should().Be(await FirstOfThoseWhoAgreedAsync(task), "the others wait for their turns");
            ((bool)(await ResultAsync(task)).ShouldSucceed().Document["result"]!["verified"]!).Should().BeTrue();
            var done = (await Network.EctAsync("task", "challenge", task)).ShouldSucceed().Document;
            ((string)done["step"]!).Should().Be("none");
            ((string)done["said"]!).Should().Contain("from the chain");
            (await Ledger.ReadAsync(Network)).ShouldDifferFrom(before, ("default", -Bond), (Network.Local.Parties.Workers.Single(worker => worker.Address == publisher).Name, Bond));
        });
    }

    [Fact]
    public async Task With_the_store_gone_for_good_the_whole_result_comes_from_the_chain_block_by_block()
    {
        var (task, root) = await SettledAsync("4");
        await deals.AfterwardsAllAreBackAsync(async () =>
        {
            await breakable.KillForGoodAsync("content");
            var before = await Ledger.ReadAsync(Network);
            var challenged = new List<string>();
            foreach (var isRoot in new[] { true, false })
            {
                var document = (await Network.EctAsync("task", "challenge", task, "--store-gone", "--blocks", "8")).ShouldSucceed().Document;
                ((string)document["step"]!).Should().Be("challenge");
                var missing = document["missing"]!.AsArray().Select(block => (string)block!["cid"]!).ToArray();
                missing.Should().Match(all => isRoot ? all.SequenceEqual(new[] { root }) : all.Count() > 1);
                challenged.AddRange(missing);
                await breakable.PassAsync((HubRules.AnswerPeriod / 2) + 1);
                await Eventually.HoldsAsync(
                    $"the workers publish what is challenged (logs: {Network.Folders().Logs})",
                    async () => (await ShowAsync(task))["challenges"]!.AsArray().Count(challenge => (string)challenge!["status"]! == "published") == challenged.Count,
                    Patience);
            }

            ((bool)(await ResultAsync(task)).ShouldSucceed().Document["result"]!["verified"]!).Should().BeTrue();
            var earned = (await Hub.PublishedBlocksAsync(Bytes32.Parse(task))).Select(block => (Network.Local.Parties.Workers.Single(worker => worker.Address == block.Publisher).Name, Bond)).ToArray();
            (await Ledger.ReadAsync(Network)).ShouldDifferFrom(before, [("default", -Bond * challenged.Count), .. earned]);
        });
    }

    [Fact]
    public async Task When_store_and_workers_are_gone_who_paid_has_its_price_back_from_the_bonds_of_those_who_agreed()
    {
        var (task, _) = await SettledAsync("3");
        var agreed = deals.Contributors(await ShowAsync(task)).Select(part => part.Name).ToArray();
        await deals.AfterwardsAllAreBackAsync(async () =>
        {
            await breakable.KillForGoodAsync("content", "worker-1", "worker-2", "worker-3");
            var before = await WealthAsync();
            var burned = await Hub.BurnedAsync();
            (await Network.EctAsync("task", "challenge", task)).ShouldFail(5, "content_unreachable", task).Hint.Should().Contain("--store-gone");
            (await ChallengeAsync(task, "--store-gone")).Should().Be("challenge");
            await breakable.PassAsync(HubRules.AnswerPeriod - 60);
            (await ChallengeAsync(task, "--store-gone")).Should().Be("wait");
            await breakable.PassAsync(61);
            ((string)(await ShowAsync(task))["challenges"]![0]!["status"]!).Should().Be("overdue");

            var failed = (await Network.EctAsync("task", "challenge", task)).ShouldSucceed().Document;
            ((string)failed["step"]!).Should().Be("fail");
            ((string)failed["refund"]!).Should().Be(Units.FormatEther(Price));
            (await ChallengeAsync(task)).Should().Be("refunded");

            var penalty = agreed.Length * SampleShop.WorkerStake;
            foreach (var (name, wealth) in await WealthAsync())
            {
                var change = name == "default" ? Price : agreed.Contains(name) ? -SampleShop.WorkerStake : 0;
                wealth.Should().Be(before[name] + change, $"{name} has {Units.FormatEther(change)} ECT more than before");
            }

            (await Hub.BurnedAsync()).Should().Be(burned + penalty - Price, "what is left of the penalties is nobody's");
            await breakable.AssertNothingLockedAsync();
        });
    }

    /// <summary>Buys a task, and waits until an epoch has settled it: its id, and the content id of its result.</summary>
    private async Task<(string Task, string Root)> SettledAsync(string argument)
    {
        var deal = await deals.BuyAsync("--trust", "2", "--args", argument);
        await deals.HoldsAsync(deal, "an epoch settles the task", task => (string)task["status"]! == "completed");
        var task = (await deals.TasksAsync(deal)).Single();
        return ((string)task["id"]!, (string)task["resultCid"]!);
    }

    /// <summary>What `ect task challenge` did.</summary>
    private async Task<string> ChallengeAsync(string task, params string[] options) =>
        (string)(await Network.EctAsync(["task", "challenge", task, .. options])).ShouldSucceed().Document["step"]!;

    private Task<EctOutcome> ResultAsync(string task) => Network.EctAsync("task", "result", task, "--out", Network.NewPath());

    private async Task<JsonNode> ShowAsync(string task) => (await Network.EctAsync("task", "show", task)).ShouldSucceed().Document;

    private async Task<Address> FirstOfThoseWhoAgreedAsync(string id)
    {
        var task = await Network.Requester.Tasks.FindAsync(id);
        var pages = (await Hub.FindSettlementAsync(task.Deal.Terms, task.Index))!.Value.Pages;
        var offset = task.Index - task.Deal.Terms.First;
        return pages.AgreeingOn(pages.Find(task.Deal.Id, offset)!.Value.Page, offset).First();
    }

    private async Task<Dictionary<string, System.Numerics.BigInteger>> WealthAsync()
    {
        var wealth = new Dictionary<string, System.Numerics.BigInteger>();
        foreach (var party in Network.Local.Parties.All)
        {
            wealth[party.Name] = await Network.WealthAsync(party);
        }

        return wealth;
    }

    // A folder that leads nowhere: what is in it is gone, and nothing can be put there.
    private async Task RefusingAsync(string cid, Func<Task> deed)
    {
        var shard = Path.GetDirectoryName(FileOf(cid))!;
        var aside = Network.NewPath();
        Directory.Move(shard, aside);
        File.CreateSymbolicLink(shard, Network.NewPath());
        try
        {
            await deed();
        }
        finally
        {
            File.Delete(shard);
            Directory.Move(aside, shard);
        }
    }

    private string FileOf(string cid) => Directory.EnumerateFiles(Store, cid, SearchOption.AllDirectories).Single();
}
