using System.Numerics;
using Ect.Cli.Up;
using Ect.Contracts;
using Ect.Protocol.Deals;
using Ect.Sdk.Tasks;

namespace Ect.EndToEnd.Tests;

public sealed class KillTests(ITestOutputHelper output)
{
    private const int Workers = 5;
    private const uint Tasks = 20;
    private const int LeastKills = 20;

    // After so many the survivors may finish in peace.
    private const int MostKills = 40;

    [Fact]
    public async Task Random_kills_of_scheduler_and_workers_lose_no_task_and_pay_none_twice()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("ECT_KILL_SEED"), out var chosen) ? chosen : Random.Shared.Next();
        output.WriteLine($"ECT_KILL_SEED={seed}");
        await using var network = await TestNetwork.StartAsync(Workers, TimeSpan.FromMilliseconds(500));
        var before = await MoneyAsync(network);
        var app = network.Local.Samples[SampleShop.PriceClusters];
        var dataset = network.Local.Samples[SampleShop.ExchangeRates];
        var deal = await network.BuyAsync(app, dataset, Tasks, trust: 3, "--window", "36", "--stride", "30");

        var kills = await KillWhileRunningAsync(network, deal, new Random(seed));
        var tasks = await network.EndOfAsync(deal, TimeSpan.FromMinutes(6));

        output.WriteLine($"{kills} kills");
        kills.Should().BeGreaterThanOrEqualTo(LeastKills);
        tasks.Should().OnlyContain(task => task.Status == ChainTaskStatus.Completed && !task.AppFailed);
        tasks.Should().OnlyContain(task => task.Contributors.Count(part => part.Outcome == ContributorOutcome.Right) >= 3);
        await AssertPaidOnceAsync(network, before);
        await network.AssertConservedAsync();
    }

    private static async Task<int> KillWhileRunningAsync(TestNetwork network, Sdk.Deals.DealInfo deal, Random random)
    {
        string[] victims = ["scheduler", .. network.Local.Parties.Workers.Select(worker => worker.Name)];
        var kills = 0;
        while (!(await network.Requester.Tasks.ListAsync(deal)).All(task => task.IsFinal) && kills < MostKills)
        {
            // The scheduler dies as often as two workers.
            var victim = network.Local.Supervisor[victims[Math.Max(0, random.Next(-1, victims.Length))]];
            if (victim.ProcessId is not null)
            {
                victim.Kill();
                kills++;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200, 1200)), TimeProvider.System);
        }

        return kills;
    }

    private static async Task<Dictionary<string, BigInteger>> MoneyAsync(TestNetwork network)
    {
        var money = new Dictionary<string, BigInteger>();
        foreach (var party in network.Local.Parties.All)
        {
            money[party.Name] = await network.WealthAsync(party);
        }

        return money;
    }

    private static async Task AssertPaidOnceAsync(TestNetwork network, Dictionary<string, BigInteger> before)
    {
        var parties = network.Local.Parties;
        var after = await MoneyAsync(network);
        foreach (var party in parties.All)
        {
            (await network.AccountAsync(party)).Locked.Should().Be(0, $"everything is settled, {party.Name} has nothing at stake");
        }

        BigInteger Gain(Party party) => after[party.Name] - before[party.Name];
        Gain(parties.Requester).Should().Be(-Tasks * (SampleShop.AppPrice + SampleShop.DatasetPrice + SampleShop.PoolPrice));
        Gain(parties.AppOwner).Should().Be(Tasks * SampleShop.AppPrice);
        Gain(parties.DatasetOwner).Should().Be(Tasks * SampleShop.DatasetPrice);
        (Gain(parties.PoolOwner) + parties.Workers.Aggregate(BigInteger.Zero, (sum, worker) => sum + Gain(worker)))
            .Should().Be(Tasks * (SampleShop.PoolPrice - (SampleShop.PoolPrice * HubRules.ProtocolShareBps / HubRules.Bps)), "a killed worker that comes back opens its commitment in time, so nobody is slashed");
    }
}
