using Ect.Worker.Runtimes;

namespace Ect.Worker.Results;

/// <summary>Which failures of an application every worker sees alike, and may therefore be contributed as its result.</summary>
internal static class Determinism
{
    /// <summary>
    /// Fuel, memory, output and the module itself are the same on every machine, since the limits follow from the deal and
    /// the manifest. Time is not: a faster machine may see the application end; nor is a count that is looked at now and then, or what an engine refuses.
    /// </summary>
    public static bool IsDeterministic(AppFailure failure) => failure switch
    {
        AppFailure.Malformed or AppFailure.NonZeroExit or AppFailure.Trap or AppFailure.OutOfFuel
            or AppFailure.MemoryLimit or AppFailure.OutputLimit or AppFailure.TooManyFiles => true,
        AppFailure.UnusableOutput => true,
        AppFailure.WallTime or AppFailure.ProcessLimit or AppFailure.NotStarted => false,
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
        AppFailure.UnusableOutput => "unusableOutput",
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, "This failure is no result."),
    };
}
