namespace Ect.Content.Http;

/// <summary>Limits of a content server.</summary>
public sealed record ContentServerOptions
{
    /// <summary>Requests served at once; more are answered 503 with Retry-After. At least 1. Default 64.</summary>
    public int MaxConcurrentRequests { get; init; } = 64;

    /// <summary>Requests that wait for a place when all are taken; at least 0. Default 256.</summary>
    public int MaxWaitingRequests { get; init; } = 256;

    /// <summary>Ids in one question for missing blocks; at least 1. Default 1,000.</summary>
    public int MaxMissingQuery { get; init; } = 1_000;

    /// <summary>Seconds that a turned-away client is asked to wait; at least 1. Default 1.</summary>
    public int RetryAfterSeconds { get; init; } = 1;
}
