using System.Text;

namespace Ect.Content.UnixFs;

/// <summary>
/// The names a folder may hold: those that mean one plain entry on every system we write to. Import and export share the
/// rule, so that whatever was imported can be exported.
/// </summary>
internal static class EntryName
{
    /// <summary>Longest name, in bytes of UTF-8: what file systems take.</summary>
    public const int MaxBytes = 255;

    public static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>IPFS sorts by the bytes of UTF-8, which differs from the order of UTF-16 above U+FFFF.</summary>
    public static IComparer<string> ByteOrder { get; } = Comparer<string>.Create(Compare);

    /// <summary>Null if the name is safe, else what is wrong with it.</summary>
    public static string? Fault(string name) => name switch
    {
        "" => "an entry has no name",
        "." or ".." => $"the name \"{name}\" would leave the folder",
        _ when name.AsSpan().ContainsAny('/', '\\') => $"the name \"{Printable(name)}\" holds a path separator",
        _ when name.Any(char.IsControl) => $"the name \"{Printable(name)}\" holds a control character",
        _ when !IsText(name) => $"the name \"{Printable(name)}\" is not valid Unicode",
        _ when Encoding.UTF8.GetByteCount(name) > MaxBytes => $"the name \"{Printable(name)[..40]}…\" is longer than {MaxBytes} bytes",
        _ when OperatingSystem.IsWindows() && name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()) => $"the name \"{name}\" is not possible on Windows",
        _ => null,
    };

    public static string Printable(string name) => string.Concat(name.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? $"\\u{(int)c:x4}" : c.ToString()));

    private static bool IsText(string name)
    {
        for (var rest = name.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var used) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            rest = rest[used..];
        }

        return true;
    }

    private static int Compare(string left, string right)
    {
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            if (left[i] != right[i])
            {
                // Surrogates stand for code points above every other UTF-16 unit.
                var (l, r) = (char.IsSurrogate(left[i]), char.IsSurrogate(right[i]));
                return l == r ? left[i] - right[i] : l ? 1 : -1;
            }
        }

        return left.Length - right.Length;
    }
}
