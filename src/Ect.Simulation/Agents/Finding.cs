using Ect.Ethereum;

namespace Ect.Simulation.Agents;

/// <summary>What a worker contributes.</summary>
/// <param name="Result">Its result.</param>
/// <param name="IsComputed">Whether it took the work.</param>
public readonly record struct Finding(Bytes32 Result, bool IsComputed);
