namespace Ect.Testing;

/// <summary>How an anvil node starts.</summary>
public sealed record AnvilOptions
{
    /// <summary>The chain's id.</summary>
    public ulong ChainId { get; init; } = 31337;

    /// <summary>Time between blocks; null mines a block for every transaction at once.</summary>
    public TimeSpan? BlockTime { get; init; }

    /// <summary>Whether blocks come only on request (evm_mine).</summary>
    public bool NoMining { get; init; }

    /// <summary>File that keeps the chain over restarts; null keeps it in memory.</summary>
    public string? StateFile { get; init; }

    /// <summary>Number of accounts with 10,000 ether each.</summary>
    public int Accounts { get; init; } = 10;

    /// <summary>Port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Further arguments of the program.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
