namespace Ect.Ethereum.Rpc;

/// <summary>Which logs to fetch: of these contracts, with these topics, in this range of blocks or this one block.</summary>
public sealed record LogFilter
{
    /// <summary>First block; latest when null.</summary>
    public BlockTag? FromBlock { get; init; }

    /// <summary>Last block, inclusive; latest when null.</summary>
    public BlockTag? ToBlock { get; init; }

    /// <summary>One block by hash instead of a range.</summary>
    public Bytes32? BlockHash { get; init; }

    /// <summary>Contracts; any when empty.</summary>
    public IReadOnlyList<Address> Addresses { get; init; } = [];

    /// <summary>For each topic position the values of which one must match; null or empty matches any.</summary>
    public IReadOnlyList<IReadOnlyList<Bytes32>?> Topics { get; init; } = [];
}
