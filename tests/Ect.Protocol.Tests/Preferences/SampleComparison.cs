using Ect.Protocol.Preferences;
using FsCheck;
using FsCheck.Fluent;

namespace Ect.Protocol.Tests.Preferences;

/// <summary>Alternatives to compare, with ties, far outliers and rows that stand for several.</summary>
public sealed record SampleComparison(IReadOnlyList<Criterion> Criteria, IReadOnlyList<double[]> Rows, IReadOnlyList<int> Copies)
{
    public ScoreTable Table() => TableOf(Enumerable.Range(0, Rows.Count));

    public ScoreTable TableOf(IEnumerable<int> rows)
    {
        var table = new ScoreTable(Criteria.Count, Rows.Count);
        foreach (var row in rows)
        {
            table.Add(Rows[row], Copies[row]);
        }

        return table;
    }

    /// <summary>Positive and negative flow of a row, from the definition.</summary>
    public (double Positive, double Negative) FlowsByDefinition(int row)
    {
        var (all, weights) = (Copies.Sum(), Criteria.Sum(criterion => criterion.Weight));
        double Sum(Func<Criterion, double, double, double> preference) => Enumerable.Range(0, Rows.Count).Sum(other =>
            Copies[other] * Enumerable.Range(0, Criteria.Count).Sum(c => Criteria[c].Weight / weights * preference(Criteria[c], Rows[row][c], Rows[other][c])));
        return all == 1 ? (0, 0) : (Sum((c, a, b) => c.Preference(a, b)) / (all - 1), Sum((c, a, b) => c.Preference(b, a)) / (all - 1));
    }

    public static Arbitrary<SampleComparison> Comparisons()
    {
        // Whole numbers make ties and differences that lie on a threshold.
        var value = Gen.OneOf(
            Gen.Choose(-10, 10).Select(n => (double)n),
            Gen.Choose(-100_000, 100_000).Select(n => n / 7919.0),
            Gen.Elements(1e9, -3e12, 1e-7));
        var function =
            from shape in Gen.Choose(0, 5)
            from q in Gen.Choose(1, 8)
            from more in Gen.Choose(1, 30)
            select shape switch
            {
                0 => PreferenceFunction.Usual,
                1 => PreferenceFunction.UShape(q / 2.0),
                2 => PreferenceFunction.VShape(more / 3.0),
                3 => PreferenceFunction.Level(q - 1, q + more),
                4 => PreferenceFunction.Linear(q - 1, q - 1 + (more / 4.0)),
                _ => PreferenceFunction.Gaussian(more / 5.0),
            };
        var criterion =
            from f in function
            from better in Gen.Elements(Better.Less, Better.More)
            from weight in Gen.Choose(1, 9)
            select new Criterion("any", better, f, weight);
        var sample =
            from criteria in Gen.Choose(1, 4)
            from list in criterion.ListOf(criteria)
            from count in Gen.OneOf(Gen.Choose(1, 12), Gen.Choose(13, 90))
            from rows in value.ArrayOf(criteria).ListOf(count)
            from copies in Gen.OneOf(Gen.Constant(1), Gen.Choose(1, 5)).ListOf(count)
            select new SampleComparison([.. list], [.. rows], [.. copies]);
        return sample.ToArbitrary();
    }
}
