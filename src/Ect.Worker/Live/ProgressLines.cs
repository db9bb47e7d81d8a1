using System.Globalization;
using System.Text;

namespace Ect.Worker.Live;

/// <summary>
/// Finds the lines of standard error in which an application reports its progress: <c>ect-progress: 0.42 message</c>.
/// What is not of that form is an ordinary line. Keeps no more than one line of bounded length.
/// </summary>
internal sealed class ProgressLines
{
    /// <summary>Longest message, in characters; the rest is cut off.</summary>
    public const int MaxMessage = 200;

    private const int MaxLine = 1024;
    private const int MaxNumber = 32;

    private readonly byte[] _line = new byte[MaxLine];
    private int _length;

    private static ReadOnlySpan<byte> Prefix => "ect-progress:"u8;

    /// <summary>Takes the next bytes; returns the last report among the lines that they end, null if there is none.</summary>
    public ProgressReport? Feed(ReadOnlySpan<byte> data)
    {
        ProgressReport? last = null;
        while (data.IndexOf((byte)'\n') is >= 0 and var end)
        {
            Keep(data[..end]);
            last = Parse(_line.AsSpan(0, _length)) ?? last;
            _length = 0;
            data = data[(end + 1)..];
        }

        Keep(data);
        return last;
    }

    /// <summary>Reads one line; null if it reports no progress.</summary>
    public static ProgressReport? Parse(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith(Prefix))
        {
            return null;
        }

        var rest = line[Prefix.Length..].Trim(" \t\r"u8);
        var space = rest.IndexOfAny((byte)' ', (byte)'\t');
        var number = space < 0 ? rest : rest[..space];
        return number.Length <= MaxNumber
            && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var fraction)
            && fraction is >= 0 and <= 1
                ? new(fraction, space < 0 ? "" : Message(rest[space..]))
                : null;
    }

    // What does not fit is dropped: of a long line the beginning says enough.
    private void Keep(ReadOnlySpan<byte> data)
    {
        var kept = data[..Math.Min(data.Length, MaxLine - _length)];
        kept.CopyTo(_line.AsSpan(_length));
        _length += kept.Length;
    }

    private static string Message(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes).Trim();
        var printable = string.Concat(text.EnumerateRunes().Select(static rune => IsPrintable(rune) ? rune.ToString() : " "));
        return printable.Length <= MaxMessage ? printable : printable[..(char.IsHighSurrogate(printable[MaxMessage - 1]) ? MaxMessage - 1 : MaxMessage)];
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
