namespace Ect.Protocol.Certification;

/// <summary>What spot-checking with blacklisting and backtracking comes to, without voting (Sarmenta: spot-checking with blacklisting).</summary>
public static class SpotChecking
{
    /// <summary>
    /// Share of wrong results that are left: s f (1 − q s)^n / ((1 − f) + f (1 − q s)^n). Of the saboteurs those are left that no
    /// check has caught.
    /// </summary>
    /// <param name="rate">q: share of a worker's work that is a check.</param>
    /// <param name="turns">n: pieces of work that each worker has been given, checks among them.</param>
    /// <param name="faulty">f: share of workers that err.</param>
    /// <param name="sabotage">s: chance that a result of theirs is wrong.</param>
    public static double Error(double rate, double turns, double faulty, double sabotage)
    {
        var left = faulty * Math.Pow(1 - (rate * sabotage), turns);
        return sabotage * left / (1 - faulty + left);
    }

    /// <summary>More than the error is at any sabotage rate: f / (1 − f) / (q n e).</summary>
    /// <param name="rate">q: share of a worker's work that is a check, above 0.</param>
    /// <param name="turns">n: pieces of work that each worker has been given, above 0.</param>
    /// <param name="faulty">f: share of workers that err, below 1.</param>
    public static double Bound(double rate, double turns, double faulty) => faulty / ((1 - faulty) * rate * turns * Math.E);

    /// <summary>The sabotage rate at which most is left, to a thousandth of it: who lies more is caught, who lies less does no harm.</summary>
    /// <param name="rate">q: share of a worker's work that is a check, above 0.</param>
    /// <param name="turns">n: pieces of work that each worker has been given, above 0.</param>
    /// <param name="faulty">f: share of workers that err.</param>
    public static double WorstSabotage(double rate, double turns, double faulty)
    {
        // One hump: rises to about 1 / (q n), somewhat further where saboteurs are many, and falls. Ternary search.
        var (low, high) = (0.0, 1.0);
        while (high - low > 1e-3 * high)
        {
            var third = (high - low) / 3;
            if (Error(rate, turns, faulty, low + third) < Error(rate, turns, faulty, high - third))
            {
                low += third;
            }
            else
            {
                high -= third;
            }
        }

        return (low + high) / 2;
    }
}
