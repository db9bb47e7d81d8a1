using Ect.Protocol.Preferences;

namespace Ect.Simulation.Grid;

/// <summary>
/// A bag of independent tasks, all there from the beginning. Sizes are log-normal within bounds. Tasks are kept by classes,
/// of a buyer and a size that differs by less than a fifth from its middle: a decision compares classes.
/// </summary>
public sealed class Bag
{
    /// <summary>Smallest task in reference seconds.</summary>
    public const double Smallest = 60;

    /// <summary>Largest task in reference seconds: as long as desktops now and then stay.</summary>
    public const double Largest = 8 * 3600;

    private const double Ratio = 1.4;
    private const int Sizes = 3;

    private static readonly int Steps = (int)Math.Ceiling(Math.Log(Largest / Smallest) / Math.Log(Ratio));

    private readonly float[] _sizes;
    private readonly ushort[] _classes;

    private Bag(IReadOnlyList<Buyer> buyers, float[] sizes, ushort[] classes, double median)
    {
        (Buyers, _sizes, _classes, Median) = (buyers, sizes, classes, median);
        Classes =
        [
            .. from buyer in Enumerable.Range(0, buyers.Count)
               from step in Enumerable.Range(0, Steps)
               select new TaskClass(buyer, Smallest * Math.Pow(Ratio, step + 0.5)),
        ];
    }

    /// <summary>Buyers of all presets, who lose by a wrong result as much as fits what they care for.</summary>
    public static IReadOnlyList<Buyer> Everybody { get; } =
    [
        new(Preference.Cheap, 1e-5),
        new(Preference.Fast, 2e-5),
        new(Preference.Safe, 2e-4),
        new(Preference.Green, 2e-5),
        new(Preference.Balanced, 4e-5),
    ];

    /// <summary>Whose tasks they are.</summary>
    public IReadOnlyList<Buyer> Buyers { get; }

    /// <summary>All classes, also those without a task.</summary>
    public IReadOnlyList<TaskClass> Classes { get; }

    /// <summary>Half of the tasks are smaller, in reference seconds.</summary>
    public double Median { get; }

    /// <summary>Tasks.</summary>
    public int Count => _sizes.Length;

    /// <summary>Size of each task in reference seconds.</summary>
    public ReadOnlySpan<float> Size => _sizes;

    /// <summary>Class of each task.</summary>
    public ReadOnlySpan<ushort> Class => _classes;

    /// <summary>A bag of tasks.</summary>
    /// <param name="buyers">Each task is of one of them by chance; at least one.</param>
    /// <param name="count">Tasks, at least 1.</param>
    /// <param name="seed">The same seed makes the same.</param>
    /// <param name="median">Median size in reference seconds.</param>
    /// <param name="sigma">σ of the size's logarithm.</param>
    public static Bag Of(IReadOnlyList<Buyer> buyers, int count, int seed, double median = 1800, double sigma = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(buyers.Count, 1);
        var chance = Chance.Of(seed, Sizes, 0);
        var (sizes, classes) = (new float[count], new ushort[count]);
        for (var task = 0; task < count; task++)
        {
            var size = Math.Clamp(median * Math.Exp(sigma * chance.NextNormal()), Smallest, Largest);
            var step = Math.Min(Steps - 1, (int)(Math.Log(size / Smallest) / Math.Log(Ratio)));
            sizes[task] = (float)size;
            classes[task] = (ushort)((chance.Next(buyers.Count) * Steps) + step);
        }

        return new(buyers, sizes, classes, Math.Clamp(median, Smallest, Largest));
    }
}
