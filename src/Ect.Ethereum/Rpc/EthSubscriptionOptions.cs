namespace Ect.Ethereum.Rpc;

/// <summary>Limits and patience of an <see cref="EthSubscription"/>.</summary>
public sealed record EthSubscriptionOptions
{
    /// <summary>Wait before the first attempt to connect again, doubled for each further one; 200 ms.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest wait between attempts; 10 s.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A connection that answers no ping for this time is given up; 20 s.</summary>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time for connecting and for the answer to a request; 10 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest message accepted, in bytes; 16 MiB.</summary>
    public int MaxMessageBytes { get; init; } = 16 << 20;
}
