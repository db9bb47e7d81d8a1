namespace Ect.Content;

/// <summary>
/// Bytes together with their content id. A block cannot be made without hashing the bytes, so whoever holds one
/// holds verified content. The bytes are not copied: do not change them afterwards.
/// </summary>
public sealed class Block
{
    /// <summary>Largest block that stores and servers take, in bytes (2 MiB, the limit of the IPFS network).</summary>
    public const int MaxLength = 2 * 1024 * 1024;

    private Block(Cid cid, ReadOnlyMemory<byte> data) => (Cid, Data) = (cid, data);

    /// <summary>The id of <see cref="Data"/>.</summary>
    public Cid Cid { get; }

    /// <summary>The block's bytes.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Makes the block of these bytes.</summary>
    /// <exception cref="ContentTooLargeException">More than <see cref="MaxLength"/> bytes.</exception>
    public static Block Create(CidCodec codec, ReadOnlyMemory<byte> data)
    {
        CheckLength(data.Length, "The block");
        return new Block(Cid.Hash(codec, data.Span), data);
    }

    /// <summary>Makes the block if the bytes are the content of <paramref name="cid"/>.</summary>
    /// <param name="cid">What the bytes claim to be.</param>
    /// <param name="data">The bytes.</param>
    /// <param name="source">Where they came from, for the error.</param>
    /// <exception cref="ContentTamperedException">They are not.</exception>
    /// <exception cref="ContentTooLargeException">More than <see cref="MaxLength"/> bytes.</exception>
    public static Block Verify(Cid cid, ReadOnlyMemory<byte> data, string source)
    {
        CheckLength(data.Length, $"Block {cid}");
        return cid.Matches(data.Span) ? new Block(cid, data) : throw new ContentTamperedException(cid, source);
    }

    /// <summary>For stores that have just compared the hash themselves.</summary>
    internal static Block Trusted(Cid cid, ReadOnlyMemory<byte> data) => new(cid, data);

    private static void CheckLength(int length, string what)
    {
        if (length > MaxLength)
        {
            throw new ContentTooLargeException($"{what} has {length} bytes; a block has at most {MaxLength}.");
        }
    }
}
