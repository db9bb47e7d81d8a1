using System.Globalization;
using Ect.Protocol.Deals;
using Ect.Testing;

namespace Ect.EndToEnd.Tests.Chaos;

/// <summary>See docs/chaos.md for the environment variables ECT_CHAOS_SEED, ECT_CHAOS_STRIKES and ECT_CHAOS_KEEP.</summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int StrikesForEachPurchase = 3;

    // A minute of the chain's clock: the duration of category 0, in which the deals are.
    private const uint Minute = 60;
    private static readonly TimeSpan InPeace = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BetweenJumps = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task With_its_store_in_a_file_whatever_is_struck_every_task_ends_once_and_balances_match_the_model() => await RunAsync(null);

    [Fact]
    public async Task With_PostgreSQL_and_a_standby_whatever_is_struck_every_task_ends_once_and_balances_match_the_model()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        await RunAsync(PostgresServer.NewDatabase());
    }

    private async Task RunAsync(string? database)
    {
        var seed = Setting("ECT_CHAOS_SEED", Random.Shared.Next());
        await using var chaos = await ChaosNetwork.StartAsync(database, output.WriteLine);
        var plan = ChaosPlan.Make(seed, Setting("ECT_CHAOS_STRIKES", ChaosPlan.RoundLength), chaos.Victims);
        output.WriteLine($"ECT_CHAOS_SEED={seed} ECT_CHAOS_STRIKES={plan.Count}");
        chaos.Network.IsKept = Environment.GetEnvironmentVariable("ECT_CHAOS_KEEP") is "1";
        try
        {
            await StrikeAndCountAsync(chaos, plan);
        }
        catch
        {
            chaos.Network.IsKept = true;
            output.WriteLine($"The plan:\n{string.Join('\n', plan)}\nThe logs: {chaos.Network.Folders().Logs}");
            throw;
        }
    }

    private async Task StrikeAndCountAsync(ChaosNetwork chaos, IReadOnlyList<Strike> plan)
    {
        var purchases = new Purchases(chaos.Network);
        foreach (var (number, strike) in plan.Index())
        {
            if (number % StrikesForEachPurchase == 0)
            {
                purchases.Begin();
            }

            output.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss} {strike}");
            await chaos.StrikeAsync(strike);
            await Task.Delay(strike.Pause, TimeProvider.System);
        }

        await chaos.HealAsync();
        purchases.Begin(); // one on each path that nothing strikes: what was struck works again
        purchases.Begin();
        await purchases.EndAsync();
        await EndOfAllAsync(chaos.Network);
        await chaos.StopAllButChainAsync();

        var model = await MoneyModel.ReadAsync(chaos.Network.Hub);
        Tell(plan, purchases, model, await chaos.TermsAsync());
        model.Tasks.Should().OnlyContain(task => task.Ends.Count == 1, "every task ends, once");
        model.Tasks.Where(task => DealMode.IsDirect(task.Deal.Mode)).Should().NotBeEmpty("some were bought on the direct path");
        model.Tasks.Where(task => !DealMode.IsDirect(task.Deal.Mode)).Should().NotBeEmpty("some were bought on the epoch path");
        await AssertMatchesAsync(chaos.Network, model);
    }

    /// <summary>What does not end in peace ends by the deadlines, for which nobody waits here: the chain's clock is set ahead.</summary>
    private async Task EndOfAllAsync(TestNetwork network)
    {
        var patience = InPeace;
        for (uint minutes = 0; ; minutes++)
        {
            try
            {
                await Eventually.HoldsAsync("every task ends", async () => (await OpenAsync(network)).Count == 0, patience);
                output.WriteLine($"All ended after {minutes} more minutes of the chain's clock.");
                return;
            }
            catch (TimeoutException) when (minutes < HubRules.FinalPeriods + 6)
            {
                patience = BetweenJumps;
                await network.PassAsync(Minute);
            }
            catch (TimeoutException late)
            {
                throw new TimeoutException($"Open for ever: {string.Join(", ", await OpenAsync(network))}", late);
            }
        }
    }

    private static async Task<List<string>> OpenAsync(TestNetwork network)
    {
        var open = new List<string>();
        foreach (var deal in await network.Requester.Deals.ListAsync())
        {
            open.AddRange((await network.Requester.Tasks.ListAsync(deal)).Where(task => !task.IsFinal).Select(task => $"{deal.Id}:{task.Index} {task.Status}"));
        }

        return open;
    }

    private static async Task AssertMatchesAsync(TestNetwork network, MoneyModel model)
    {
        foreach (var party in network.Local.Parties.All)
        {
            var account = await network.Hub.AccountOfAsync(party.Address);
            var seat = await network.Hub.SeatOfAsync(party.Address);
            var leaving = await network.Hub.LeavingOfAsync(party.Address);
            var actual = new Purse
            {
                Free = account.Free,
                Locked = account.Locked,
                Bond = seat.Bond * Contracts.HubClient.Gwei,
                Earned = seat.Earned * Contracts.HubClient.Gwei,
                Leaving = leaving.Bond * Contracts.HubClient.Gwei,
            };
            actual.Should().Be(model.Purses.GetValueOrDefault(party.Address, new()), $"{party.Name} has what the rules say");
            actual.Locked.Should().Be(0, $"nothing of {party.Name} is at stake any more");
        }

        model.Purses.Keys.Should().BeSubsetOf(network.Local.Parties.All.Select(party => party.Address), "nobody else has anything");
        (await network.Hub.BurnedAsync()).Should().Be(model.Burned);
        (await network.Hub.TokenBalanceAsync(network.Hub.Deployment.Hub)).Should().Be(model.Held);
        model.Purses.Values.Aggregate(model.Burned, (sum, purse) => sum + purse.Sum).Should().Be(model.Held, "what the hub has is somebody's, or burned");
        await network.AssertConservedAsync();
    }

    private void Tell(IReadOnlyList<Strike> plan, Purchases purchases, MoneyModel model, long? terms)
    {
        output.WriteLine($"Strikes: {Counts(plan.Select(strike => strike.Kind))}");
        output.WriteLine($"Tasks: {model.Tasks.Count} bought; {Counts(model.Tasks.SelectMany(task => task.Ends))}");
        output.WriteLine($"Purchases that failed: {string.Join(", ", purchases.Failures.Select(failure => $"{failure.Value} {failure.Key}"))}");
        output.WriteLine(terms is null ? "One scheduler" : $"Schedulers led in {terms} terms");
    }

    private static string Counts<T>(IEnumerable<T> things)
        where T : notnull => string.Join(", ", things.CountBy(thing => thing).OrderByDescending(count => count.Value).Select(count => $"{count.Value} {count.Key}"));

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
