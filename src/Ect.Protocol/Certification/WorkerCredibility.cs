namespace Ect.Protocol.Certification;

/// <summary>
/// How likely a worker's next result is right, from what is known of it (Sarmenta, "Sabotage-tolerance mechanisms for
/// volunteer computing systems", 2001/2002: credibility of workers). All is said in doubts, 1 − credibility: near 1 a
/// credibility has no digits left to tell a millionth from a billionth.
/// </summary>
public static class WorkerCredibility
{
    /// <summary>1 − credibility, above 0 and at most <paramref name="faulty"/>.</summary>
    /// <param name="faulty">Assumed bound f of the share of workers that may err, above 0, below 1.</param>
    /// <param name="passed">Spot-checks k that the worker has passed, at least 0.</param>
    /// <param name="sanction">What becomes of those that fail.</param>
    public static double Doubt(double faulty, int passed, Sanction sanction)
    {
        CheckShare(faulty);
        ArgumentOutOfRangeException.ThrowIfNegative(passed);
        if (passed == 0)
        {
            return faulty;
        }

        var bound = sanction == Sanction.Blacklist ? faulty / ((1 - faulty) * passed * Math.E) : faulty / passed;

        // The paper's bound is loose where f is large and k small. A passed check is never evidence against a worker.
        return Math.Min(faulty, bound);
    }

    /// <summary>
    /// 1 − f without spot-checks; 1 − f / (1 − f) / (k e) with blacklisting, which is the most that
    /// <see cref="SpotChecking.Error"/> comes to over all sabotage rates; 1 − f / k without. Never below 1 − f.
    /// </summary>
    /// <param name="faulty">Assumed bound f of the share of workers that may err, above 0, below 1.</param>
    /// <param name="passed">Spot-checks k that the worker has passed, at least 0.</param>
    /// <param name="sanction">What becomes of those that fail.</param>
    public static double Of(double faulty, int passed, Sanction sanction) => 1 - Doubt(faulty, passed, sanction);

    /// <summary>Natural logarithm of the odds that a result is right: what equal results add up.</summary>
    /// <param name="doubt">1 − credibility of the result, above 0, below 1.</param>
    public static double LogOdds(double doubt)
    {
        CheckShare(doubt);
        return Math.Log((1 - doubt) / doubt);
    }

    /// <summary>Spot-checks to be passed until one result of the worker alone is accepted.</summary>
    /// <param name="faulty">Assumed bound f of the share of workers that may err, above 0, below 1.</param>
    /// <param name="acceptableError">1 − θ, above 0.</param>
    /// <param name="sanction">What becomes of those that fail.</param>
    public static int ChecksNeeded(double faulty, double acceptableError, Sanction sanction)
    {
        CheckShare(faulty);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(acceptableError);
        if (acceptableError >= faulty)
        {
            return 0;
        }

        var first = sanction == Sanction.Blacklist ? faulty / ((1 - faulty) * Math.E) : faulty;
        return (int)Math.Min(int.MaxValue, Math.Ceiling(first / acceptableError));
    }

    internal static void CheckShare(double share)
    {
        if (!(share is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share of workers, a doubt or a chance lies between 0 and 1.");
        }
    }
}
