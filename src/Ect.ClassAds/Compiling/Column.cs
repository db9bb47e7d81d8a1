using Ect.ClassAds.Values;

namespace Ect.ClassAds.Compiling;

/// <summary>One attribute of many ads. Values that occur often have a number, so that what holds of one is worked out once.</summary>
internal sealed class Column
{
    /// <summary>With more distinct values than this a column gives them no numbers.</summary>
    public const int MostDistinct = 1024;

    private readonly Dictionary<Value, int> _numbers = [];
    private readonly List<Value> _distinct = [];
    private Value[] _values = [];
    private long[] _bits = [];
    private int[] _codes = [];
    private int _integers;
    private int _reals;
    private int _opaque;
    private bool _coded = true;

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether every row has an integer.</summary>
    public bool IsInteger => _integers == Count;

    /// <summary>Whether every row has a real.</summary>
    public bool IsReal => _reals == Count;

    /// <summary>Whether some row has a list, an ad or a long string, which only the evaluator handles.</summary>
    public bool IsOpaque => _opaque > 0;

    /// <summary>Whether the rows have numbers of their values.</summary>
    public bool IsCoded => _coded;

    /// <summary>The bits of integers and reals, a row each.</summary>
    public ReadOnlySpan<long> Bits => _bits.AsSpan(0, Count);

    /// <summary>The numbers of the values, a row each.</summary>
    public ReadOnlySpan<int> Codes => _codes.AsSpan(0, Count);

    /// <summary>The values that have numbers; some of them may no longer occur.</summary>
    public IReadOnlyList<Value> Distinct => _distinct;

    /// <summary>The value of a row.</summary>
    public ref readonly Value this[int row] => ref _values[row];

    public void Add(Value value, bool opaque)
    {
        if (Count == _values.Length)
        {
            Array.Resize(ref _values, Math.Max(16, Count * 2));
            Array.Resize(ref _bits, _values.Length);
            Array.Resize(ref _codes, _values.Length);
        }

        Count++;
        Put(Count - 1, value, opaque);
    }

    public void Set(int row, Value value, bool opaque, bool wasOpaque)
    {
        Forget(row, wasOpaque);
        Put(row, value, opaque);
    }

    /// <summary>Removes a row; the last one takes its place.</summary>
    public void Remove(int row, bool wasOpaque, bool lastOpaque)
    {
        var last = Count - 1;
        var value = _values[last];
        if (row != last)
        {
            Set(row, value, lastOpaque, wasOpaque);
            Forget(last, lastOpaque);
        }
        else
        {
            Forget(last, wasOpaque);
        }

        _values[last] = default;
        Count = last;
    }

    private void Put(int row, Value value, bool opaque)
    {
        _values[row] = value;
        _bits[row] = value.Bits;
        _integers += value.IsInteger ? 1 : 0;
        _reals += value.IsReal ? 1 : 0;
        _opaque += opaque ? 1 : 0;
        if (!_coded)
        {
            return;
        }

        if (!_numbers.TryGetValue(value, out var code))
        {
            if (_distinct.Count == MostDistinct)
            {
                (_coded, _codes) = (false, new int[_codes.Length]);
                _numbers.Clear();
                _distinct.Clear();
                return;
            }

            code = _distinct.Count;
            _numbers.Add(value, code);
            _distinct.Add(value);
        }

        _codes[row] = code;
    }

    private void Forget(int row, bool wasOpaque)
    {
        _integers -= _values[row].IsInteger ? 1 : 0;
        _reals -= _values[row].IsReal ? 1 : 0;
        _opaque -= wasOpaque ? 1 : 0;
    }
}
