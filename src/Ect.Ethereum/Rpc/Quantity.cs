using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Ect.Ethereum.Rpc;

/// <summary>JSON-RPC's form of numbers: 0x and hexadecimal digits, at most 256 bits.</summary>
internal static class Quantity
{
    public static string Encode(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        var digits = value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return "0x" + (digits.Length == 0 ? "0" : digits);
    }

    public static BigInteger Decode(string text) =>
        text.Length is > 2 and <= 66 && text.StartsWith("0x", StringComparison.Ordinal)
            && BigInteger.TryParse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException("A quantity is not 0x and 1 to 64 hexadecimal digits.");

    public static ulong DecodeUlong(string text) =>
        Decode(text) is var value && value <= ulong.MaxValue ? (ulong)value : throw new JsonException("A quantity has more than 64 bits.");
}
