namespace Ect.Protocol.Pools;

/// <summary>How long tasks of a category take in a pool.</summary>
/// <param name="Category">The category.</param>
/// <param name="Seconds">What half of the last hundred parts took at most, from assignment to commitment.</param>
public sealed record CategoryPace(ushort Category, double Seconds);
