using System.Security.Cryptography;
using System.Text;
using Ect.Ethereum.Curve;

namespace Ect.Ethereum;

/// <summary>
/// An account's secret key. Its text form is the address: nothing prints, logs or serialises the secret.
/// Dispose it to overwrite the secret in memory.
/// </summary>
public sealed class PrivateKey : IDisposable
{
    // Pinned, so that the collector leaves no copies behind when it moves objects.
    private readonly byte[] _secret = GC.AllocateUninitializedArray<byte>(32, pinned: true);
    private readonly byte[] _publicKey = new byte[64];
    private bool _disposed;

    private PrivateKey(ReadOnlySpan<byte> secret)
    {
        secret.CopyTo(_secret);
        Secp256k1.Instance.PublicKey(_secret, _publicKey);
        Address = PublicKeys.ToAddress(_publicKey);
    }

    /// <summary>The account's address.</summary>
    public Address Address { get; }

    /// <summary>The account's public key.</summary>
    public PublicKey PublicKey => PublicKey.FromBytes(CompressedPublicKey());

    /// <summary>A new key from the operating system's random source.</summary>
    public static PrivateKey Generate()
    {
        Span<byte> secret = stackalloc byte[32];
        try
        {
            do
            {
                RandomNumberGenerator.Fill(secret);
            }
            while (!Secp256k1.Instance.IsPrivateKey(secret));

            return new(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Reads 64 hexadecimal digits with or without 0x.</summary>
    /// <exception cref="FormatException">Not 64 digits, or not a key of the curve. The message never shows the text.</exception>
    public static PrivateKey Parse(string hex)
    {
        Span<byte> secret = stackalloc byte[32];
        try
        {
            return Hex.TryDecode(hex.AsSpan(), secret) && Secp256k1.Instance.IsPrivateKey(secret)
                ? new(secret)
                : throw new FormatException("The text is not a private key: give 64 hexadecimal digits of a number between 1 and the curve's order.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Takes a key from its 32 bytes; the caller keeps, and should overwrite, its own copy.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes, or not a key of the curve.</exception>
    public static PrivateKey FromBytes(ReadOnlySpan<byte> secret) =>
        secret.Length == 32 && Secp256k1.Instance.IsPrivateKey(secret)
            ? new(secret)
            : throw new ArgumentException("The bytes are not a private key: give 32 bytes of a number between 1 and the curve's order.", nameof(secret));

    /// <summary>Signs a 32-byte digest: deterministic (RFC 6979), with low s.</summary>
    public Signature Sign(Bytes32 digest)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Span<byte> hash = stackalloc byte[32];
        Span<byte> signature = stackalloc byte[64];
        digest.CopyTo(hash);
        var recoveryId = Secp256k1.Instance.Sign(_secret, hash, signature);

        // An id of 2 or 3 needs an r above the order: a chance of 2^-127, which Ethereum's v cannot express.
        return recoveryId < 2
            ? new(Bytes32.FromBytes(signature[..32]), Bytes32.FromBytes(signature[32..]), (byte)(27 + recoveryId))
            : throw new CryptographicException("The signature cannot be expressed in Ethereum's form: change the message and sign again.");
    }

    /// <summary>Signs a text as wallets do (EIP-191 personal_sign), so that it can never be a transaction.</summary>
    public Signature SignMessage(string message) => Sign(MessageDigest(message));

    /// <summary>The digest that <see cref="SignMessage"/> signs.</summary>
    public static Bytes32 MessageDigest(string message)
    {
        var body = Encoding.UTF8.GetBytes(message);
        return Keccak256.Hash([.. Encoding.UTF8.GetBytes($"\u0019Ethereum Signed Message:\n{body.Length}"), .. body]);
    }

    /// <summary>
    /// What this key and another's public half have in common (ECDH): the x of the shared point, 32 bytes. Not a key yet:
    /// derive keys from it, and overwrite it after use.
    /// </summary>
    public byte[] Agree(PublicKey other)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return EllipticAgreement.SharedX(_secret, other.ToBytes());
    }

    /// <summary>A new copy of the 32 secret bytes, for a key store. The caller overwrites it after use.</summary>
    public byte[] ExportSecret()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return (byte[])_secret.Clone();
    }

    /// <summary>Overwrites the secret.</summary>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_secret);
    }

    /// <summary>The address, never the secret.</summary>
    public override string ToString() => $"PrivateKey of {Address}";

    internal byte[] CompressedPublicKey() => PublicKeys.Compress(_publicKey);
}
