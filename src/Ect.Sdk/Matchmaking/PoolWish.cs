using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Sdk.Matchmaking;

/// <summary>What a contract would ask the matchmaker for.</summary>
public sealed record PoolWish
{
    /// <summary>Most pools that are looked at in one call: with as many, nodes still answer.</summary>
    public const int MaxPools = 500;

    /// <summary>A ClassAd expression that must be true of the pool (TARGET), within what contracts understand.</summary>
    public string Requirements { get; init; } = "true";

    /// <summary>A ClassAd expression likewise: the greater, the better. For <see cref="MatchPolicy.BestRank"/> alone.</summary>
    public string Rank { get; init; } = "";

    /// <summary>Which of the pools that meet the requirements is taken.</summary>
    public MatchPolicy Policy { get; init; } = MatchPolicy.Cheapest;

    /// <summary>Most that a task may cost at the pool, smallest units.</summary>
    public BigInteger MostPrice { get; init; } = HubDeployer.MaxSupply;

    /// <summary>The app that will run; zero: one that no offer is restricted to.</summary>
    public BigInteger App { get; init; }

    /// <summary>The dataset; zero: none.</summary>
    public BigInteger Dataset { get; init; }

    /// <summary>The contract that will buy.</summary>
    public Address Requester { get; init; }

    /// <summary>Features that app, dataset and request need.</summary>
    public Bytes32 Tag { get; init; }

    /// <summary>Votes that must agree on a result.</summary>
    public ushort Trust { get; init; } = 1;

    /// <summary>See <see cref="Protocol.Deals.DealMode"/>.</summary>
    public ushort Mode { get; init; }

    /// <summary>What a wrong result may cost, smallest units.</summary>
    public BigInteger Value { get; init; }

    /// <summary>Where in the walk to begin.</summary>
    public ulong From { get; init; }

    /// <summary>How many pools to look at, 1 to <see cref="MaxPools"/>.</summary>
    public int Most { get; init; } = 100;

    internal PoolQuery ToQuery(byte[] requirements, byte[] rank) =>
        new(requirements, rank, Policy, MostPrice, App, Dataset, Requester, Tag, Trust, Mode, Value, [], From, Most);

    /// <summary>What the request will say.</summary>
    internal RequestOrder ToRequest() =>
        new(App, 0, Dataset, 0, 0, MostPrice, Requester, Address.Zero, Address.Zero, 1, Tag, 0, Trust, Mode, Value, "", 0, Bytes32.Zero);
}
