namespace Ect.Content.Http;

/// <summary>How a <see cref="ContentClient"/> behaves towards a server.</summary>
public sealed record ContentClientOptions
{
    /// <summary>Blocks on their way at once; 1 to 64. Default 8.</summary>
    public int Parallelism { get; init; } = 8;

    /// <summary>Times a request is sent before giving up; at least 1. Default 5.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Longest wait for one answer, its body included. Default 30 s.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Wait before the second attempt; doubled for each further one, with up to half of it taken off at random. Default 200 ms.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest wait between attempts, also when the server asks for a longer one. Default 10 s.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Ids in one question for missing blocks; at least 1, at most what the server takes. Default 1,000.</summary>
    public int MissingBatch { get; init; } = 1_000;
}
