namespace Ect.Ethereum.Rpc;

/// <summary>Limits and patience of an <see cref="EthClient"/>.</summary>
public sealed record EthClientOptions
{
    /// <summary>Time for one attempt; 30 s.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts in all, at least 1; 5.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Wait before the second attempt, doubled for each further one; 100 ms.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The largest answer accepted, in bytes; 64 MiB.</summary>
    public int MaxResponseBytes { get; init; } = 64 << 20;
}
