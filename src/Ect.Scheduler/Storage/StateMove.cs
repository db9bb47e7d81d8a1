namespace Ect.Scheduler.Storage;

/// <summary>One row of a history.</summary>
internal sealed class StateMove
{
    public string? FromState { get; init; }

    public string ToState { get; init; } = "";

    /// <summary>Unix milliseconds.</summary>
    public long At { get; init; }

    public string Evidence { get; init; } = "";
}
