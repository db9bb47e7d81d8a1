namespace Ect.Ethereum.Abi;

internal static class AbiSignature
{
    public static string Of(string name, IEnumerable<AbiParameter> inputs) => $"{name}({string.Join(',', inputs.Select(input => input.Type.Name))})";

    public static AbiType[] Types(IReadOnlyList<AbiParameter> parameters) => [.. parameters.Select(parameter => parameter.Type)];

    /// <summary>Splits "name(types)" and gives the types, for the short constructors.</summary>
    public static (string Name, AbiParameter[] Inputs) Parse(string signature)
    {
        var open = signature.IndexOf('(', StringComparison.Ordinal);
        return open <= 0
            ? throw new FormatException($"'{signature}' is no signature: write name(type,type).")
            : (signature[..open], Parameters(signature[open..]));
    }

    public static AbiParameter[] Parameters(string tuple)
    {
        var type = AbiType.Parse(tuple);
        return type.Kind == AbiKind.Tuple
            ? [.. type.Components.Select(component => new AbiParameter("", component))]
            : throw new FormatException($"'{tuple}' is no list of types: write (type,type).");
    }
}
