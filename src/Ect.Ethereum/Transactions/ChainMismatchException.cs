namespace Ect.Ethereum.Transactions;

/// <summary>The node serves another chain than the one the transaction is meant for.</summary>
public sealed class ChainMismatchException(Uri endpoint, ulong expected, ulong actual)
    : Exception($"The node at {endpoint.GetLeftPart(UriPartial.Authority)} serves chain {actual}, not chain {expected}: nothing was sent. Correct the URL or the chain id.")
{
    /// <summary>The chain that was meant.</summary>
    public ulong Expected { get; } = expected;

    /// <summary>The chain the node serves.</summary>
    public ulong Actual { get; } = actual;
}
