namespace Ect.Ethereum;

/// <summary>0x-prefixed hexadecimal text, as Ethereum writes bytes.</summary>
public static class Hex
{
    /// <summary>"0x" and two lower-case digits for each byte.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    /// <summary>Reads hexadecimal text, with or without the 0x prefix.</summary>
    /// <exception cref="FormatException">The text has an odd number of digits, or a character that is no digit.</exception>
    public static byte[] Decode(string text) =>
        TryDecode(text, out var bytes) ? bytes : throw new FormatException($"Text of {text.Length} characters is not hexadecimal: give an even number of digits 0-9, a-f after an optional 0x.");

    /// <summary>As <see cref="Decode"/>, false where that throws.</summary>
    public static bool TryDecode(string? text, out byte[] bytes)
    {
        bytes = [];
        if (text is null)
        {
            return false;
        }

        var digits = Digits(text);
        if (digits.Length % 2 != 0)
        {
            return false;
        }

        var result = new byte[digits.Length / 2];
        if (Convert.FromHexString(digits, result, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        bytes = result;
        return true;
    }

    /// <summary>Decodes exactly <paramref name="target"/>.Length bytes without allocating.</summary>
    internal static bool TryDecode(ReadOnlySpan<char> text, Span<byte> target)
    {
        var digits = Digits(text);
        return digits.Length == target.Length * 2
            && Convert.FromHexString(digits, target, out _, out _) == System.Buffers.OperationStatus.Done;
    }

    internal static ReadOnlySpan<char> Digits(ReadOnlySpan<char> text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
}
