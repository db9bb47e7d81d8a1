using System.Text;

namespace Ect.ClassAds.Functions;

/// <summary>A pattern in PCRE's syntax, in .NET's: classes of letters are those of ASCII, names and Unicode apart.</summary>
internal static class PcrePattern
{
    private static readonly Dictionary<string, string> Posix = new()
    {
        ["alpha"] = "a-zA-Z",
        ["digit"] = "0-9",
        ["alnum"] = "a-zA-Z0-9",
        ["upper"] = "A-Z",
        ["lower"] = "a-z",
        ["space"] = @"\t\n\v\f\r\x20",
        ["blank"] = @"\t\x20",
        ["punct"] = @"!-/:-@\[-`{-~",
        ["print"] = @"\x20-~",
        ["graph"] = "!-~",
        ["cntrl"] = @"\x00-\x1f\x7f",
        ["xdigit"] = "0-9a-fA-F",
        ["word"] = "a-zA-Z0-9_",
    };

    public static string Translate(string pattern)
    {
        var text = new StringBuilder(pattern.Length + 16);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                i++;
                if (pattern[i] == 'Q')
                {
                    var end = pattern.IndexOf("\\E", i, StringComparison.Ordinal);
                    var quoted = pattern[(i + 1)..(end < 0 ? pattern.Length : end)];
                    text.Append(System.Text.RegularExpressions.Regex.Escape(quoted));
                    i = end < 0 ? pattern.Length : end + 1;
                }
                else
                {
                    text.Append(Escape(pattern[i], inClass));
                }
            }
            else if (inClass && c == '[' && PosixAt(pattern, i) is var (set, length))
            {
                text.Append(set);
                i += length - 1;
            }
            else if (inClass)
            {
                inClass = c != ']';
                text.Append(c == '[' ? @"\[" : c);
            }
            else if (c == '[')
            {
                inClass = true;
                text.Append(c);
                if (i + 1 < pattern.Length && pattern[i + 1] == '^')
                {
                    text.Append(pattern[++i]);
                }

                // A bracket right at the beginning is one of the characters.
                if (i + 1 < pattern.Length && pattern[i + 1] == ']')
                {
                    text.Append(@"\]");
                    i++;
                }
            }
            else if (c == '(' && pattern.AsSpan(i).StartsWith("(?P<"))
            {
                text.Append("(?<");
                i += 3;
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    private static string Escape(char letter, bool inClass) => letter switch
    {
        'w' => inClass ? "a-zA-Z0-9_" : "[a-zA-Z0-9_]",
        'd' => inClass ? "0-9" : "[0-9]",
        's' => inClass ? @"\t\n\v\f\r\x20" : @"[\t\n\v\f\r\x20]",
        'h' => inClass ? @"\t\x20" : @"[\t\x20]",
        'W' when !inClass => "[^a-zA-Z0-9_]",
        'D' when !inClass => "[^0-9]",
        'S' when !inClass => @"[^\t\n\v\f\r\x20]",
        'R' when !inClass => @"(?:\r\n|[\n\v\f\r\x85])",
        _ => "\\" + letter,
    };

    private static (string Set, int Length)? PosixAt(string pattern, int start)
    {
        var end = start + 1 < pattern.Length && pattern[start + 1] == ':' ? pattern.IndexOf(":]", start + 2, StringComparison.Ordinal) : -1;
        return end > 0 && Posix.TryGetValue(pattern[(start + 2)..end], out var set) ? (set, end + 2 - start) : null;
    }
}
