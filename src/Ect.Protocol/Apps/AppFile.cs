namespace Ect.Protocol.Apps;

/// <summary>What a registered application's file is, told from its first bytes.</summary>
public static class AppFile
{
    private static ReadOnlySpan<byte> ModuleMagic => "\0asm"u8;

    /// <summary>Bytes from the start of the file that are enough to tell.</summary>
    public const int HeadLength = 256;

    /// <summary>
    /// Whether the file is a manifest: its first byte that is no white space is '{'. Everything else is taken for a bare
    /// WebAssembly module, which the runtime refuses if it is none.
    /// </summary>
    public static bool IsManifest(ReadOnlySpan<byte> head) => head.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    /// <summary>Whether the file begins as WebAssembly modules do.</summary>
    public static bool IsModule(ReadOnlySpan<byte> head) => head.StartsWith(ModuleMagic);
}
