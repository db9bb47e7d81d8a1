using System.Globalization;

namespace Ect.Protocol.Preferences;

/// <summary>
/// PROMETHEE II (Brans and Vincke, Management Science 31, 1985): every alternative is compared with every other in every
/// criterion, and ranked by how far it is preferred to the others less how far they are preferred to it. Nothing is
/// computed pair by pair: n alternatives cost O(n log n) in each criterion (<see cref="SortedFlow"/>,
/// <see cref="GaussianFlow"/>), so that a long queue does not make a decision slow; up to <see cref="DirectUpTo"/> rows
/// pairs are quicker. Keeps working memory for its next use: one thread at a time.
/// </summary>
public sealed class Promethee
{
    /// <summary>Up to so many rows are compared pair by pair.</summary>
    public const int DirectUpTo = 12;

    private readonly double[] _shares;
    private readonly SortedFlow _sorted = new();
    private readonly GaussianFlow _gaussian = new();
    private double[] _plus = [];
    private double[] _minus = [];

    /// <summary>Checks the criteria.</summary>
    /// <param name="criteria">At least one with a weight above 0.</param>
    /// <exception cref="ArgumentException">None has a weight.</exception>
    public Promethee(IReadOnlyList<Criterion> criteria)
    {
        if (criteria.Count == 0)
        {
            throw new ArgumentException("A comparison needs at least one criterion.", nameof(criteria));
        }

        var sum = criteria.Sum(criterion => criterion.Weight);
        if (sum <= 0)
        {
            throw new ArgumentException("All weights are 0; at least one criterion must count.", nameof(criteria));
        }

        Criteria = [.. criteria];
        _shares = [.. criteria.Select(criterion => criterion.Weight / sum)];
    }

    /// <summary>By what alternatives are compared.</summary>
    public IReadOnlyList<Criterion> Criteria { get; }

    /// <summary>Each criterion's share of all weights; they sum to 1.</summary>
    public IReadOnlyList<double> Shares => _shares;

    /// <summary>How far one alternative is preferred to another over all criteria: π, 0 to 1.</summary>
    public double Preference(ScoreTable table, int row, int other)
    {
        Check(table);
        var preference = 0.0;
        for (var criterion = 0; criterion < _shares.Length; criterion++)
        {
            preference += _shares[criterion] * Criteria[criterion].Preference(table[row, criterion], table[other, criterion]);
        }

        return preference;
    }

    /// <summary>All flows, also by criterion: for a ranking that is to be explained.</summary>
    public Flows Flows(ScoreTable table)
    {
        Check(table);
        var count = table.Count;
        var (positive, negative, byCriterion) = (new double[count], new double[count], new double[count * _shares.Length]);
        for (var criterion = 0; criterion < _shares.Length; criterion++)
        {
            Compare(table, criterion);
            for (var row = 0; row < count; row++)
            {
                positive[row] += _shares[criterion] * _plus[row];
                negative[row] += _shares[criterion] * _minus[row];
                byCriterion[(criterion * count) + row] = _plus[row] - _minus[row];
            }
        }

        return new(positive, negative, byCriterion);
    }

    /// <summary>The net flows alone. Allocates nothing once it has seen a table of that size.</summary>
    /// <param name="table">What is compared.</param>
    /// <param name="net">Takes a flow for each row, −1 to 1.</param>
    public void NetFlows(ScoreTable table, Span<double> net)
    {
        Check(table);
        net[..table.Count].Clear();
        for (var criterion = 0; criterion < _shares.Length; criterion++)
        {
            if (_shares[criterion] > 0)
            {
                Compare(table, criterion);
                for (var row = 0; row < table.Count; row++)
                {
                    net[row] += _shares[criterion] * (_plus[row] - _minus[row]);
                }
            }
        }
    }

    // How far each row is preferred in one criterion (_plus), and the others to it (_minus), on average.
    private void Compare(ScoreTable table, int criterion)
    {
        var count = table.Count;
        if (_plus.Length < count)
        {
            var room = Math.Max(count, Math.Min(_plus.Length * 2, Array.MaxLength));
            (_plus, _minus) = (new double[room], new double[room]);
        }

        var plus = _plus.AsSpan(0, count);
        var minus = _minus.AsSpan(0, count);
        plus.Clear();
        minus.Clear();
        if (count <= DirectUpTo)
        {
            DirectFlow.Add(Criteria[criterion], table.Column(criterion), table.Copies, plus, minus);
        }
        else
        {
            _sorted.Sort(Criteria[criterion].Better, table.Column(criterion), table.Copies);
            if (Criteria[criterion].Function is { IsGaussian: true } gaussian)
            {
                _gaussian.Add(gaussian.Spread, _sorted, plus, minus);
            }
            else
            {
                _sorted.Add(Criteria[criterion].Function, plus, minus);
            }
        }

        var others = table.Alternatives - 1;
        if (others > 0)
        {
            for (var row = 0; row < count; row++)
            {
                plus[row] /= others;
                minus[row] /= others;
            }
        }
    }

    private void Check(ScoreTable table)
    {
        if (table.Criteria != _shares.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The table has {table.Criteria} criteria; {_shares.Length} are compared."), nameof(table));
        }
    }
}
