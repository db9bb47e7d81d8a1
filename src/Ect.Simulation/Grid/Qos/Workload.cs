namespace Ect.Simulation.Grid.Qos;

/// <summary>The tasks of a bag: how large each is and when it is submitted.</summary>
public sealed class Workload
{
    // What a seed is mixed with.
    private const int Sizes = 11;
    private const int Arrivals = 12;

    private readonly double[] _sizes;
    private readonly double[] _submitted;

    /// <summary>Tasks by size and time of submission.</summary>
    /// <param name="sizes">Reference seconds of each, above 0.</param>
    /// <param name="submitted">Seconds after the bag's start; 0 for all if there are none.</param>
    public Workload(IReadOnlyList<double> sizes, IReadOnlyList<double>? submitted = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sizes.Count, 1);
        _sizes = [.. sizes];
        _submitted = submitted is null ? new double[sizes.Count] : [.. submitted];
        ArgumentOutOfRangeException.ThrowIfNotEqual(_submitted.Length, _sizes.Length, nameof(submitted));
        Work = _sizes.Sum();
    }

    /// <summary>Tasks.</summary>
    public int Count => _sizes.Length;

    /// <summary>Reference seconds of each task.</summary>
    public ReadOnlySpan<double> Size => _sizes;

    /// <summary>When each task is submitted, in seconds after the bag's start.</summary>
    public ReadOnlySpan<double> Submitted => _submitted;

    /// <summary>Reference seconds of all tasks together.</summary>
    public double Work { get; }

    /// <summary>SMALL: 1,000 tasks of an hour, all there at first.</summary>
    public static Workload Small() => new([.. Enumerable.Repeat(3600.0, 1_000)]);

    /// <summary>BIG: 10,000 tasks of a minute, all there at first.</summary>
    public static Workload Big() => new([.. Enumerable.Repeat(60.0, 10_000)]);

    /// <summary>RANDOM: about 1,000 tasks (σ 200) of about a minute (σ 10 s), submitted one after the other with Weibull gaps (scale 91.98 s, shape 0.57).</summary>
    /// <param name="seed">The same seed makes the same.</param>
    public static Workload Random(int seed)
    {
        var chance = Chance.Of(seed, Sizes, 0);
        var count = Math.Max(1, (int)Math.Round(1_000 + (200 * chance.NextNormal())));
        var arrivals = Chance.Of(seed, Arrivals, 0);
        var gap = Lifetime.Weibull(scale: 91.98, shape: 0.57);
        var (sizes, submitted) = (new double[count], new double[count]);
        for (var task = 0; task < count; task++)
        {
            sizes[task] = Math.Max(1, 60 + (10 * chance.NextNormal()));
            submitted[task] = task == 0 ? 0 : submitted[task - 1] + gap.Draw(ref arrivals);
        }

        return new(sizes, submitted);
    }
}
