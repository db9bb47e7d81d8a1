namespace Ect.Protocol.Preferences;

/// <summary>
/// Sums of Gaussian preferences in O(n log n), by a fast Gauss transform (Greengard and Strain, SIAM J. Sci. Stat.
/// Comput. 12, 1991): the values below are gathered in cells of half a spread, a cell acts on a value above it through a
/// Hermite expansion about its middle, and cells farther than nine spreads count fully. An element is at most 0.18 of
/// √2·s from its cell's middle, so that 16 terms leave an error below 10^−15 for a pair.
/// </summary>
internal sealed class GaussianFlow
{
    private const int Terms = 16;
    private const double Cell = 0.5; // in spreads
    private const double Reach = 9; // in spreads: exp(−81/2) is far below a double's last digit
    private const int Cells = 24; // cells are at least half a spread apart: no more than 20 reach a value

    private readonly double[] _starts = new double[Cells];
    private readonly double[] _counts = new double[Cells];
    private readonly double[] _moments = new double[Cells * Terms];
    private int _first;
    private int _cells;

    /// <summary>Adds how far each is preferred to the others, and they to it.</summary>
    public void Add(double spread, SortedFlow sorted, Span<double> plus, Span<double> minus)
    {
        Climb(spread, sorted.Upward, plus);
        Climb(spread, sorted.Downward, minus);
    }

    private void Climb(double spread, SortedFlow.Ladder ladder, Span<double> sums)
    {
        var scale = 1 / (Math.Sqrt(2) * spread);
        var (far, sum) = (0.0, 0.0); // copies beyond reach; what all below add
        (_first, _cells) = (0, 0);
        for (var i = 0; i < ladder.Keys.Length; i++)
        {
            var key = ladder.Keys[i];
            if (i > 0 && key == ladder.Keys[i - 1])
            {
                // Equals stay equal to the last digit.
                sums[ladder.Rows[i]] += sum;
                Gather(key, ladder.Weights[i], spread, scale);
                continue;
            }

            for (; _cells > 0 && key - _starts[_first] > (Reach + Cell) * spread; _cells--)
            {
                far += _counts[_first];
                _first = (_first + 1) % Cells;
            }

            sum = far;
            for (var cell = 0; cell < _cells; cell++)
            {
                sum += Act((_first + cell) % Cells, key, spread, scale);
            }

            sum = Math.Max(0, sum); // rounding may leave a trace below nothing
            sums[ladder.Rows[i]] += sum;
            Gather(key, ladder.Weights[i], spread, scale);
        }
    }

    // What a cell below adds: its copies less Σ M_n · h_n(u), h_n(u) = H_n(u)·exp(−u²), h_{n+1} = 2u·h_n − 2n·h_{n−1}.
    private double Act(int cell, double key, double spread, double scale)
    {
        var u = (key - _starts[cell] - (spread * Cell / 2)) * scale;
        var moments = _moments.AsSpan(cell * Terms, Terms);
        var (before, now) = (0.0, Math.Exp(-u * u));
        var sum = 0.0;
        for (var n = 0; n < Terms; n++)
        {
            sum += moments[n] * now;
            (before, now) = (now, (2 * u * now) - (2 * n * before));
        }

        return _counts[cell] - sum;
    }

    // Moments M_n = Σ copies · v^n / n! of the distances v to the cell's middle.
    private void Gather(double key, double copies, double spread, double scale)
    {
        var last = (_first + _cells - 1) % Cells;
        if (_cells == 0 || key - _starts[last] > Cell * spread)
        {
            last = (_first + _cells++) % Cells;
            _starts[last] = key;
            _counts[last] = 0;
            _moments.AsSpan(last * Terms, Terms).Clear();
        }

        _counts[last] += copies;
        var v = (key - _starts[last] - (spread * Cell / 2)) * scale;
        var term = copies;
        for (var n = 0; n < Terms; n++)
        {
            _moments[(last * Terms) + n] += term;
            term *= v / (n + 1);
        }
    }
}
