using System.Globalization;

namespace Ect.Protocol.Preferences;

/// <summary>Why a candidate stands where it does: what spoke for it and against it, by how much.</summary>
/// <param name="Candidate">Which.</param>
/// <param name="Rank">0 for the best.</param>
/// <param name="Net">Its net flow, −1 (worse than all in all) to 1: the sum of what the aspects contribute.</param>
/// <param name="Rival">The strongest other candidate; null if there is none.</param>
/// <param name="Verdicts">Of each aspect, the weightiest first.</param>
/// <param name="Untold">Aspects that count and nobody tells anything of.</param>
public sealed record Explanation(Candidate Candidate, int Rank, double Net, Candidate? Rival, IReadOnlyList<AspectVerdict> Verdicts, IReadOnlyList<Aspect> Untold)
{
    // Smaller contributions than a hundredth of a rank are not worth a word.
    private const double Worth = 0.005;

    /// <summary>What spoke for it and against it, in one line.</summary>
    public string Reasons
    {
        get
        {
            var spoke = Verdicts.Where(verdict => Math.Abs(verdict.Contribution) >= Worth).ToList();
            var text = Rival is null ? "there is no other" : spoke.Count == 0 ? "all are alike" : string.Join(", ", spoke.Select(Line));
            return text + (Untold.Count > 0 ? "; nobody tells " + string.Join(", ", Untold.Select(aspect => aspect.Name())) : "");
        }
    }

    /// <summary>In one line, as <c>ect why</c> prints it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Candidate.Name} is number {Rank + 1} ({Net:+0.00;−0.00;0.00}): {Reasons}");

    private static string Line(AspectVerdict verdict) => string.Create(
        CultureInfo.InvariantCulture,
        $"{verdict.Aspect.Name()} {verdict.Contribution:+0.00;−0.00} (weight {100 * verdict.Share:0} %{(verdict.Value is null ? ", not told" : "")})");
}
