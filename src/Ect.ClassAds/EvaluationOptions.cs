namespace Ect.ClassAds;

/// <summary>How expressions are evaluated.</summary>
public sealed record EvaluationOptions
{
    /// <summary>New semantics, the system's clock, default limits.</summary>
    public static EvaluationOptions Default { get; } = new();

    /// <summary>Old semantics, else as <see cref="Default"/>.</summary>
    public static EvaluationOptions OfOld { get; } = new() { Semantics = Semantics.Old };

    /// <summary>New or old semantics.</summary>
    public Semantics Semantics { get; init; }

    /// <summary>What time(), absTime() and dayTime() say.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What random() draws from; null is a shared generator.</summary>
    public Random? Random { get; init; }

    /// <summary>What an evaluation may use up.</summary>
    public ClassAdLimits Limits { get; init; } = ClassAdLimits.Default;
}
