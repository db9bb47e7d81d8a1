using Ect.Ethereum;
using Ect.Ethereum.Abi;

namespace Ect.Protocol.Signing;

/// <summary>
/// An EIP-712 type without nested structs or arrays, written as its encodeType: "Order(uint256 app,string params)".
/// </summary>
internal sealed class SignedStruct
{
    private readonly Bytes32 _typeHash;

    public SignedStruct(string encodeType)
    {
        EncodeType = encodeType;
        _typeHash = Keccak256.Hash(encodeType);
        var open = encodeType.IndexOf('(', StringComparison.Ordinal);
        Name = encodeType[..open];
        Members = [.. encodeType[(open + 1)..^1].Split(',').Select(member => member.Split(' ')).Select(parts => (AbiType.Parse(parts[0]), parts[1]))];
    }

    public string EncodeType { get; }

    public string Name { get; }

    public IReadOnlyList<(AbiType Type, string Name)> Members { get; }

    /// <summary>keccak256(typeHash ‖ members), texts as their hashes.</summary>
    /// <exception cref="FormatException">A value does not fit its type; the message names the member.</exception>
    public Bytes32 Hash(params IReadOnlyList<object?> values)
    {
        if (values.Count != Members.Count)
        {
            throw new ArgumentException($"{Name} has {Members.Count} members, not {values.Count}.", nameof(values));
        }

        var words = new byte[(Members.Count + 1) * Bytes32.Size];
        _typeHash.CopyTo(words);
        for (var i = 0; i < Members.Count; i++)
        {
            Encode(i, values[i]).CopyTo(words, (i + 1) * Bytes32.Size);
        }

        return Keccak256.Hash(words);
    }

    private byte[] Encode(int i, object? value)
    {
        var (type, name) = Members[i];
        try
        {
            return value is string text ? Keccak256.Hash(text).ToBytes() : AbiCodec.Encode([type], value);
        }
        catch (AbiException exception)
        {
            throw new FormatException($"Member '{name}' of {Name} is no {type}: {exception.Message}", exception);
        }
    }
}
