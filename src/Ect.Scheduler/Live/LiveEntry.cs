using Ect.Wire;

namespace Ect.Scheduler.Live;

/// <summary>What a worker said last of a task that it computes. In memory only: it says it again.</summary>
internal sealed class LiveEntry
{
    public Lock Gate { get; } = new();

    public Phase Phase { get; set; }

    public double? Fraction { get; set; }

    public DateTimeOffset? ExpectedEnd { get; set; }

    public DateTimeOffset? LatestEnd { get; set; }

    public LiveLine? Note { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When the store was last asked whether the worker has the task.</summary>
    public DateTimeOffset CheckedAt { get; set; }

    /// <summary>Whether it had.</summary>
    public bool IsRunning { get; set; }
}
