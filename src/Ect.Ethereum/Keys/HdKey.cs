using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ect.Ethereum.Curve;
using Org.BouncyCastle.Crypto.Digests;

namespace Ect.Ethereum.Keys;

/// <summary>A key of a BIP-32 tree. Ethereum's accounts are m/44'/60'/0'/0/i.</summary>
public sealed class HdKey : IDisposable
{
    private const uint Hardened = 0x8000_0000;
    private const int MaxDepth = 255;

    private readonly byte[] _chainCode;

    private HdKey(PrivateKey key, byte[] chainCode, byte depth, uint index, uint parentFingerprint)
    {
        PrivateKey = key;
        _chainCode = chainCode;
        Depth = depth;
        Index = index;
        ParentFingerprint = parentFingerprint;
    }

    /// <summary>The key itself.</summary>
    public PrivateKey PrivateKey { get; }

    /// <summary>Steps from the root.</summary>
    public byte Depth { get; }

    /// <summary>The step that led here; hardened steps have the highest bit set.</summary>
    public uint Index { get; }

    /// <summary>The parent's fingerprint; 0 at the root.</summary>
    public uint ParentFingerprint { get; }

    /// <summary>The first four bytes of RIPEMD-160(SHA-256(public key)).</summary>
    public uint Fingerprint
    {
        get
        {
            var digest = new RipeMD160Digest();
            digest.BlockUpdate(SHA256.HashData(PrivateKey.CompressedPublicKey()));
            Span<byte> hash = stackalloc byte[20];
            digest.DoFinal(hash);
            return BinaryPrimitives.ReadUInt32BigEndian(hash);
        }
    }

    internal ReadOnlySpan<byte> ChainCode => _chainCode;

    /// <summary>The account of a phrase at m/44'/60'/0'/0/<paramref name="account"/>, as wallets count them.</summary>
    public static PrivateKey Account(Mnemonic mnemonic, int account = 0, string passphrase = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(account);
        var seed = mnemonic.ToSeed(passphrase);
        try
        {
            using var root = FromSeed(seed);
            return root.Derive($"m/44'/60'/0'/0/{account.ToString(CultureInfo.InvariantCulture)}").PrivateKey;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>The root of a seed of 16 to 64 bytes.</summary>
    /// <exception cref="ArgumentException">Another length, or a seed without a key (a chance of 2^-127).</exception>
    public static HdKey FromSeed(ReadOnlySpan<byte> seed) => seed.Length is >= 16 and <= 64
        ? Split(HMACSHA512.HashData(Encoding.ASCII.GetBytes("Bitcoin seed"), seed), null)
        : throw new ArgumentException($"A seed has 16 to 64 bytes, not {seed.Length}.", nameof(seed));

    /// <summary>The key at a path such as m/44'/60'/0'/0/0, starting here.</summary>
    /// <exception cref="FormatException">Not a path.</exception>
    public HdKey Derive(string path)
    {
        var steps = path.Split('/');
        if (steps[0] != "m" || steps.Length > MaxDepth)
        {
            throw Wrong(path);
        }

        var key = this;
        foreach (var step in steps.Skip(1))
        {
            var hardened = step.EndsWith('\'') || step.EndsWith('h');
            if (!uint.TryParse(hardened ? step[..^1] : step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= Hardened)
            {
                throw Wrong(path);
            }

            var child = key.Child(hardened ? index | Hardened : index);
            if (!ReferenceEquals(key, this))
            {
                key.Dispose();
            }

            key = child;
        }

        return key;
    }

    /// <summary>The direct child of an index; with the highest bit set the step is hardened.</summary>
    /// <exception cref="CryptographicException">This index has no key (a chance of 2^-127): take the next.</exception>
    public HdKey Child(uint index)
    {
        if (Depth == MaxDepth)
        {
            throw new InvalidOperationException($"A key tree is at most {MaxDepth} steps deep.");
        }

        Span<byte> data = stackalloc byte[37];
        var secret = PrivateKey.ExportSecret();
        try
        {
            if ((index & Hardened) != 0)
            {
                secret.CopyTo(data[1..]);
            }
            else
            {
                PrivateKey.CompressedPublicKey().CopyTo(data);
            }

            BinaryPrimitives.WriteUInt32BigEndian(data[33..], index);
            return Split(HMACSHA512.HashData(_chainCode, data), (this, secret, index));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
            CryptographicOperations.ZeroMemory(data);
        }
    }

    /// <summary>Overwrites the key and the chain code.</summary>
    public void Dispose()
    {
        PrivateKey.Dispose();
        CryptographicOperations.ZeroMemory(_chainCode);
    }

    /// <summary>The address and the depth, never a secret.</summary>
    public override string ToString() => $"HdKey of {PrivateKey.Address} at depth {Depth}";

    private static HdKey Split(byte[] hash, (HdKey Key, byte[] Secret, uint Index)? parent)
    {
        var secret = hash.AsSpan(0, 32);
        try
        {
            if (parent is { } from)
            {
                var sum = from.Secret.AsSpan();
                return Secp256k1.Instance.TryAddToKey(sum, secret)
                    ? new(PrivateKey.FromBytes(sum), hash[32..], (byte)(from.Key.Depth + 1), from.Index, from.Key.Fingerprint)
                    : throw new CryptographicException($"Index {from.Index} has no key: take the next.");
            }

            return new(PrivateKey.FromBytes(secret), hash[32..], 0, 0, 0);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(hash);
        }
    }

    private static FormatException Wrong(string path) => new($"'{path}' is no path of keys: write m/44'/60'/0'/0/0, with numbers below 2^31.");
}
