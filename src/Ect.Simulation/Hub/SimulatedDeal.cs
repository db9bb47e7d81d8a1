using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Draws;
using Ect.Protocol.Trust;
using Ect.Simulation.Pools;

namespace Ect.Simulation.Hub;

/// <summary>A deal: its terms as the protocol has them, and the parties behind its addresses.</summary>
public sealed class SimulatedDeal
{
    private const uint Duration = 3_600;

    private readonly Rules _rules;
    private readonly SeatMap _map;

    internal SimulatedDeal(Setting setting, ulong start, Party payer, Party poolOwner, Address? payerAddress = null)
    {
        var market = setting.Market;
        _rules = setting.Rules;
        _map = setting.Map;
        Payer = payer;
        PoolOwner = poolOwner;
        PayerBit = Reputation.PayerBit(payerAddress ?? Address.Zero);
        PriceGwei = market.PriceGwei;
        StakeGwei = market.StakeGwei;
        Terms = new(
            Bytes32.Zero, 0, SeatMap.Positions, 1, 0, 1, Address.Zero, payerAddress ?? Address.Zero, Address.Zero, Address.Zero, Address.Zero, Address.Zero, Address.Zero, Address.Zero,
            0, 0, Market.Wei(PriceGwei), Market.Wei(SchedulerStakeGwei), Market.Wei(StakeGwei), Market.Wei(market.ValueGwei),
            market.SchedulerFeeBps, 0, (ushort)market.DealTrust, market.IsPrivate ? DealMode.Private : (ushort)0, Duration, start, Bytes32.Zero, Bytes32.Zero);
        Demand = TrustDemand.Of(Terms);
        Deadlines = Deadlines.Of(Terms);
    }

    public Deal Terms { get; }

    public TrustDemand Demand { get; }

    public Deadlines Deadlines { get; }

    public Party Payer { get; }

    public Party PoolOwner { get; }

    internal ushort PayerBit { get; }

    internal long PriceGwei { get; }

    internal long StakeGwei { get; }

    internal long SchedulerStakeGwei => PriceGwei * HubRules.SchedulerStakeBps / HubRules.Bps;

    internal long ShareGwei => PriceGwei * HubRules.ProtocolShareBps / HubRules.Bps;

    internal bool IsPrivate => DealMode.IsPrivate(Terms.Mode);

    /// <summary>What votes on its results are weighed with, in wei.</summary>
    internal System.Numerics.BigInteger WeighedValue => Terms.Value.IsZero ? Terms.PoolPrice : Terms.Value;

    /// <summary>The moment so many durations after the start.</summary>
    internal ulong After(uint durations) => Terms.Start + ((ulong)durations * Duration);

    /// <summary>Seats that may contribute to a task at a moment.</summary>
    internal IReadOnlyList<int> Admitted(int position, ulong at) =>
        IsPrivate || !_rules.DrawWorkers
            ? [.. Enumerable.Range(0, _map.Addresses.Count)]
            : _map.Drawn(DrawRule.WidthOf(Terms.Trust, Terms.Start, Duration, at), position);

    internal bool IsAdmitted(SimulatedWorker worker, int position, ulong at) =>
        IsPrivate || !_rules.DrawWorkers || Admitted(position, at).Contains(worker.Seat);

    /// <summary>What each of so many who agreed gets, in gwei.</summary>
    internal long Reward(int votes)
    {
        var rest = PriceGwei - ShareGwei;
        return (rest - (rest * Terms.SchedulerFee / HubRules.Bps)) / votes;
    }
}
