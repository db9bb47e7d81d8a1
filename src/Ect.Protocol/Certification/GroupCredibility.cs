namespace Ect.Protocol.Certification;

/// <summary>
/// How likely the results of a group are right, given all results of the work entry (Sarmenta: credibility of result groups):
/// <c>Cr(G_a) = P(G_a good) · P(all others bad) / (Σ_j P(G_j good) · P(all others bad) + P(all bad))</c>, where a group is good if
/// all of its results are, and bad if all of them are wrong. Divided by P(all bad) this is <c>O_a / (1 + Σ_j O_j)</c> with the
/// groups' odds O: what contracts/src/libraries/Trust.sol counts in bits. It takes wrong results to be independent of each other,
/// and to be equal: the second is the worst case, the first is an assumption.
/// </summary>
public static class GroupCredibility
{
    /// <summary>Credibility of a group, from 0 to 1. Those of all groups of an entry add up to less than 1: all may be wrong.</summary>
    /// <param name="groups">All groups of the entry.</param>
    /// <param name="index">Which one.</param>
    public static double Of(ReadOnlySpan<ResultGroup> groups, int index)
    {
        var (own, rest) = Parts(groups, index);
        return own / (own + rest);
    }

    /// <summary>1 − credibility, with all digits that it has.</summary>
    /// <param name="groups">All groups of the entry.</param>
    /// <param name="index">Which one.</param>
    public static double Doubt(ReadOnlySpan<ResultGroup> groups, int index)
    {
        var (own, rest) = Parts(groups, index);
        return rest / (own + rest);
    }

    /// <summary>The group of the highest credibility; −1 if there is none. Its credibility is that of the work entry.</summary>
    /// <param name="groups">All groups of the entry.</param>
    public static int Best(ReadOnlySpan<ResultGroup> groups)
    {
        var best = -1;
        for (var i = 0; i < groups.Length; i++)
        {
            if (best < 0 || groups[i].LogOdds > groups[best].LogOdds)
            {
                best = i;
            }
        }

        return best;
    }

    // Where a credibility is just θ, rounding must not decide.
    internal static bool IsAccepted(double doubt, double acceptableError) => doubt <= acceptableError * (1 + 1e-9);

    // Odds of this group, and 1 + odds of the others, both over the largest of them all, which would overflow.
    private static (double Own, double Others) Parts(ReadOnlySpan<ResultGroup> groups, int index)
    {
        var largest = 0.0;
        foreach (var group in groups)
        {
            largest = Math.Max(largest, group.LogOdds);
        }

        var rest = Math.Exp(-largest);
        for (var i = 0; i < groups.Length; i++)
        {
            rest += i == index ? 0 : Math.Exp(groups[i].LogOdds - largest);
        }

        return (Math.Exp(groups[index].LogOdds - largest), rest);
    }
}
