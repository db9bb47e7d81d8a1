namespace Ect.Contracts;

/// <summary>Limits of a <see cref="HubClient"/>.</summary>
public sealed record HubClientOptions
{
    /// <summary>Most blocks searched for events in one request; nodes refuse more. At least 1; 5,000.</summary>
    public ulong MaxLogRange { get; init; } = 5_000;
}
