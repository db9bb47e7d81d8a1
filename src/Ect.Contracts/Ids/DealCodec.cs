using Ect.Ethereum;
using Ect.Ethereum.Abi;

namespace Ect.Contracts;

/// <summary>A deal's terms as bytes: abi.encode(deal), whose keccak256 is the deal's id.</summary>
public static class DealCodec
{
    private static readonly AbiType[] Types = [AbiType.Parse(Deal.AbiTypeName)];

    /// <summary>Bytes of the encoded terms: 28 words.</summary>
    public const int Length = 28 * Bytes32.Size;

    /// <summary>abi.encode(deal).</summary>
    public static byte[] Encode(Deal deal) => AbiCodec.Encode(Types, [deal.ToAbi()]);

    /// <summary>Reads encoded terms.</summary>
    /// <exception cref="FormatException">The bytes are not exactly what <see cref="Encode"/> gives for some terms.</exception>
    public static Deal Decode(ReadOnlySpan<byte> terms)
    {
        if (terms.Length != Length)
        {
            throw new FormatException($"Deal terms have {Length} bytes, not {terms.Length}.");
        }

        try
        {
            return Deal.FromAbi(AbiCodec.Decode(Types, terms)[0]);
        }
        catch (AbiException e)
        {
            throw new FormatException($"The bytes are no deal terms: {e.Message}", e);
        }
    }
}
