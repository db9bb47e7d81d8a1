namespace Ect.Ethereum.Curve;

/// <summary>Chooses the implementation once: the native library where it loads (about five times faster), BouncyCastle otherwise.</summary>
internal static class Secp256k1
{
    public static ISecp256k1 Instance { get; } = NativeSecp256k1.TryLoad() ?? (ISecp256k1)new ManagedSecp256k1();

    /// <summary>Half the group order: a higher s is the mirrored, malleable form of a signature.</summary>
    public static ReadOnlySpan<byte> HalfOrder =>
    [
        0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0x5d, 0x57, 0x6e, 0x73, 0x57, 0xa4, 0x50, 0x1d, 0xdf, 0xe9, 0x2f, 0x46, 0x68, 0x1b, 0x20, 0xa0,
    ];

    public static ReadOnlySpan<byte> Order =>
    [
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe,
        0xba, 0xae, 0xdc, 0xe6, 0xaf, 0x48, 0xa0, 0x3b, 0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36, 0x41, 0x41,
    ];

    /// <summary>Whether r lies in 1…n-1 and s in 1…n/2: the only form that is accepted anywhere.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> signature)
    {
        var r = signature[..32];
        var s = signature[32..64];
        return r.ContainsAnyExcept((byte)0) && r.SequenceCompareTo(Order) < 0
            && s.ContainsAnyExcept((byte)0) && s.SequenceCompareTo(HalfOrder) <= 0;
    }
}
