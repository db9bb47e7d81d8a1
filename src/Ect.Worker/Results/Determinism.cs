using Ect.Worker.Runtimes;

namespace Ect.Worker.Results;

/// <summary>Which failures of an application every worker sees alike, and may therefore be contributed as its result.</summary>
internal static class Determinism
{
    /// <summary>
    /// Fuel, memory, output and the module itself are the same on every machine, since the limits follow from the deal. Time
    /// is not: a faster machine may see the application end.
    /// </summary>
    public static bool IsDeterministic(AppFailure failure) => failure switch
    {
        AppFailure.Malformed or AppFailure.NonZeroExit or AppFailure.Trap or AppFailure.OutOfFuel
            or AppFailure.MemoryLimit or AppFailure.OutputLimit or AppFailure.TooManyFiles => true,
        AppFailure.WallTime => false,
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, "Whether workers agree on a new kind of failure must be decided here."),
    };

    /// <summary>The kind as failure.json writes it.</summary>
    public static string NameOf(AppFailure failure) => failure switch
    {
        AppFailure.Malformed => "malformed",
        AppFailure.NonZeroExit => "nonZeroExit",
        AppFailure.Trap => "trap",
        AppFailure.OutOfFuel => "outOfFuel",
        AppFailure.MemoryLimit => "memoryLimit",
        AppFailure.OutputLimit => "outputLimit",
        AppFailure.TooManyFiles => "tooManyFiles",
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, "This failure is no result."),
    };
}
