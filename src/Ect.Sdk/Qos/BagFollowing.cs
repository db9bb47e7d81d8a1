using Ect.Protocol.Qos;
using Ect.Sdk.Deals;

namespace Ect.Sdk.Qos;

/// <summary>How a bag is followed.</summary>
public sealed record BagFollowing
{
    /// <summary>Knows the earlier bags.</summary>
    public CompletionPredictor Predictor { get; init; } = new([]);

    /// <summary>What is spent on help; null for none.</summary>
    public TailHelp? Help { get; init; }

    /// <summary>Its journal; needed if there is help. The caller keeps it open.</summary>
    public HelpJournal? Journal { get; init; }

    /// <summary>
    /// When tasks of a deal were first given to a worker, as its scheduler says, by their index; of what it does not tell, nothing is known before
    /// the result. Null: nobody is asked.
    /// </summary>
    public Func<DealInfo, CancellationToken, Task<IReadOnlyList<(uint Index, DateTimeOffset At)>>>? Assignments { get; init; }

    /// <summary>Pause between two looks.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);
}
