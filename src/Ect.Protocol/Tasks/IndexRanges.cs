using System.Globalization;
using System.Text;

namespace Ect.Protocol.Tasks;

/// <summary>
/// Indices of tasks in ascending order, written as <c>7,23,90-99</c>. Kept as ranges: a text of a few bytes may stand for
/// billions, of which nothing is laid out.
/// </summary>
public sealed class IndexRanges : IEquatable<IndexRanges>
{
    /// <summary>Most bytes of the text.</summary>
    public const int MaxLength = 2048;

    private readonly (uint From, uint To)[] _ranges;
    private readonly long[] _before;

    private IndexRanges((uint From, uint To)[] ranges)
    {
        (_ranges, _before) = (ranges, new long[ranges.Length]);
        for (var i = 0; i < ranges.Length; i++)
        {
            _before[i] = Count;
            Count += (long)ranges[i].To - ranges[i].From + 1;
        }
    }

    /// <summary>How many; at least one.</summary>
    public long Count { get; }

    /// <summary>The largest.</summary>
    public uint Last => _ranges[^1].To;

    /// <summary>The smallest.</summary>
    public uint First => _ranges[0].From;

    /// <summary>The one at a position.</summary>
    /// <param name="position">0 to <see cref="Count"/> − 1.</param>
    public uint this[long position]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(position);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Count);
            var found = Array.BinarySearch(_before, position);
            var range = found >= 0 ? found : ~found - 1;
            return (uint)(_ranges[range].From + (position - _before[range]));
        }
    }

    /// <summary>Indices in any order, none twice.</summary>
    /// <exception cref="FormatException">There are none, or their text is longer than <see cref="MaxLength"/>.</exception>
    public static IndexRanges Of(IEnumerable<uint> indices)
    {
        var ranges = new List<(uint From, uint To)>();
        foreach (var index in indices.Order().Distinct())
        {
            if (ranges is [.., var (from, to)] && to + 1L == index)
            {
                ranges[^1] = (from, index);
            }
            else
            {
                ranges.Add((index, index));
            }
        }

        var value = ranges.Count == 0 ? throw new FormatException("No indices: a bag has at least one task.") : new IndexRanges([.. ranges]);
        return value.ToString().Length <= MaxLength ? value : throw new FormatException($"{value.Count} indices in {ranges.Count} ranges take {value.ToString().Length} bytes; at most {MaxLength} are allowed: take fewer.");
    }

    /// <summary>Reads the text. Only the one that <see cref="ToString"/> gives is read, so that the same indices have the same hash.</summary>
    /// <exception cref="FormatException">It is none; the message names value and rule.</exception>
    public static IndexRanges Parse(string text)
    {
        var ranges = new List<(uint From, uint To)>();
        if (text.Length is 0 or > MaxLength)
        {
            throw Fault(text, $"has {text.Length} characters; 1 to {MaxLength} are allowed");
        }

        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !TryNumber(ends[0], out var from) || !TryNumber(ends[^1], out var to) || (ends.Length == 2 && to <= from))
            {
                throw Fault(text, $"has the part '{part}'");
            }

            if (ranges is [.., var last] && from <= last.To + 1L)
            {
                throw Fault(text, $"has '{part}' where what stands before reaches it");
            }

            ranges.Add((from, to));
        }

        return new([.. ranges]);
    }

    /// <summary>All of them; there may be billions.</summary>
    public IEnumerable<uint> All()
    {
        foreach (var (from, to) in _ranges)
        {
            for (long index = from; index <= to; index++)
            {
                yield return (uint)index;
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (from, to) in _ranges)
        {
            _ = text.Append(text.Length == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{from}");
            _ = from == to ? text : text.Append(CultureInfo.InvariantCulture, $"-{to}");
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public bool Equals(IndexRanges? other) => other is not null && _ranges.AsSpan().SequenceEqual(other._ranges);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IndexRanges);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, First, Last);

    private static bool TryNumber(string text, out uint number) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && (text.Length == 1 || text[0] != '0');

    private static FormatException Fault(string text, string what) =>
        new($"The indices '{(text.Length <= 80 ? text : text[..80] + "…")}' {what}: write ascending numbers and ranges, as in 7,23,90-99.");
}
