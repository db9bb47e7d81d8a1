namespace Ect.Ethereum.Transactions;

/// <summary>The node serves another chain than the one the transaction is meant for.</summary>
/// <param name="endpoints">Host and port of who was asked.</param>
/// <param name="expected">The chain that was meant.</param>
/// <param name="actual">The chain that is served.</param>
public sealed class ChainMismatchException(string endpoints, ulong expected, ulong actual)
    : Exception($"The node at {endpoints} serves chain {actual}, not chain {expected}: nothing was sent. Correct the URL or the chain id.")
{
    /// <summary>The chain that was meant.</summary>
    public ulong Expected { get; } = expected;

    /// <summary>The chain the node serves.</summary>
    public ulong Actual { get; } = actual;
}
