using System.Globalization;

namespace Ect.Ethereum.Abi;

/// <summary>
/// A Solidity type. Values map to .NET so: uintN and intN to BigInteger, bool to bool, address to Address,
/// bytes32 to Bytes32, other bytesN and bytes to byte[], string to string, arrays and tuples to object?[].
/// </summary>
public sealed class AbiType : IEquatable<AbiType>
{
    internal const int MaxDepth = 32;
    private const int MaxHeadSize = 1 << 24;

    private AbiType(AbiKind kind, string name, int size, bool isDynamic, int headSize)
    {
        Kind = kind;
        Name = name;
        Size = size;
        IsDynamic = isDynamic;
        HeadSize = headSize;
    }

    /// <summary>The family.</summary>
    public AbiKind Kind { get; }

    /// <summary>The canonical name, as it stands in selectors: "uint256", "(address,bytes)[2]".</summary>
    public string Name { get; }

    /// <summary>Bits of an integer, bytes of a bytesN, fixed length of an array (-1 when it varies), 0 otherwise.</summary>
    public int Size { get; }

    /// <summary>Whether the encoding's length depends on the value.</summary>
    public bool IsDynamic { get; }

    /// <summary>The element type of an array.</summary>
    public AbiType? Element { get; private init; }

    /// <summary>The member types of a tuple; empty otherwise.</summary>
    public IReadOnlyList<AbiType> Components { get; private init; } = [];

    /// <summary>Bytes the type takes where it stands: 32 for every dynamic type (an offset), else its whole size.</summary>
    internal int HeadSize { get; }

    internal int Depth { get; private init; }

    /// <summary>bool.</summary>
    public static AbiType Boolean { get; } = new(AbiKind.Boolean, "bool", 0, false, 32);

    /// <summary>address.</summary>
    public static AbiType Address { get; } = new(AbiKind.Address, "address", 0, false, 32);

    /// <summary>bytes.</summary>
    public static AbiType Bytes { get; } = new(AbiKind.Bytes, "bytes", 0, true, 32);

    /// <summary>string.</summary>
    public static AbiType Text { get; } = new(AbiKind.Text, "string", 0, true, 32);

    /// <summary>uint256.</summary>
    public static AbiType Uint256 { get; } = Unsigned(256);

    /// <summary>bytes32.</summary>
    public static AbiType Bytes32 { get; } = FixedBytes(32);

    /// <summary>Reads a type such as "uint8", "bytes", "string[]" or "(uint256,(address,bytes)[2])[]".</summary>
    /// <exception cref="FormatException">The text is not a Solidity ABI type.</exception>
    public static AbiType Parse(string text) => new AbiTypeParser(text).ParseAll();

    /// <summary>The type of an array; <paramref name="length"/> is null where it varies.</summary>
    public static AbiType ArrayOf(AbiType element, int? length = null)
    {
        if (length is <= 0)
        {
            throw new FormatException($"Array type '{element}[{length}]' has no elements: Solidity has no such type.");
        }

        var isDynamic = length is null || element.IsDynamic;
        var head = isDynamic ? 32 : CheckHead((long)element.HeadSize * length!.Value);
        var suffix = length is null ? "[]" : $"[{length.Value.ToString(CultureInfo.InvariantCulture)}]";
        return new(AbiKind.Array, element.Name + suffix, length ?? -1, isDynamic, head) { Element = element, Depth = CheckDepth(element.Depth + 1) };
    }

    /// <summary>The type of a tuple (a struct).</summary>
    public static AbiType TupleOf(params IReadOnlyList<AbiType> components)
    {
        var isDynamic = components.Any(component => component.IsDynamic);
        var head = isDynamic ? 32 : CheckHead(components.Sum(component => (long)component.HeadSize));
        var depth = components.Count == 0 ? 1 : components.Max(component => component.Depth) + 1;
        return new(AbiKind.Tuple, $"({string.Join(',', components.Select(component => component.Name))})", 0, isDynamic, head)
        {
            Components = [.. components],
            Depth = CheckDepth(depth),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Two types are the same when their canonical names are.</summary>
    public bool Equals(AbiType? other) => other is not null && Name == other.Name;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AbiType);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    internal static AbiType Unsigned(int bits) => new(AbiKind.UnsignedInteger, "uint" + bits.ToString(CultureInfo.InvariantCulture), bits, false, 32);

    internal static AbiType Signed(int bits) => new(AbiKind.SignedInteger, "int" + bits.ToString(CultureInfo.InvariantCulture), bits, false, 32);

    internal static AbiType FixedBytes(int size) => new(AbiKind.FixedBytes, "bytes" + size.ToString(CultureInfo.InvariantCulture), size, false, 32);

    internal static AbiType Function { get; } = new(AbiKind.FixedBytes, "function", 24, false, 32);

    private static int CheckHead(long size) =>
        size <= MaxHeadSize ? (int)size : throw new FormatException($"ABI type takes {size} bytes; at most {MaxHeadSize} are allowed.");

    private static int CheckDepth(int depth) =>
        depth <= MaxDepth ? depth : throw new FormatException($"ABI type is nested deeper than {MaxDepth}.");
}
