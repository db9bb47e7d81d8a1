namespace Ect.Simulation.Attacks;

/// <summary>A season of false results that end when one is noticed: expected numbers.</summary>
/// <param name="Count">False results until one is noticed or the season ends.</param>
/// <param name="Tasks">Tasks until then.</param>
public readonly record struct FalseResults(double Count, double Tasks)
{
    /// <summary>Expected over a season.</summary>
    /// <param name="chance">That a task can be decided falsely.</param>
    /// <param name="noticed">That a false result is noticed, above 0.</param>
    /// <param name="season">Tasks of the season.</param>
    public static FalseResults Expected(double chance, double noticed, int season)
    {
        if (chance <= 0)
        {
            return new(0, season);
        }

        // The number of tasks until the first that is noticed, cut off at the season's end.
        var end = chance * noticed;
        var tasks = -Expm1(season * Log1P(-Math.Min(end, 1 - 1e-12))) / end;
        return new(chance * tasks, tasks);
    }

    // ln(1 + x) and e^x − 1 to full precision where x is tiny.
    private static double Log1P(double x) => Math.Abs(x) > 1e-5 ? Math.Log(1 + x) : x - (x * x / 2);

    private static double Expm1(double x) => Math.Abs(x) > 1e-5 ? Math.Exp(x) - 1 : x + (x * x / 2);
}
