namespace Ect.Ethereum.Rpc;

/// <summary>Limits and patience of an <see cref="EthClient"/>.</summary>
public sealed record EthClientOptions
{
    /// <summary>The chain that every endpoint must serve; of several, one of another chain is not asked. Null: the chain that most serve.</summary>
    public ulong? ChainId { get; init; }

    /// <summary>Time for one attempt; 30 s.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time for one attempt while another endpoint is still to be asked; 5 s, twice that in the second round, and so on.</summary>
    public TimeSpan FailoverTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Rounds in all, at least 1; 5. A round asks one endpoint after the other until one answers.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Wait before the second round, doubled for each further one; 100 ms.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest rest of an endpoint after faults, whatever it asks for; 30 s. While another one answers it is left alone.</summary>
    public TimeSpan LongestRest { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest answer accepted, in bytes; 64 MiB.</summary>
    public int MaxResponseBytes { get; init; } = 64 << 20;

    /// <summary>Most calls in one message, at least 1; 100, which most nodes take. An endpoint that takes fewer is found out and given fewer.</summary>
    public int MaxBatch { get; init; } = 100;

    /// <summary>Blocks by which an endpoint's head may be behind before it is asked only when no other answers; 3.</summary>
    public ulong MaxLag { get; init; } = 3;

    /// <summary>How often several endpoints are asked for chain and head; 10 s. A single one never is.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many endpoints must agree on what <see cref="EthClient.Agreed"/> reads, 1 to their number. Null: more than half.</summary>
    public int? Quorum { get; init; }
}
