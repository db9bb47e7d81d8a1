namespace Ect.Protocol.Preferences;

/// <summary>How far each alternative is preferred to the others, and they to it. Averages from 0 to 1.</summary>
public sealed class Flows
{
    private readonly double[] _byCriterion;

    internal Flows(double[] positive, double[] negative, double[] byCriterion)
    {
        Positive = positive;
        Negative = negative;
        Net = [.. positive.Zip(negative, (plus, minus) => plus - minus)];
        _byCriterion = byCriterion;
        Ranking = [.. Enumerable.Range(0, Net.Length).OrderByDescending(row => Net[row])];
    }

    /// <summary>φ+: how far it is preferred to the others.</summary>
    public double[] Positive { get; }

    /// <summary>φ−: how far the others are preferred to it.</summary>
    public double[] Negative { get; }

    /// <summary>φ: the difference, −1 to 1.</summary>
    public double[] Net { get; }

    /// <summary>Rows from the best to the worst; equals in the order in which they came.</summary>
    public IReadOnlyList<int> Ranking { get; }

    /// <summary>Net flow of an alternative in one criterion alone, −1 to 1, before its weight.</summary>
    public double Of(int row, int criterion) => _byCriterion[(criterion * Net.Length) + row];
}
