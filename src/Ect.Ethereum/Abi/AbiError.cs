namespace Ect.Ethereum.Abi;

/// <summary>A contract's custom error.</summary>
public sealed class AbiError
{
    private readonly AbiType[] _inputs;

    /// <summary>Describes an error by its parameters.</summary>
    public AbiError(string name, IReadOnlyList<AbiParameter> inputs)
    {
        Name = name;
        Inputs = inputs;
        Signature = AbiSignature.Of(name, inputs);
        Selector = Keccak256.Hash(Signature).ToBytes()[..4];
        _inputs = AbiSignature.Types(inputs);
    }

    /// <summary>The error's name.</summary>
    public string Name { get; }

    /// <summary>Its parameters.</summary>
    public IReadOnlyList<AbiParameter> Inputs { get; }

    /// <summary>The canonical signature.</summary>
    public string Signature { get; }

    /// <summary>The first four bytes of the signature's hash.</summary>
    public byte[] Selector { get; }

    /// <summary>Describes an error by text: Parse("InsufficientBalance(address,uint256)").</summary>
    /// <exception cref="FormatException">The text is no signature.</exception>
    public static AbiError Parse(string signature)
    {
        var (name, inputs) = AbiSignature.Parse(signature);
        return new(name, inputs);
    }

    /// <summary>The revert data of this error.</summary>
    /// <exception cref="AbiException">An argument does not fit.</exception>
    public byte[] Encode(params IReadOnlyList<object?> arguments) => [.. Selector, .. AbiCodec.Encode(_inputs, arguments)];

    /// <summary>The arguments in revert data.</summary>
    /// <exception cref="AbiException">Another selector, or not an encoding of the parameters.</exception>
    public object?[] Decode(ReadOnlySpan<byte> data) =>
        data.StartsWith(Selector)
            ? AbiCodec.Decode(_inputs, data[4..])
            : throw new AbiException($"The data is no {Signature}: it does not start with {Hex.Encode(Selector)}.");

    /// <inheritdoc/>
    public override string ToString() => Signature;
}
