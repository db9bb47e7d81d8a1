using Ect.Ethereum.Abi;

namespace Ect.Contracts;

/// <summary>What the generated files share: steps between the codec's untyped values and typed ones.</summary>
internal static class Codec
{
    public static object?[] Array<T>(IEnumerable<T> items, Func<T, object?> encode) => [.. items.Select(encode)];

    public static IReadOnlyList<T> List<T>(object? value, Func<object?, T> decode) => [.. ((object?[])value!).Select(decode)];

    public static object?[] Members(object? value, int count) =>
        value is object?[] members && members.Length == count
            ? members
            : throw new AbiException($"A struct of {count} members is expected, found {value?.GetType().Name ?? "nothing"}.");

    /// <summary>A member of an enum; a number that this version does not know is refused, not guessed.</summary>
    public static T Enum<T>(object? value)
        where T : struct, Enum
    {
        var member = (T)System.Enum.ToObject(typeof(T), (byte)(System.Numerics.BigInteger)value!);
        return System.Enum.IsDefined(member)
            ? member
            : throw new AbiException($"{value} is no {typeof(T).Name} that this program knows: the contract is of a newer version.");
    }

    public static T Result<T>(AbiFunction function, byte[] data, Func<object?[], T> decode) => decode(function.DecodeResult(data));

    public static AbiError Error(string name, string types, IReadOnlyList<string> names)
    {
        var inputs = AbiType.Parse(types).Components.Select((type, i) => new AbiParameter(names[i], type));
        return new(name, [.. inputs]);
    }
}
