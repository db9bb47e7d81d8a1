using System.Globalization;

namespace Ect.Bindings;

/// <summary>How a Solidity value looks in C#, and how it passes to and from the codec's untyped values.</summary>
internal static class TypeMap
{
    // Names that would hide a type every C# file uses.
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal) { ["Task"] = "ChainTask", ["TaskStatus"] = "ChainTaskStatus" };

    public static string TypeName(string solidityName) => Renamed.GetValueOrDefault(solidityName, solidityName);

    public static string CSharp(AbiParameter p) => p switch
    {
        { IsArray: true } => $"IReadOnlyList<{CSharp(p.Element)}>",
        { IsStruct: true } or { IsEnum: true } => "global::Ect.Contracts." + TypeName(p.SolidityName),
        { Type: "address" } => "Address",
        { Type: "bytes32" } => "Bytes32",
        { Type: "bool" } => "bool",
        { Type: "string" } => "string",
        { Type: var type } when type.StartsWith("bytes", StringComparison.Ordinal) => "byte[]",
        { Type: var type } when type.StartsWith("uint", StringComparison.Ordinal) => Unsigned(type),
        { Type: var type } when type.StartsWith("int", StringComparison.Ordinal) => "BigInteger",
        _ => throw new NotSupportedException($"ABI type {p.Type} of '{p.Name}' has no C# counterpart: add it to TypeMap."),
    };

    /// <summary>C# expression that makes the codec's value of a typed one.</summary>
    public static string ToAbi(AbiParameter p, string value) => p switch
    {
        { IsArray: true } => $"Codec.Array({value}, static item => {ToAbi(p.Element, "item")})",
        { IsStruct: true } => $"{value}.ToAbi()",
        { IsEnum: true } => $"(BigInteger)(byte){value}",
        _ when CSharp(p) is "byte" or "ushort" or "uint" or "ulong" => $"(BigInteger){value}",
        _ => value,
    };

    /// <summary>C# expression that makes the typed value of the codec's one.</summary>
    public static string FromAbi(AbiParameter p, string value) => p switch
    {
        { IsArray: true } => $"Codec.List({value}, static item => {FromAbi(p.Element, "item")})",
        { IsStruct: true } => $"{CSharp(p)}.FromAbi({value})",
        { IsEnum: true } => $"Codec.Enum<{CSharp(p)}>({value})",
        _ when CSharp(p) is "byte" or "ushort" or "uint" or "ulong" => $"({CSharp(p)})(BigInteger){value}!",
        _ => $"({CSharp(p)}){value}!",
    };

    public static string Pascal(string name)
    {
        var trimmed = name.Trim('_');
        if (trimmed.Contains('_', StringComparison.Ordinal) && !trimmed.Any(char.IsLower))
        {
            // A constant: MAX_TRUST is MaxTrust here.
            return string.Concat(trimmed.Split('_').Select(word => word[..1] + word[1..].ToLowerInvariant()));
        }

        return trimmed.Length == 0 ? "" : char.ToUpperInvariant(trimmed[0]) + trimmed[1..];
    }

    public static string Camel(string name, int position)
    {
        var trimmed = name.Trim('_');
        var camel = trimmed.Length == 0 ? "arg" + position.ToString(CultureInfo.InvariantCulture) : char.ToLowerInvariant(trimmed[0]) + trimmed[1..];
        return camel is "operator" or "params" or "object" or "event" or "base" or "in" or "out" or "ref" ? "@" + camel : camel;
    }

    private static string Unsigned(string type) => int.Parse(type.AsSpan(4), CultureInfo.InvariantCulture) switch
    {
        <= 8 => "byte",
        <= 16 => "ushort",
        <= 32 => "uint",
        <= 64 => "ulong",
        _ => "BigInteger",
    };
}
