namespace Ect.Simulation.Certification;

/// <summary>What runs show.</summary>
/// <param name="Mean">Over all runs.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Estimate(double Mean, double Low, double High)
{
    /// <summary>
    /// Share of the accepted results that are wrong. A run's errors come from the same few saboteurs, so that its entries count for
    /// fewer: Wilson's interval with the size that the spread between the runs leaves of the sample (Kish's design effect).
    /// </summary>
    /// <param name="runs">At least 2.</param>
    /// <param name="width">Standard errors, as of <see cref="Confidence.Width"/>.</param>
    public static Estimate OfErrors(IReadOnlyList<BatchOutcome> runs, double width)
    {
        var accepted = runs.Sum(run => (double)run.Accepted);
        if (accepted == 0)
        {
            return new(0, 0, 1);
        }

        var share = runs.Sum(run => (double)run.Errors) / accepted;
        var between = runs.Sum(run => Math.Pow(run.Errors - (share * run.Accepted), 2)) * runs.Count / (runs.Count - 1) / (accepted * accepted);
        var alone = share * (1 - share) / accepted;
        var size = accepted / Math.Max(1, alone > 0 ? between / alone : 1);
        var square = width * width / size;
        var middle = (share + (square / 2)) / (1 + square);
        var half = Math.Sqrt((share * (1 - share) * square) + (square * square / 4)) / (1 + square);
        return new(share, share == 0 ? 0 : Math.Max(0, middle - half), share == 1 ? 1 : Math.Min(1, middle + half));
    }

    /// <summary>
    /// How many times larger one share is than another of other runs, by the distances to the ends of both intervals, in logarithms
    /// (MOVER; Zou and Donner, 2008). Without any errors in the other the interval has no upper end, and the mean is its lower end.
    /// </summary>
    /// <param name="share">Over this.</param>
    /// <param name="other">Of other runs.</param>
    public static Estimate Ratio(Estimate share, Estimate other)
    {
        if (other.Mean == 0)
        {
            var least = share.Low / other.High;
            return new(least, least, double.PositiveInfinity);
        }

        if (share.Mean == 0)
        {
            return new(0, 0, share.High / other.Low);
        }

        var ratio = share.Mean / other.Mean;
        var below = Length(Math.Log(share.Mean / share.Low), Math.Log(other.High / other.Mean));
        var above = Length(Math.Log(share.High / share.Mean), Math.Log(other.Mean / other.Low));
        return new(ratio, ratio * Math.Exp(-below), ratio * Math.Exp(above));
    }

    private static double Length(double x, double y) => Math.Sqrt((x * x) + (y * y));
}
