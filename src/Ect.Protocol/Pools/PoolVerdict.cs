namespace Ect.Protocol.Pools;

/// <summary>What a pool's rules say of a request.</summary>
/// <param name="Rank">How much the pool likes it; 0 for one that it refuses.</param>
/// <param name="Refusal">The clauses that refuse it, for people; null if the pool takes it.</param>
public sealed record PoolVerdict(double Rank, string? Refusal)
{
    /// <summary>Of pools that ask for nothing.</summary>
    public static PoolVerdict Indifferent { get; } = new(0, null);

    /// <summary>Whether the pool takes the request.</summary>
    public bool Accepts => Refusal is null;
}
