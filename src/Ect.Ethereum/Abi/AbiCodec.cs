namespace Ect.Ethereum.Abi;

/// <summary>The contract ABI's encoding of values: abi.encode and its inverse.</summary>
public static class AbiCodec
{
    /// <summary>Encodes values as abi.encode does.</summary>
    /// <exception cref="AbiException">A value does not fit its type; the message names the parameter.</exception>
    public static byte[] Encode(IReadOnlyList<AbiType> types, params IReadOnlyList<object?> values) => AbiEncoder.EncodeSequence(types, values, "");

    /// <summary>
    /// Decodes values strictly: numbers in range, zero padding, valid UTF-8, offsets inside the data, and no more
    /// allocation than the data is long. Bytes after the last value are ignored, as Solidity does.
    /// </summary>
    /// <exception cref="AbiException">The data is not an encoding of these types.</exception>
    public static object?[] Decode(IReadOnlyList<AbiType> types, ReadOnlySpan<byte> data) => AbiDecoder.Decode(types, data);

    /// <summary>keccak256(abi.encode(values)), the form in which the protocol hashes structures.</summary>
    public static Bytes32 Hash(IReadOnlyList<AbiType> types, params IReadOnlyList<object?> values) => Keccak256.Hash(Encode(types, values));
}
