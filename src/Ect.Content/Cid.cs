using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Ect.Content;

/// <summary>
/// A content id as IPFS writes it: CIDv1, sha2-256, codec raw or dag-pb, base32 text of 59 characters ("baf…").
/// Only the canonical text and the canonical 36 bytes are accepted, so equal content has one id and one spelling.
/// </summary>
[JsonConverter(typeof(CidJsonConverter))]
public sealed class Cid : IEquatable<Cid>, IComparable<Cid>, ISpanParsable<Cid>
{
    /// <summary>Bytes of the digest.</summary>
    public const int DigestLength = SHA256.HashSizeInBytes;

    /// <summary>Bytes of the binary form: version 1, codec, hash function 0x12, digest length 32, digest.</summary>
    public const int BinaryLength = 4 + DigestLength;

    /// <summary>Characters of the text form: the multibase prefix 'b' and 58 of base32.</summary>
    public const int TextLength = 59;

    private const byte Version1 = 1;
    private const byte Sha256Code = 0x12;

    private readonly byte[] binary;
    private string? text;

    private Cid(byte[] binary) => this.binary = binary;

    /// <summary>How the content's bytes are read.</summary>
    public CidCodec Codec => (CidCodec)binary[1];

    /// <summary>The sha2-256 of the content's bytes: for the root of a result tree, the digest on the chain.</summary>
    public ReadOnlySpan<byte> Digest => binary.AsSpan(4);

    /// <summary>The id of a block, from its bytes.</summary>
    public static Cid Hash(CidCodec codec, ReadOnlySpan<byte> content)
    {
        var binary = NewBinary(codec);
        SHA256.HashData(content, binary.AsSpan(4));
        return new Cid(binary);
    }

    /// <summary>The id with this sha2-256 digest. The chain keeps the digest of a result's root folder, hence the default codec.</summary>
    /// <exception cref="ArgumentException">The digest is not of 32 bytes.</exception>
    public static Cid FromDigest(ReadOnlySpan<byte> digest, CidCodec codec = CidCodec.DagPb)
    {
        if (digest.Length != DigestLength)
        {
            throw new ArgumentException($"A digest has {DigestLength} bytes, not {digest.Length}: pass the 32-byte sha2-256.", nameof(digest));
        }

        var binary = NewBinary(codec);
        digest.CopyTo(binary.AsSpan(4));
        return new Cid(binary);
    }

    /// <summary>Reads the 36-byte binary form.</summary>
    /// <exception cref="FormatException">The bytes are not a canonical CIDv1 with sha2-256 and a codec that ECT uses.</exception>
    public static Cid FromBytes(ReadOnlySpan<byte> bytes) =>
        TryFromBytes(bytes, out var cid)
            ? cid
            : throw new FormatException($"{bytes.Length} bytes beginning 0x{Convert.ToHexStringLower(bytes[..Math.Min(bytes.Length, 8)])} are no content id: expected 36 bytes beginning 0x01551220 or 0x01701220.");

    /// <summary>Reads the 36-byte binary form; false where <see cref="FromBytes"/> throws.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Cid? cid)
    {
        var known = bytes.Length == BinaryLength && bytes[0] == Version1 && IsKnown(bytes[1]) && bytes[2] == Sha256Code && bytes[3] == DigestLength;
        cid = known ? new Cid(bytes.ToArray()) : null;
        return known;
    }

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">The text is not the canonical spelling of a content id.</exception>
    public static Cid Parse(string text) =>
        TryParse(text, out var cid)
            ? cid
            : throw new FormatException($"\"{Shorten(text)}\" is no content id: expected the 59 characters of a CIDv1 in lower-case base32 (bafk… or bafy…), sha2-256.");

    /// <summary>Reads the text form; false where <see cref="Parse(string)"/> throws.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Cid? cid) => TryParse(text.AsSpan(), null, out cid);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out Cid result)
    {
        Span<byte> bytes = stackalloc byte[BinaryLength];
        result = null;
        return s.Length == TextLength && s[0] == 'b' && Base32.TryDecode(s[1..], bytes) && TryFromBytes(bytes, out result);
    }

    /// <inheritdoc/>
    public static Cid Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    public static Cid Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s.ToString());

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Cid result) => TryParse(s, out result);

    /// <summary>True if these bytes are this id's content.</summary>
    public bool Matches(ReadOnlySpan<byte> content)
    {
        Span<byte> digest = stackalloc byte[DigestLength];
        SHA256.HashData(content, digest);
        return digest.SequenceEqual(Digest);
    }

    /// <summary>The 36-byte binary form.</summary>
    public byte[] ToBytes() => [.. binary];

    /// <summary>The text form.</summary>
    public override string ToString() => text ??= string.Create(TextLength, binary, static (chars, bytes) =>
    {
        chars[0] = 'b';
        Base32.Encode(bytes, chars[1..]);
    });

    /// <inheritdoc/>
    public bool Equals(Cid? other) => other is not null && binary.AsSpan().SequenceEqual(other.binary);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Cid);

    /// <inheritdoc/>
    // Ids come from strangers, who can grind digests: HashCode's random seed keeps dictionaries fast.
    public override int GetHashCode() => HashCode.Combine(BitConverter.ToInt64(binary, 4), BitConverter.ToInt64(binary, 12), binary[1]);

    /// <inheritdoc/>
    public int CompareTo(Cid? other) => other is null ? 1 : binary.AsSpan().SequenceCompareTo(other.binary);

    /// <summary>Equal codec and digest.</summary>
    public static bool operator ==(Cid? left, Cid? right) => left?.Equals(right) ?? right is null;

    /// <summary>Different codec or digest.</summary>
    public static bool operator !=(Cid? left, Cid? right) => !(left == right);

    /// <summary>Order of the binary forms.</summary>
    public static bool operator <(Cid? left, Cid? right) => Comparer<Cid>.Default.Compare(left, right) < 0;

    /// <summary>Order of the binary forms.</summary>
    public static bool operator <=(Cid? left, Cid? right) => Comparer<Cid>.Default.Compare(left, right) <= 0;

    /// <summary>Order of the binary forms.</summary>
    public static bool operator >(Cid? left, Cid? right) => Comparer<Cid>.Default.Compare(left, right) > 0;

    /// <summary>Order of the binary forms.</summary>
    public static bool operator >=(Cid? left, Cid? right) => Comparer<Cid>.Default.Compare(left, right) >= 0;

    internal ReadOnlySpan<byte> Binary => binary;

    private static byte[] NewBinary(CidCodec codec)
    {
        if (!IsKnown((int)codec))
        {
            throw new ArgumentOutOfRangeException(nameof(codec), codec, "Only the codecs raw and dag-pb are used.");
        }

        var binary = new byte[BinaryLength];
        (binary[0], binary[1], binary[2], binary[3]) = (Version1, (byte)codec, Sha256Code, DigestLength);
        return binary;
    }

    private static bool IsKnown(int codec) => codec is (int)CidCodec.Raw or (int)CidCodec.DagPb;

    private static string Shorten(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 77), "…");
}
