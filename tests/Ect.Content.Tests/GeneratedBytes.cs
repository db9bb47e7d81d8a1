namespace Ect.Content.Tests;

/// <summary>The same bytes as the generator of the vectors makes: the high bytes of a linear congruential sequence.</summary>
internal static class GeneratedBytes
{
    public static byte[] Make(long size, uint seed)
    {
        var bytes = new byte[size];
        var x = seed;
        for (var i = 0; i < bytes.Length; i++)
        {
            x = unchecked((x * 1664525) + 1013904223);
            bytes[i] = (byte)(x >> 24);
        }

        return bytes;
    }
}
