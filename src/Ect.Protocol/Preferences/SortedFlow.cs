namespace Ect.Protocol.Preferences;

/// <summary>
/// Sums of preferences along the sorted values of one criterion, O(n log n). Whoever is preferred by a value to another
/// lies above it, and both thresholds move up with the value: two pointers follow them. In between the slope's sum is
/// kept as a sum of differences to the present value, whose terms never exceed p, so that one absurd value far out
/// costs no digits, as sums of the values themselves would.
/// </summary>
internal sealed class SortedFlow
{
    private double[] _keys = [];
    private int[] _rows = [];
    private double[] _weights = [];
    private double[] _mirrored = [];
    private int[] _mirroredRows = [];
    private double[] _mirroredWeights = [];
    private int _count;

    /// <summary>Takes a criterion's values.</summary>
    public void Sort(Better better, ReadOnlySpan<double> values, ReadOnlySpan<double> copies)
    {
        _count = values.Length;
        Grow();
        for (var row = 0; row < _count; row++)
        {
            _keys[row] = better == Better.More ? values[row] : -values[row];
            _rows[row] = row;
        }

        Array.Sort(_keys, _rows, 0, _count);
        for (var i = 0; i < _count; i++)
        {
            _weights[i] = copies[_rows[i]];
        }

        // Being preferred to is preferring, seen from the other end.
        for (var i = 0; i < _count; i++)
        {
            _mirrored[i] = -_keys[_count - 1 - i];
            _mirroredRows[i] = _rows[_count - 1 - i];
            _mirroredWeights[i] = _weights[_count - 1 - i];
        }
    }

    /// <summary>The values from the worst to the best.</summary>
    public Ladder Upward => new(_keys.AsSpan(0, _count), _rows.AsSpan(0, _count), _weights.AsSpan(0, _count));

    /// <summary>The negated values from the best to the worst.</summary>
    public Ladder Downward => new(_mirrored.AsSpan(0, _count), _mirroredRows.AsSpan(0, _count), _mirroredWeights.AsSpan(0, _count));

    /// <summary>Adds how far each is preferred to the others, and they to it.</summary>
    public void Add(PreferenceFunction function, Span<double> plus, Span<double> minus)
    {
        Climb(function, Upward, plus);
        Climb(function, Downward, minus);
    }

    private static void Climb(PreferenceFunction function, Ladder ladder, Span<double> sums)
    {
        var keys = ladder.Keys;
        var (q, p) = (function.Indifference, function.Strict);
        var (noticed, full) = (0, 0); // what lies below these is noticed, counts fully
        var (above, between, slope) = (0.0, 0.0, 0.0); // copies that count fully; that count in part; their differences
        for (var i = 0; i < keys.Length; i++)
        {
            // First those leave that count fully now, then the rest moves: no term is ever larger than p.
            var key = keys[i];
            var step = i == 0 ? 0 : key - keys[i - 1];
            for (; full < noticed && key - keys[full] > p; full++)
            {
                above += ladder.Weights[full];
                between -= ladder.Weights[full];
                slope -= ladder.Weights[full] * (keys[i - 1] - keys[full]);
            }

            slope = between > 0 ? slope + (between * step) : 0;
            for (; noticed < i && key - keys[noticed] > q; noticed++)
            {
                if (key - keys[noticed] > p)
                {
                    above += ladder.Weights[noticed];
                    full++;
                }
                else
                {
                    between += ladder.Weights[noticed];
                    slope += ladder.Weights[noticed] * (key - keys[noticed]);
                }
            }

            sums[ladder.Rows[i]] += above + (function.IsSlope ? (slope - (between * q)) / (p - q) : between / 2);
        }
    }

    private void Grow()
    {
        if (_keys.Length < _count)
        {
            (_keys, _weights, _rows) = (new double[_count], new double[_count], new int[_count]);
            (_mirrored, _mirroredWeights, _mirroredRows) = (new double[_count], new double[_count], new int[_count]);
        }
    }

    /// <summary>Ascending values with whose they are and for how many alternatives each stands.</summary>
    internal readonly ref struct Ladder(ReadOnlySpan<double> keys, ReadOnlySpan<int> rows, ReadOnlySpan<double> weights)
    {
        public ReadOnlySpan<double> Keys { get; } = keys;

        public ReadOnlySpan<int> Rows { get; } = rows;

        public ReadOnlySpan<double> Weights { get; } = weights;
    }
}
