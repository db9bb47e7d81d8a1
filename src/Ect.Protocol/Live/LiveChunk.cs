namespace Ect.Protocol.Live;

/// <summary>A piece of a stream, encrypted to the requester.</summary>
/// <param name="Channel">Which stream.</param>
/// <param name="Sequence">Its number within the stream and key, from 0 without gaps.</param>
/// <param name="IsLast">Whether the stream ends with it.</param>
/// <param name="Key">The public half of the key that the worker made for this run: 33 bytes.</param>
/// <param name="Signature">The worker's word that the key is its own: 65 bytes, see <see cref="LiveKeyMessage"/>.</param>
/// <param name="Sealed">The encrypted bytes, and 16 bytes that prove them.</param>
public sealed record LiveChunk(LiveChannel Channel, ulong Sequence, bool IsLast, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Signature, ReadOnlyMemory<byte> Sealed)
{
    /// <summary>Most bytes of a stream in one chunk.</summary>
    public const int MaxBytes = 32 << 10;

    /// <summary>Bytes that proving them adds.</summary>
    public const int TagBytes = 16;

    /// <summary>Bytes of <see cref="Signature"/>.</summary>
    public const int SignatureBytes = 65;

    /// <summary>Whether lengths and numbers are as they must be; what is inside only the requester can tell.</summary>
    public bool IsWellFormed =>
        Enum.IsDefined(Channel) && Key.Length == Ethereum.PublicKey.Size && Signature.Length == SignatureBytes
        && Sealed.Length >= TagBytes && Sealed.Length <= MaxBytes + TagBytes;
}
