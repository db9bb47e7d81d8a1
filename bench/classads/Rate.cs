namespace Ect.Bench.ClassAds;

/// <summary>Matches a second: in the best round, and in the middle one.</summary>
internal sealed record Rate(double Best, double Median)
{
    public static Rate Of(double matches, (double Best, double Median) seconds) => new(matches / seconds.Best, matches / seconds.Median);
}
