using Ect.Protocol.Trust;

namespace Ect.Protocol.Preferences;

/// <summary>
/// When a difference in an aspect counts. Price, time and energy have no scale of their own: a difference is felt in
/// proportion, so the thresholds are shares of what is on offer (percentage thresholds, as Rogers and Bruen set them for
/// ELECTRE, European Journal of Operational Research 107, 1998). They are shares of the median and not of the spread:
/// with the spread one absurd offer, made by anybody for nothing, would make all others look alike; the median stands
/// until half of the offers are absurd. Trust, reliability and locality have a scale and keep it, whatever is on offer.
/// </summary>
public static class AspectScale
{
    /// <summary>Below this share of the median, prices, times and energies count as the same.</summary>
    public const double SameShare = 0.05;

    /// <summary>From this share of the median on, one is clearly better.</summary>
    public const double ClearShare = 0.5;

    /// <summary>Reliabilities that differ by no more are the same: less cannot be told apart after a hundred tasks.</summary>
    public const double SameReliability = 0.01;

    /// <summary>One more failure in five tasks is clearly worse.</summary>
    public const double ClearReliability = 0.2;

    /// <summary>All aspects, in the order in which they are named.</summary>
    public static IReadOnlyList<Aspect> All { get; } = Enum.GetValues<Aspect>();

    /// <summary>The name in orders and on the command line.</summary>
    public static string Name(this Aspect aspect) => aspect switch
    {
        Aspect.Price => "price",
        Aspect.Time => "time",
        Aspect.Trust => "trust",
        Aspect.Reliability => "reliability",
        Aspect.Energy => "energy",
        Aspect.Locality => "locality",
        _ => throw new ArgumentOutOfRangeException(nameof(aspect), aspect, "A new aspect needs a name."),
    };

    /// <summary>Which values are the better ones.</summary>
    public static Better Better(this Aspect aspect) =>
        aspect is Aspect.Price or Aspect.Time or Aspect.Energy ? Preferences.Better.Less : Preferences.Better.More;

    /// <summary>Whether a value can be one of the aspect: a finite number from 0, shares up to 1.</summary>
    public static bool Allows(this Aspect aspect, double value) =>
        value >= 0 && value <= (aspect is Aspect.Reliability or Aspect.Locality ? 1 : ScoreTable.LargestValue);

    /// <summary>What a difference means.</summary>
    /// <param name="aspect">In what.</param>
    /// <param name="offered">The values on offer, in any order.</param>
    public static PreferenceFunction Function(this Aspect aspect, IReadOnlyList<double> offered) => aspect switch
    {
        Aspect.Trust => PreferenceFunction.VShape(Evidence.MostExtraBits), // the bits between a newcomer and the best reputation
        Aspect.Reliability => PreferenceFunction.Linear(SameReliability, ClearReliability),
        Aspect.Locality => PreferenceFunction.VShape(1), // every byte that need not travel counts alike
        _ => OfShares(Median(offered)),
    };

    /// <summary>The criterion of an aspect over what is on offer.</summary>
    public static Criterion Criterion(this Aspect aspect, IReadOnlyList<double> offered, double weight) =>
        new(aspect.Name(), aspect.Better(), aspect.Function(offered), weight);

    /// <summary>The preference of values without a scale of their own.</summary>
    /// <param name="median">The middle one of them. Where it is nothing, whatever is more than nothing is clearly worse.</param>
    public static PreferenceFunction OfShares(double median) =>
        median > 1e-90 ? PreferenceFunction.Linear(SameShare * median, Math.Min(ClearShare * median, ScoreTable.LargestValue)) : PreferenceFunction.Usual;

    internal static double Median(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] / 2) + (sorted[sorted.Length / 2] / 2);
    }
}
