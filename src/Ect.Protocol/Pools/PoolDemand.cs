namespace Ect.Protocol.Pools;

/// <summary>What a buyer would have a pool do.</summary>
/// <param name="Price">What one task costs in all, in tokens.</param>
/// <param name="Category">The category.</param>
/// <param name="DurationSeconds">The category's bound on one task's computation.</param>
/// <param name="Tasks">Tasks in the bag.</param>
/// <param name="Votes">Workers that compute each.</param>
public sealed record PoolDemand(double Price, ushort Category, uint DurationSeconds, uint Tasks, int Votes);
