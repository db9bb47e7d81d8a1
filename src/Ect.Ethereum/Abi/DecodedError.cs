using System.Collections;
using System.Globalization;
using System.Numerics;

namespace Ect.Ethereum.Abi;

/// <summary>What a contract reverted with.</summary>
/// <param name="Error">The error's description; null when its selector is not registered or there is no data.</param>
/// <param name="Arguments">Its arguments; empty when it is unknown.</param>
/// <param name="Data">The raw revert data.</param>
public sealed record DecodedError(AbiError? Error, IReadOnlyList<object?> Arguments, byte[] Data)
{
    /// <summary>The error's name, "Error" for a message, "Panic" for a failed check; null when unknown.</summary>
    public string? Name => Error?.Name;

    /// <summary>The message of Error(string), the meaning of Panic(uint256), else Name(argument: value, …).</summary>
    public override string ToString() => Error switch
    {
        null when Data.Length == 0 => "no reason given",
        null => $"unknown error {Hex.Encode(Data.AsSpan(0, Math.Min(Data.Length, 100)))}",
        { Signature: "Error(string)" } => (string)Arguments[0]!,
        { Signature: "Panic(uint256)" } => PanicMeaning((BigInteger)Arguments[0]!),
        _ => $"{Error.Name}({string.Join(", ", Error.Inputs.Select((input, i) => (input.Name.Length > 0 ? input.Name + ": " : "") + Show(Arguments[i])))})",
    };

    private static string Show(object? value) => value switch
    {
        byte[] bytes => Hex.Encode(bytes),
        string text => $"\"{text}\"",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Show))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "null",
    };

    // The codes of the Solidity documentation, "Panic via assert and Error via require".
    private static string PanicMeaning(BigInteger code) => "panic: " + ((int)BigInteger.Min(code, 0xffff) switch
    {
        0x01 => "an assertion failed",
        0x11 => "arithmetic overflow or underflow",
        0x12 => "division by zero",
        0x21 => "a value is out of its enum's range",
        0x22 => "a stored byte array is wrongly encoded",
        0x31 => "pop of an empty array",
        0x32 => "an array index is out of range",
        0x41 => "too much memory",
        0x51 => "call of an unset function pointer",
        _ => $"code {code}",
    });
}
