using System.Globalization;
using System.Text;

namespace Ect.Ethereum.Keys;

/// <summary>
/// Unicode's compatibility decomposition, which BIP-39 asks for. The program runs without ICU, where .NET's Normalize
/// silently returns its input: a passphrase with an accent would open another wallet than everywhere else.
/// </summary>
internal static class Nfkd
{
    private static readonly Lazy<(Dictionary<int, int[]> Decompositions, Dictionary<int, int> Ranks)> Tables = new(Load);

    public static string Normalize(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var runes = new List<int>();
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, runes);
        }

        OrderMarks(runes);
        return string.Concat(runes.Select(char.ConvertFromUtf32));
    }

    private static void Decompose(int rune, List<int> target)
    {
        const int syllables = 0xac00;
        if (rune is >= syllables and <= 0xd7a3)
        {
            var index = rune - syllables;
            target.Add(0x1100 + (index / 588));
            target.Add(0x1161 + (index % 588 / 28));
            if (index % 28 > 0)
            {
                target.Add(0x11a7 + (index % 28));
            }
        }
        else if (Tables.Value.Decompositions.TryGetValue(rune, out var parts))
        {
            target.AddRange(parts);
        }
        else
        {
            target.Add(rune);
        }
    }

    /// <summary>Sorts each run of marks by class, keeping the order inside a class.</summary>
    private static void OrderMarks(List<int> runes)
    {
        for (var i = 1; i < runes.Count; i++)
        {
            for (var j = i; j > 0 && Rank(runes[j]) is > 0 and var rank && Rank(runes[j - 1]) > rank; j--)
            {
                (runes[j], runes[j - 1]) = (runes[j - 1], runes[j]);
            }
        }
    }

    private static int Rank(int rune) => Tables.Value.Ranks.GetValueOrDefault(rune);

    private static (Dictionary<int, int[]>, Dictionary<int, int>) Load()
    {
        var decompositions = new Dictionary<int, int[]>();
        var ranks = new Dictionary<int, int>();
        using var reader = new StreamReader(typeof(Nfkd).Assembly.GetManifestResourceStream("nfkd.txt")!);
        while (reader.ReadLine() is { } line)
        {
            var fields = line[1..].Split(' ');
            if (line[0] == '=')
            {
                decompositions[Code(fields[0])] = [.. fields.Skip(1).Select(Code)];
            }
            else if (line[0] == '^')
            {
                ranks[Code(fields[0])] = int.Parse(fields[1], CultureInfo.InvariantCulture);
            }
        }

        return (decompositions, ranks);
    }

    private static int Code(string hex) => int.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
