using System.Text;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Parsing;

internal sealed partial class Lexer
{
    // Strings that follow each other are one; their escapes are read after they were joined.
    private Token Quoted(char quote)
    {
        var start = _at;
        var raw = new StringBuilder();
        do
        {
            var end = EndOfQuoted(_at + 1, quote);
            if (end < 0)
            {
                return Bad(start, 1, quote == '"' ? "A string ends with a quotation mark: this one does not end" : "A quoted name ends with an apostrophe: this one does not end");
            }

            raw.Append(source, _at + 1, end - _at - 1);
            _at = end + 1;
        }
        while (IsNextAfterSpace(quote));

        if (!TryUnescape(raw.ToString(), out var text))
        {
            return Bad(start, _at - start, "A string has no byte 0");
        }

        return quote == '"'
            ? new(TokenKind.String, start, _at - start, Value.OfBytes(text))
            : new(TokenKind.Name, start, _at - start, default, text);
    }

    private int EndOfQuoted(int i, char quote)
    {
        for (; i < source.Length && source[i] != '\0'; i++)
        {
            if (source[i] == quote)
            {
                return i;
            }

            i += source[i] == '\\' ? 1 : 0;
        }

        return -1;
    }

    private bool IsNextAfterSpace(char quote)
    {
        var i = _at;
        while (i < source.Length && Numbers.IsSpace(source[i]))
        {
            i++;
        }

        if (i >= source.Length || source[i] != quote)
        {
            return false;
        }

        _at = i;
        return true;
    }

    private static bool TryUnescape(string raw, out string text)
    {
        text = raw;
        if (!raw.Contains('\\', StringComparison.Ordinal))
        {
            return true;
        }

        var result = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\' || i == raw.Length - 1)
            {
                result.Append(raw[i]);
                continue;
            }

            var c = raw[++i];
            result.Append(c switch
            {
                'a' => '\a',
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'v' => '\v',
                >= '0' and <= '7' => Octal(raw, ref i),
                _ => c,
            });
            if (result[^1] == '\0')
            {
                return false;
            }
        }

        text = result.ToString();
        return true;
    }

    // Up to three digits, the third only if the number stays below 256.
    private static char Octal(string raw, ref int i)
    {
        var number = raw[i] - '0';
        for (var digits = 1; digits < 3 && number < 32 && i + 1 < raw.Length && raw[i + 1] is >= '0' and <= '7'; digits++)
        {
            number = (number * 8) + (raw[++i] - '0');
        }

        return (char)number;
    }
}
