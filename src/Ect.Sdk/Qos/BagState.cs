using Ect.Protocol.Qos;

namespace Ect.Sdk.Qos;

/// <summary>How far a bag is.</summary>
/// <param name="Bag">The bag, with all its help.</param>
/// <param name="Progress">When its tasks were completed.</param>
/// <param name="Elapsed">Seconds from its start to the chain's newest block.</param>
/// <param name="Prediction">When it ends; null if nothing can be said.</param>
/// <param name="AtHalf">When it was to end, as it looked when half of it was completed; null before. What help does later is not in it.</param>
/// <param name="Results">Which task brought each result, by the index in the bag.</param>
/// <param name="IsOver">Whether each task has a result, or nobody works on it any more.</param>
public sealed record BagState(Bag Bag, BagProgress Progress, double Elapsed, CompletionPrediction? Prediction, CompletionPrediction? AtHalf, IReadOnlyDictionary<uint, BagResult> Results, bool IsOver)
{
    /// <summary>When it ends, as predicted; null if nothing can be said.</summary>
    public DateTimeOffset? ExpectedEnd => Prediction is { } prediction && prediction.Total < TimeSpan.FromDays(3650).TotalSeconds
        ? DateTimeOffset.FromUnixTimeSeconds((long)Bag.Start).AddSeconds(prediction.Total)
        : null;
}
