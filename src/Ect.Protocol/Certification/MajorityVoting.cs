namespace Ect.Protocol.Certification;

/// <summary>What m-first voting comes to where each result is wrong by itself with the same chance, and wrong results are equal (Sarmenta: majority voting).</summary>
public static class MajorityVoting
{
    /// <summary>Share of wrong results that are accepted: Σ_(j = m)^(2m − 1) C(2m − 1, j) φ^j (1 − φ)^(2m − 1 − j).</summary>
    /// <param name="wrong">Chance φ = f s that a result is wrong, from 0 to 1.</param>
    /// <param name="votes">m, at least 1.</param>
    public static double Error(double wrong, int votes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(votes);
        var (all, sum, ways) = ((2 * votes) - 1, 0.0, 1.0);
        for (var j = 0; j <= all; j++)
        {
            sum += j < votes ? 0 : ways * Math.Pow(wrong, j) * Math.Pow(1 - wrong, all - j);
            ways *= (double)(all - j) / (j + 1);
        }

        return sum;
    }

    /// <summary>Results that an entry takes on average, m to 2m − 1: the vote ends with the m-th for either side.</summary>
    /// <param name="wrong">Chance φ = f s that a result is wrong, from 0 to 1.</param>
    /// <param name="votes">m, at least 1.</param>
    public static double ExpectedVotes(double wrong, int votes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(votes);
        var (sum, ways) = (0.0, 1.0); // ways: C(m − 1 + j, j), the last of m + j votes decides.
        for (var j = 0; j < votes; j++)
        {
            var chance = (Math.Pow(1 - wrong, votes) * Math.Pow(wrong, j)) + (Math.Pow(wrong, votes) * Math.Pow(1 - wrong, j));
            sum += (votes + j) * ways * chance;
            ways *= (double)(votes + j) / (j + 1);
        }

        return sum;
    }
}
