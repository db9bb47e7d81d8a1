using Ect.Simulation.Studies;

namespace Ect.Cli.Sim;

internal static class VerdictWords
{
    /// <summary>For the column "holds" of a table.</summary>
    public static string Word(this Verdict verdict) => verdict switch { Verdict.Holds => "yes", Verdict.Fails => "NO", _ => "open" };
}
