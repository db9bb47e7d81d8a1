namespace Ect.Ethereum.Abi;

/// <summary>A contract's function: encodes its calls, decodes its results.</summary>
public sealed class AbiFunction
{
    private readonly AbiType[] _inputs;
    private readonly AbiType[] _outputs;

    /// <summary>Describes a function by its parameters.</summary>
    public AbiFunction(string name, IReadOnlyList<AbiParameter> inputs, IReadOnlyList<AbiParameter> outputs, string mutability = "nonpayable")
    {
        Name = name;
        Inputs = inputs;
        Outputs = outputs;
        Mutability = mutability;
        Signature = AbiSignature.Of(name, inputs);
        Selector = Keccak256.Hash(Signature).ToBytes()[..4];
        _inputs = AbiSignature.Types(inputs);
        _outputs = AbiSignature.Types(outputs);
    }

    /// <summary>The function's name.</summary>
    public string Name { get; }

    /// <summary>Its parameters.</summary>
    public IReadOnlyList<AbiParameter> Inputs { get; }

    /// <summary>Its results.</summary>
    public IReadOnlyList<AbiParameter> Outputs { get; }

    /// <summary>"pure", "view", "nonpayable" or "payable".</summary>
    public string Mutability { get; }

    /// <summary>The canonical signature, "transfer(address,uint256)".</summary>
    public string Signature { get; }

    /// <summary>The first four bytes of the signature's hash.</summary>
    public byte[] Selector { get; }

    /// <summary>Describes a function by text: Parse("balanceOf(address)", "(uint256)").</summary>
    /// <exception cref="FormatException">The text is no signature.</exception>
    public static AbiFunction Parse(string signature, string outputs = "()")
    {
        var (name, inputs) = AbiSignature.Parse(signature);
        return new(name, inputs, AbiSignature.Parameters(outputs));
    }

    /// <summary>The call's data: selector and arguments.</summary>
    /// <exception cref="AbiException">An argument does not fit.</exception>
    public byte[] EncodeCall(params IReadOnlyList<object?> arguments) => [.. Selector, .. AbiCodec.Encode(_inputs, arguments)];

    /// <summary>The arguments of a call's data.</summary>
    /// <exception cref="AbiException">Another selector, or not an encoding of the parameters.</exception>
    public object?[] DecodeCall(ReadOnlySpan<byte> data) =>
        data.StartsWith(Selector)
            ? AbiCodec.Decode(_inputs, data[4..])
            : throw AnotherFunction();

    /// <summary>The arguments of a call that a contract has taken: read as compiled Solidity reads them, which is content with encodings that nobody else would write.</summary>
    /// <exception cref="AbiException">Another selector, or arguments that no contract takes.</exception>
    public object?[] DecodeAcceptedCall(ReadOnlySpan<byte> data) =>
        data.StartsWith(Selector) ? AbiDecoder.DecodeCalldata(_inputs, data, Selector.Length) : throw AnotherFunction();

    /// <summary>The results in a call's answer.</summary>
    /// <exception cref="AbiException">Not an encoding of the results. An empty answer often means that no contract stands at the address.</exception>
    public object?[] DecodeResult(ReadOnlySpan<byte> data) =>
        data.IsEmpty && _outputs.Length > 0
            ? throw new AbiException($"The answer to {Signature} is empty: no contract stands at the address, or it lacks this function.")
            : AbiCodec.Decode(_outputs, data);

    /// <inheritdoc/>
    public override string ToString() => Signature;

    private AbiException AnotherFunction() => new($"The data is no call of {Signature}: it does not start with {Hex.Encode(Selector)}.");
}
