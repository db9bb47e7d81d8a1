using System.Globalization;

namespace Ect.Samples.Tests;

/// <summary>
/// The same method written from its definition and not from the C source: dates as DateOnly, correlation from sums of
/// products, the distance of two clusters as the mean over all pairs of their members.
/// </summary>
internal static class ReferenceClustering
{
    public sealed record Result(
        IReadOnlyList<string> Countries, IReadOnlyList<IReadOnlyList<string>> Clusters, IReadOnlyList<double> Heights);

    public static Result Compute(string csvPath, DateOnly first, int months, int clusterCount)
    {
        var rates = File.ReadLines(csvPath).Skip(1).Select(line => line.Split(','))
            .ToLookup(fields => fields[1], fields => (Month: DateOnly.Parse(fields[0], CultureInfo.InvariantCulture), Rate: double.Parse(fields[2], CultureInfo.InvariantCulture)));
        var window = Enumerable.Range(0, months).Select(first.AddMonths).ToList();
        var returns = new SortedDictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var country in rates)
        {
            var byMonth = country.ToDictionary(entry => entry.Month, entry => entry.Rate);
            if (window.All(month => byMonth.GetValueOrDefault(month) > 0))
            {
                var prices = window.Select(month => byMonth[month]).ToList();
                returns[country.Key] = [.. prices.Skip(1).Zip(prices, (now, before) => Math.Log(now) - Math.Log(before))];
            }
        }

        var groups = returns.Keys.Select(name => new List<string> { name }).ToList();
        var heights = new List<double>();
        var clusters = new List<IReadOnlyList<string>>();
        while (groups.Count > 1)
        {
            if (groups.Count == clusterCount)
            {
                clusters.AddRange(groups.Select(group => group.Order(StringComparer.Ordinal).ToList()));
            }

            var (left, right, height) = Pairs(groups.Count)
                .Select(pair => (pair.I, pair.J, Distance: groups[pair.I]
                    .SelectMany(_ => groups[pair.J], (a, b) => Distance(returns[a], returns[b])).Average()))
                .MinBy(pair => pair.Distance);
            heights.Add(height);
            groups[left].AddRange(groups[right]);
            groups.RemoveAt(right);
        }

        return new Result([.. returns.Keys], clusters, heights);
    }

    private static IEnumerable<(int I, int J)> Pairs(int count) =>
        from i in Enumerable.Range(0, count)
        from j in Enumerable.Range(i + 1, count - i - 1)
        select (i, j);

    private static double Distance(double[] x, double[] y)
    {
        double n = x.Length, sx = x.Sum(), sy = y.Sum();
        var covariance = (n * x.Zip(y, (a, b) => a * b).Sum()) - (sx * sy);
        var deviations = Math.Sqrt((n * x.Sum(a => a * a)) - (sx * sx)) * Math.Sqrt((n * y.Sum(b => b * b)) - (sy * sy));
        return Math.Sqrt(2 * Math.Max(0, 1 - (covariance / deviations)));
    }
}
