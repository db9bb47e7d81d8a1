using System.Numerics;
using Ect.Contracts;

namespace Ect.Sdk.Buying;

/// <summary>Offers that will become one deal.</summary>
internal sealed record PlannedMatch(Offer<AppOrder> App, Offer<DatasetOrder>? Dataset, Offer<PoolOrder> Pool, uint Tasks)
{
    /// <summary>Votes that the deal will ask for.</summary>
    public ushort Trust { get; init; }

    public BigInteger DatasetPrice => Dataset?.Price ?? BigInteger.Zero;

    public BigInteger PricePerTask => App.Price + DatasetPrice + Pool.Price;
}
