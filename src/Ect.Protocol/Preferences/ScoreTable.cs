using System.Globalization;

namespace Ect.Protocol.Preferences;

/// <summary>
/// What each alternative is worth in each criterion. A row may stand for many alternatives of the same values, so that a
/// queue of 100,000 tasks of 50 kinds is compared as what it is, at the cost of 50. Can be filled again and again.
/// </summary>
public sealed class ScoreTable
{
    /// <summary>Largest absolute value: squares of differences stay finite.</summary>
    public const double LargestValue = 1e100;

    private readonly double[] _values;
    private readonly double[] _copies;
    private readonly int _capacity;

    /// <summary>An empty table.</summary>
    /// <param name="criteria">Columns, at least 1.</param>
    /// <param name="capacity">Most rows.</param>
    /// <exception cref="ArgumentException">No criterion.</exception>
    public ScoreTable(int criteria, int capacity)
    {
        if (criteria < 1)
        {
            throw new ArgumentException("A comparison needs at least one criterion.", nameof(criteria));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Criteria = criteria;
        _capacity = capacity;
        _values = new double[checked(criteria * capacity)];
        _copies = new double[capacity];
    }

    /// <summary>Columns.</summary>
    public int Criteria { get; }

    /// <summary>Rows that were added.</summary>
    public int Count { get; private set; }

    /// <summary>Alternatives that the rows stand for.</summary>
    public double Alternatives { get; private set; }

    /// <summary>The value of a row in a criterion.</summary>
    public double this[int row, int criterion] => Column(criterion)[row];

    /// <summary>A table of these rows.</summary>
    /// <param name="rows">Each with as many values as there are criteria.</param>
    /// <exception cref="ArgumentException">A row of another length, or a value that is no number or too large.</exception>
    public static ScoreTable Of(IReadOnlyList<IReadOnlyList<double>> rows)
    {
        var table = new ScoreTable(rows.Count == 0 ? 1 : rows[0].Count, rows.Count);
        foreach (var row in rows)
        {
            table.Add([.. row]);
        }

        return table;
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear() => (Count, Alternatives) = (0, 0);

    /// <summary>Adds a row.</summary>
    /// <param name="values">One for each criterion.</param>
    /// <param name="copies">Alternatives that it stands for, at least 1.</param>
    /// <exception cref="ArgumentException">Another number of values than of criteria; a value that is no number or too large.</exception>
    /// <exception cref="InvalidOperationException">The table is full.</exception>
    public void Add(ReadOnlySpan<double> values, int copies = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(copies, 1);
        if (values.Length != Criteria)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Alternative {Count} has {values.Length} values; there are {Criteria} criteria."), nameof(values));
        }

        if (Count == _capacity)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The table has room for {_capacity} alternatives."));
        }

        for (var criterion = 0; criterion < values.Length; criterion++)
        {
            if (!(Math.Abs(values[criterion]) <= LargestValue))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Alternative {Count} has the value {values[criterion]} in criterion {criterion}; it must be a finite number of at most {LargestValue}."), nameof(values));
            }

            _values[(criterion * _capacity) + Count] = values[criterion];
        }

        _copies[Count++] = copies;
        Alternatives += copies;
    }

    internal ReadOnlySpan<double> Column(int criterion) => _values.AsSpan(criterion * _capacity, Count);

    internal ReadOnlySpan<double> Copies => _copies.AsSpan(0, Count);
}
