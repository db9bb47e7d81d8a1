using System.Text.Json;

namespace Ect.Bindings;

/// <summary>One input, output or struct member of a contract's ABI.</summary>
internal sealed record AbiParameter(string Name, string Type, string InternalType, bool Indexed, IReadOnlyList<AbiParameter> Components)
{
    public bool IsArray => Type.EndsWith(']');

    public bool IsStruct => Type == "tuple";

    public bool IsEnum => InternalType.StartsWith("enum ", StringComparison.Ordinal) && !IsArray;

    /// <summary>Name of the struct or enum in Solidity, without the contract that declares it.</summary>
    public string SolidityName => InternalType[(InternalType.LastIndexOfAny([' ', '.']) + 1)..].Split('[')[0];

    public bool IsDynamic => Type is "string" or "bytes" || Type.EndsWith("[]", StringComparison.Ordinal) || Components.Any(c => c.IsDynamic);

    /// <summary>The type as signatures write it, structs as tuples: (uint256,string)[2].</summary>
    public string Canonical => Type.StartsWith("tuple", StringComparison.Ordinal)
        ? $"({string.Join(',', Components.Select(c => c.Canonical))}){Type[5..]}"
        : Type;

    public AbiParameter Element => this with
    {
        Type = Type[..Type.LastIndexOf('[')],
        InternalType = InternalType.Contains('[', StringComparison.Ordinal) ? InternalType[..InternalType.LastIndexOf('[')] : InternalType,
    };

    public static AbiParameter Read(JsonElement json) => new(
        json.GetProperty("name").GetString()!,
        json.GetProperty("type").GetString()!,
        json.TryGetProperty("internalType", out var type) ? type.GetString()! : "",
        json.TryGetProperty("indexed", out var indexed) && indexed.GetBoolean(),
        ReadAll(json, "components"));

    public static IReadOnlyList<AbiParameter> ReadAll(JsonElement json, string property) =>
        json.TryGetProperty(property, out var list) ? [.. list.EnumerateArray().Select(Read)] : [];
}
