using Ect.Sdk.Errors;

namespace Ect.Sdk.Chain;

/// <summary>Chooses the id that a user's beginning of it means.</summary>
internal static class IdPrefix
{
    private const int LeastDigits = 4;

    public static string Choose(IEnumerable<string> ids, string prefix, string noun, ErrorCode notFound)
    {
        var text = prefix.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? prefix.ToLowerInvariant() : "0x" + prefix.ToLowerInvariant();
        if (text.Length < 2 + LeastDigits || text.Length > 66 || !text.AsSpan(2).ContainsOnlyHex())
        {
            throw new EctException(notFound, $"There is no {noun} '{prefix}': give a local name, a whole id, or at least {LeastDigits} digits of one.");
        }

        var matches = ids.Where(id => id.StartsWith(text, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Take(3).ToArray();
        return matches switch
        {
            [var only] => only,
            [] => throw new EctException(notFound, $"There is no {noun} whose id begins with '{text}'."),
            _ => throw new EctException(ErrorCode.AmbiguousName, $"Several {noun}s have ids that begin with '{text}': {string.Join(", ", matches)}."),
        };
    }

    private static bool ContainsOnlyHex(this ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiHexDigit(letter))
            {
                return false;
            }
        }

        return true;
    }
}
