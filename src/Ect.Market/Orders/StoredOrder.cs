namespace Ect.Market.Orders;

/// <summary>A row of the table orders.</summary>
internal sealed record StoredOrder
{
    public required string Hash { get; init; }

    public required long Kind { get; init; }

    public required string Asset { get; init; }

    public required string Signer { get; init; }

    public required string Rank { get; init; }

    public long? Category { get; init; }

    public required long Expiry { get; init; }

    public required long Volume { get; init; }

    public required string Document { get; init; }

    public required long PostedAt { get; init; }
}
