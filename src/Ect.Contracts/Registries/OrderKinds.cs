namespace Ect.Contracts;

/// <summary>What orders are about.</summary>
public static class OrderKinds
{
    /// <summary>The registry that lists what an order offers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A request offers no asset.</exception>
    public static AssetKind Asset(this OrderKind kind) => kind switch
    {
        OrderKind.App => AssetKind.App,
        OrderKind.Dataset => AssetKind.Dataset,
        OrderKind.Pool => AssetKind.Pool,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Only orders of apps, datasets and pools offer an asset."),
    };
}
