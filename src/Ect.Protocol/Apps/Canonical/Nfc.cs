using System.Globalization;
using System.Text;

namespace Ect.Protocol.Apps.Canonical;

/// <summary>
/// Unicode's normal form C, from tables of our own: what the system's libraries know of Unicode differs from machine to
/// machine, and .NET leaves text as it is where it runs without them. Unicode 14; characters that came later stay as they are.
/// </summary>
/// <remarks>After "Unicode Normalization Forms", Unicode Standard Annex 15; Hangul by arithmetic, Unicode Standard 3.12.</remarks>
internal static class Nfc
{
    /// <summary>Below it every character is in normal form and none combines with the one before.</summary>
    private const char FirstThatMatters = '\u0300';

    private const int HangulFirst = 0xAC00;
    private const int LeadFirst = 0x1100;
    private const int VowelFirst = 0x1161;
    private const int TailBase = 0x11A7; // one before the first: no tail
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Tails = 28;
    private const int Syllables = Leads * Vowels * Tails;

    private static readonly Lazy<Tables> s_tables = new(Read);

    /// <summary>The normal form.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', (char)(FirstThatMatters - 1)))
        {
            return text;
        }

        var tables = s_tables.Value;
        var points = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(tables, rune.Value, points);
        }

        Order(tables, points);
        Compose(tables, points);
        var result = new StringBuilder(text.Length);
        foreach (var point in points)
        {
            result.Append(new Rune(point).ToString());
        }

        return result.ToString();
    }

    private static void Decompose(Tables tables, int point, List<int> into)
    {
        if (point is >= HangulFirst and < HangulFirst + Syllables)
        {
            var index = point - HangulFirst;
            into.Add(LeadFirst + (index / (Vowels * Tails)));
            into.Add(VowelFirst + (index % (Vowels * Tails) / Tails));
            if (index % Tails > 0)
            {
                into.Add(TailBase + (index % Tails));
            }
        }
        else if (tables.Parts.TryGetValue(point, out var parts))
        {
            Decompose(tables, parts.First, into);
            if (parts.Second != 0)
            {
                Decompose(tables, parts.Second, into);
            }
        }
        else
        {
            into.Add(point);
        }
    }

    /// <summary>Marks that follow each other, by class; of the same class they keep their order.</summary>
    private static void Order(Tables tables, List<int> points)
    {
        for (var start = 0; start < points.Count; start++)
        {
            if (tables.ClassOf(points[start]) == 0)
            {
                continue;
            }

            var end = start + 1;
            while (end < points.Count && tables.ClassOf(points[end]) != 0)
            {
                end++;
            }

            // OrderBy keeps equals in place, and thousands of marks on one letter cost no more than sorting them.
            var sorted = points.GetRange(start, end - start).OrderBy(tables.ClassOf).ToArray();
            for (var i = 0; i < sorted.Length; i++)
            {
                points[start + i] = sorted[i];
            }

            start = end;
        }
    }

    private static void Compose(Tables tables, List<int> points)
    {
        var (starter, last, written) = (-1, -1, 0);
        foreach (var point in points.ToArray())
        {
            var mark = tables.ClassOf(point);

            // Between the starter and this one stands nothing (last < 0), or only marks of lower classes.
            if (starter >= 0 && last < mark && Pair(tables, points[starter], point) is { } composed)
            {
                points[starter] = composed;
                continue;
            }

            if (mark == 0)
            {
                (starter, last) = (written, -1);
            }
            else
            {
                last = mark;
            }

            points[written++] = point;
        }

        points.RemoveRange(written, points.Count - written);
    }

    private static int? Pair(Tables tables, int first, int second)
    {
        if (first is >= LeadFirst and < LeadFirst + Leads && second is >= VowelFirst and < VowelFirst + Vowels)
        {
            return HangulFirst + ((((first - LeadFirst) * Vowels) + second - VowelFirst) * Tails);
        }

        if (first is >= HangulFirst and < HangulFirst + Syllables && (first - HangulFirst) % Tails == 0 && second is > TailBase and < TailBase + Tails)
        {
            return first + second - TailBase;
        }

        return tables.Composed.TryGetValue((first, second), out var composed) ? composed : null;
    }

    private static Tables Read()
    {
        using var stream = typeof(Nfc).Assembly.GetManifestResourceStream("Nfc.txt")!;
        using var reader = new StreamReader(stream);
        var tables = new Tables();
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            switch (words[0])
            {
                case "C":
                    for (var point = Hex(words[2]); point <= Hex(words[3]); point++)
                    {
                        tables.Classes[point] = byte.Parse(words[1], CultureInfo.InvariantCulture);
                    }

                    break;
                case "D" or "X":
                    var parts = (First: Hex(words[2]), Second: words.Length > 3 ? Hex(words[3]) : 0);
                    tables.Parts[Hex(words[1])] = parts;
                    if (words[0] == "D")
                    {
                        tables.Composed[parts] = Hex(words[1]);
                    }

                    break;
            }
        }

        return tables;
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private sealed class Tables
    {
        public Dictionary<int, (int First, int Second)> Parts { get; } = [];

        public Dictionary<(int First, int Second), int> Composed { get; } = [];

        public Dictionary<int, byte> Classes { get; } = [];

        public int ClassOf(int point) => Classes.GetValueOrDefault(point);
    }
}
