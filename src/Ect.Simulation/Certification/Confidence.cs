namespace Ect.Simulation.Certification;

/// <summary>How far from the mean an interval must reach.</summary>
public static class Confidence
{
    /// <summary>
    /// Standard errors to either side of a mean of <paramref name="runs"/> runs so that all of some intervals hold at once with 95 %:
    /// each with 1 − 0.05 / intervals (Bonferroni).
    /// </summary>
    /// <param name="runs">At least 2.</param>
    /// <param name="intervals">At least 1.</param>
    public static double Width(int runs, int intervals)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(intervals, 1);
        var z = NormalQuantile(0.025 / intervals);

        // Student's t with as many degrees of freedom less one, by the Cornish-Fisher expansion.
        double freedom = runs - 1;
        return z + ((Math.Pow(z, 3) + z) / (4 * freedom)) + (((5 * Math.Pow(z, 5)) + (16 * Math.Pow(z, 3)) + (3 * z)) / (96 * freedom * freedom));
    }

    /// <summary>What a standard normal variable exceeds with this chance, to 0.0005 (Abramowitz and Stegun 26.2.23).</summary>
    /// <param name="tail">Above 0, at most 1/2.</param>
    public static double NormalQuantile(double tail)
    {
        var t = Math.Sqrt(-2 * Math.Log(tail));
        return t - ((2.515517 + (0.802853 * t) + (0.010328 * t * t)) / (1 + (1.432788 * t) + (0.189269 * t * t) + (0.001308 * t * t * t)));
    }
}
