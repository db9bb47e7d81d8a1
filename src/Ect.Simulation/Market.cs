using System.Numerics;
using Ect.Protocol.Deals;

namespace Ect.Simulation;

/// <summary>The circumstances of an attack. Shares are fractions of one.</summary>
public sealed record Market
{
    /// <summary>10^9 gwei are a token.</summary>
    public const long GweiPerToken = 1_000_000_000;

    /// <summary>Pool price of a task in tokens.</summary>
    public double Price { get; init; } = 1;

    /// <summary>What a wrong result may cost as the order declares it, in prices: the most that an attacker gains by one.</summary>
    public double ValueInPrices { get; init; } = 1;

    /// <summary>Each worker's stake in prices.</summary>
    public double StakeInPrices { get; init; } = 1;

    /// <summary>Seats of the pool.</summary>
    public int Seats { get; init; } = 100;

    /// <summary>Share of the seats that the attacker holds.</summary>
    public double Share { get; init; } = 0.1;

    /// <summary>Trust that the order asks for.</summary>
    public int Trust { get; init; } = 5;

    /// <summary>Whether the scheduler picks the workers and nothing is drawn.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>The pool owner's fee in basis points of the price less the protocol's share.</summary>
    public ushort SchedulerFeeBps { get; init; } = 1_000;

    /// <summary>What computing a task costs a worker, as a share of its fair reward.</summary>
    public double ComputeShare { get; init; } = 0.6;

    /// <summary>Chance to guess a result without computing.</summary>
    public double Guess { get; init; } = 0.5;

    /// <summary>By how much market prices move until a task can be declined, up or down.</summary>
    public double PriceSwing { get; init; } = 0.15;

    /// <summary>Chance that somebody notices one false result. Then nobody buys of the pool any more.</summary>
    public double Noticed { get; init; } = 0.05;

    /// <summary>Tasks of a pool for which an attacker that wants to stay looks ahead, and for which another stays.</summary>
    public int SeasonTasks { get; init; } = 30_000;

    /// <summary>Tasks that the pool does in a day.</summary>
    public double TasksPerDay { get; init; } = 1_000;

    /// <summary>What capital in bonds would bring elsewhere in a year.</summary>
    public double YearlyInterest { get; init; } = 0.1;

    /// <summary>Tasks of one settlement that a seat's bond covers; it must cover them twice.</summary>
    public int BondTasks { get; init; } = 10;

    /// <summary>Seats that the attacker holds.</summary>
    public int OwnSeats => (int)Math.Round(Share * Seats);

    internal long PriceGwei => (long)(Price * GweiPerToken);

    internal long ValueGwei => (long)(Price * ValueInPrices * GweiPerToken);

    internal long StakeGwei => (long)(Price * StakeInPrices * GweiPerToken);

    /// <summary>The deal's trust: raised until the stakes of as many newcomers reach the value.</summary>
    public int DealTrust => Math.Min(HubRules.MaxTrust, Math.Max(Math.Max(Trust, 1), (int)((ValueGwei + StakeGwei - 1) / StakeGwei)));

    internal long ShareGwei => PriceGwei * HubRules.ProtocolShareBps / HubRules.Bps;

    /// <summary>Reward of each of as many newcomers as the deal's trust, in gwei.</summary>
    internal long FairRewardGwei
    {
        get
        {
            var rest = PriceGwei - ShareGwei;
            return (rest - (rest * SchedulerFeeBps / HubRules.Bps)) / DealTrust;
        }
    }

    internal long ComputeGwei => (long)(ComputeShare * FairRewardGwei);

    /// <summary>Interest on the bonds of the attacker's seats for a season, in prices.</summary>
    internal double SeasonInterest =>
        OwnSeats * StakeInPrices * BondTasks * 2 * YearlyInterest * SeasonTasks / TasksPerDay / 365;

    internal static BigInteger Wei(long gwei) => new BigInteger(gwei) * GweiPerToken;
}
