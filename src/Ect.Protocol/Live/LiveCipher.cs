using System.Buffers.Binary;
using System.Security.Cryptography;
using Ect.Ethereum;

namespace Ect.Protocol.Live;

/// <summary>
/// The symmetric half: one AES-256-GCM key for a run, from ECDH by HKDF-SHA256, bound to task, worker and both public keys.
/// A chunk's nonce is its stream and number; both stand in the authenticated data too, with the task and the worker. So a
/// chunk costs no curve operation, and one that was moved, renumbered or altered does not open.
/// </summary>
internal sealed class LiveCipher(byte[] key, Bytes32 task, Address worker) : IDisposable
{
    private readonly AesGcm _gcm = new(key, LiveChunk.TagBytes);

    public static LiveCipher Derive(byte[] shared, PublicKey ephemeral, PublicKey recipient, Bytes32 task, Address worker)
    {
        byte[] salt = [.. ephemeral.ToBytes(), .. recipient.ToBytes()];
        byte[] info = [.. "ect-live-v1"u8, .. task.ToBytes(), .. worker.ToBytes()];
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, salt, info);
        CryptographicOperations.ZeroMemory(shared);
        try
        {
            return new LiveCipher(key, task, worker);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public byte[] Seal(LiveChannel channel, ulong sequence, bool isLast, ReadOnlySpan<byte> plain)
    {
        var result = new byte[plain.Length + LiveChunk.TagBytes];
        _gcm.Encrypt(Nonce(channel, sequence), plain, result.AsSpan(0, plain.Length), result.AsSpan(plain.Length), Bound(channel, sequence, isLast));
        return result;
    }

    /// <summary>The plain bytes; null if they are not what the worker sealed at this place.</summary>
    public byte[]? Open(LiveChunk chunk)
    {
        var text = chunk.Sealed.Span[..^LiveChunk.TagBytes];
        var plain = new byte[text.Length];
        try
        {
            _gcm.Decrypt(Nonce(chunk.Channel, chunk.Sequence), text, chunk.Sealed.Span[^LiveChunk.TagBytes..], plain, Bound(chunk.Channel, chunk.Sequence, chunk.IsLast));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public void Dispose() => _gcm.Dispose();

    private static byte[] Nonce(LiveChannel channel, ulong sequence)
    {
        var nonce = new byte[12];
        nonce[3] = (byte)channel;
        BinaryPrimitives.WriteUInt64BigEndian(nonce.AsSpan(4), sequence);
        return nonce;
    }

    private byte[] Bound(LiveChannel channel, ulong sequence, bool isLast)
    {
        var bound = new byte[Bytes32.Size + Address.Size + 10];
        task.CopyTo(bound);
        worker.ToBytes().CopyTo(bound, Bytes32.Size);
        bound[52] = (byte)channel;
        BinaryPrimitives.WriteUInt64BigEndian(bound.AsSpan(53), sequence);
        bound[61] = isLast ? (byte)1 : (byte)0;
        return bound;
    }
}
