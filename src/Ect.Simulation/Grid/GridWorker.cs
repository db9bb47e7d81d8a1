namespace Ect.Simulation.Grid;

/// <summary>A machine of a simulated pool.</summary>
public struct GridWorker
{
    /// <summary>Reference cores.</summary>
    public double Speed { get; init; }

    /// <summary>Tokens for a second.</summary>
    public double Price { get; init; }

    /// <summary>Watts while it computes.</summary>
    public double Watts { get; init; }

    /// <summary>Chance that a result is wrong.</summary>
    public double ErrorRate { get; init; }

    /// <summary>Interruptions a second, as the scheduler has come to know them; 0 for none.</summary>
    public double Hazard { get; init; }

    /// <summary>Index of its kind in the pool.</summary>
    public int Kind { get; init; }

    internal Chance Chance;
    internal double TurnsAt;
    internal double StartedAt;
    internal int Boundary;
    internal int Task;
    internal bool IsUp;

    internal const int None = -1;

    /// <summary>
    /// Expected seconds for a task of so many reference seconds, with all runs that an interruption ends and that begin anew:
    /// (e^λt − 1)/λ for interruptions at random at a rate λ.
    /// </summary>
    public readonly double ExpectedSeconds(double size)
    {
        var seconds = size / Speed;
        var exponent = Hazard * seconds;
        return exponent < 1e-9 ? seconds : (Math.Exp(Math.Min(exponent, MostExponent)) - 1) / Hazard;
    }

    // e^30 runs are never.
    private const double MostExponent = 30;
}
