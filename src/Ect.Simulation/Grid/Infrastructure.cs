namespace Ect.Simulation.Grid;

/// <summary>
/// A kind of machines. The forms of the lifetimes are what measurements found: Weibull with a shape about a half for desktops
/// (Nurmi, Brevik and Wolski, Euro-Par 2005), log-normal for jobs that are put out of a grid's spare time (Kondo, Javadi,
/// Iosup and Epema, CCGrid 2010, fit both). The numbers are round ones of our own; a trace replaces them
/// (<see cref="Traces.FailureTrace"/>).
/// </summary>
public sealed record Infrastructure
{
    /// <summary>For reports.</summary>
    public required string Name { get; init; }

    /// <summary>Median speed in reference cores.</summary>
    public required double Speed { get; init; }

    /// <summary>σ of the speed's logarithm.</summary>
    public required double SpeedSigma { get; init; }

    /// <summary>Median price of an hour in tokens.</summary>
    public required double PricePerHour { get; init; }

    /// <summary>σ of the price's logarithm: owners ask what they like.</summary>
    public double PriceSigma { get; init; } = 0.3;

    /// <summary>Median power that a task draws, in watts.</summary>
    public required double Watts { get; init; }

    /// <summary>σ of the power's logarithm.</summary>
    public double WattsSigma { get; init; } = 0.3;

    /// <summary>Median chance that a result is wrong.</summary>
    public required double ErrorRate { get; init; }

    /// <summary>σ of the chance's logarithm.</summary>
    public double ErrorSigma { get; init; } = 1;

    /// <summary>How long a machine stays.</summary>
    public Lifetime Up { get; init; }

    /// <summary>How long it is away then.</summary>
    public Lifetime Down { get; init; }

    /// <summary>Volunteers' desktops: cheap, slow, often gone, of mixed quality.</summary>
    public static Infrastructure DesktopGrid { get; } = new()
    {
        Name = "desktop grid",
        Speed = 1,
        SpeedSigma = 0.4,
        PricePerHour = 0.01,
        Watts = 60,
        ErrorRate = 0.01,
        Up = Lifetime.Weibull(scale: 2 * 3600, shape: 0.5),
        Down = Lifetime.LogNormal(median: 1800, sigma: 1.5),
    };

    /// <summary>Spare time of a grid: quicker, better kept, taken away when its owners need it.</summary>
    public static Infrastructure BestEffort { get; } = new()
    {
        Name = "best effort",
        Speed = 1.5,
        SpeedSigma = 0.15,
        PricePerHour = 0.03,
        Watts = 25,
        ErrorRate = 0.002,
        Up = Lifetime.LogNormal(median: 4 * 3600, sigma: 1),
        Down = Lifetime.LogNormal(median: 3600, sigma: 1),
    };

    /// <summary>A cloud: quick, dear, always there.</summary>
    public static Infrastructure Cloud { get; } = new()
    {
        Name = "cloud",
        Speed = 2,
        SpeedSigma = 0.05,
        PricePerHour = 0.12,
        Watts = 15,
        ErrorRate = 0.0005,
        Up = Lifetime.Endless,
    };
}
