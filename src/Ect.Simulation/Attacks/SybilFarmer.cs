using Ect.Ethereum;
using Ect.Protocol.Trust;
using Ect.Simulation.Agents;
using Ect.Simulation.Hub;
using Ect.Simulation.Pools;

namespace Ect.Simulation.Attacks;

/// <summary>
/// Buys work of its own pool from its own workers until their reputation is the highest, then needs half the votes for a lie.
/// </summary>
public sealed class SybilFarmer() : Attack(
    "sybil farmer",
    "own orders, own pool, own workers: a reputation made up; then leads the victim's pool and lies with half the votes",
    RuleSwitch.Fees)
{
    private const int DistinctPayers = 2 * Evidence.MostExtraBits;
    private const int DealsOfEachPayer = 4;

    public override Outcome Play(Setting setting)
    {
        var market = setting.Market;
        if (market.OwnSeats < QuorumChance.Needed(market, Evidence.MostVoteBits))
        {
            return default;
        }

        // In its favour: it pays for the reputation of as many workers as decide a task, and all of its seats have it.
        var paid = Farm(setting, QuorumChance.Needed(market, Evidence.MostVoteBits), out var bits);
        return Seasons.Stray(market, QuorumChance.OfOwnScheduler(setting, bits), paid);
    }

    /// <summary>What the reputation of so many workers costs, in prices of the victim's tasks.</summary>
    internal static double Farm(Setting setting, int count, out int bits)
    {
        var victim = new SimulatedDeal(setting, 0, new("victim"), new("honest pool owner"));
        var farmer = new Party("farmer");
        var hub = new SimulatedHub(setting.Rules, new());
        var workers = setting.Map.Addresses.Take(count).Select((address, seat) => new SimulatedWorker(seat, address, farmer)).ToList();

        // Each of its deals burns the protocol's share, which is credited to those who agreed, in equal parts. So many deals
        // of such a price make each worker's fees the highest threshold times the value.
        var fees = Reputation.Thresholds[^1] * setting.Market.ValueInPrices * setting.Market.Price * workers.Count;
        var price = fees / 0.02 / (DistinctPayers * DealsOfEachPayer) * 1.0001;
        var own = setting with { Market = setting.Market with { Price = price, ValueInPrices = 0, Trust = 1, IsPrivate = true, SchedulerFeeBps = 0 } };
        foreach (var payer in Payers())
        {
            for (var i = 0; i < DealsOfEachPayer; i++)
            {
                var task = SimulatedHub.Buy(new(own, hub.Clock.Now, farmer, farmer, payer), i);
                hub.Settle(task, workers, Results.Truth, 0);
            }
        }

        bits = workers.Min(worker => hub.BitsOf(worker, victim));
        return -(double)farmer.Wealth / setting.Market.PriceGwei;
    }

    // Addresses are free: as many as the sketch tells apart.
    private static IEnumerable<Address> Payers() =>
        Enumerable.Range(1, 1_000)
            .Select(number => Address.FromBytes(Bytes32.FromNumber(number).ToBytes().AsSpan(12)))
            .DistinctBy(Reputation.PayerBit)
            .Take(DistinctPayers);
}
