using System.Text;

namespace Ect.ClassAds.Text;

/// <summary>
/// Strings of the language are bytes: `size("é")` is 2. Inside the library a char is a byte of UTF-8; outside it is a character.
/// </summary>
internal static class ByteText
{
    /// <summary>Characters to bytes.</summary>
    public static string Encode(string text) => System.Text.Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes to characters; what is not UTF-8 becomes U+FFFD.</summary>
    public static string Decode(string bytes) => System.Text.Ascii.IsValid(bytes) ? bytes : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));

    /// <summary>Where in the characters the given byte is.</summary>
    public static int CharacterOf(string bytes, int offset) => Decode(bytes[..Math.Min(offset, bytes.Length)]).Length;
}
