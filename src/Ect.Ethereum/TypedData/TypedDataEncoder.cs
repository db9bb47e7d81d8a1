using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ect.Ethereum.Abi;

namespace Ect.Ethereum.TypedData;

/// <summary>EIP-712's encodeType and encodeData.</summary>
internal sealed partial class TypedDataEncoder
{
    public const int MaxDepth = 64;
    private const int MaxTypes = 256;

    private readonly IReadOnlyDictionary<string, IReadOnlyList<TypedDataMember>> _types;
    private readonly Dictionary<string, Bytes32> _typeHashes = [];

    public TypedDataEncoder(IReadOnlyDictionary<string, IReadOnlyList<TypedDataMember>> types)
    {
        if (types.Count > MaxTypes)
        {
            throw new TypedDataException($"Typed data declares {types.Count} types; at most {MaxTypes} are allowed.");
        }

        foreach (var (name, members) in types)
        {
            if (!Identifier().IsMatch(name) || members.Any(member => !Identifier().IsMatch(member.Name)))
            {
                throw new TypedDataException($"Type '{name}' or one of its members has a name that Solidity does not allow.");
            }

            if (members.Select(member => member.Name).Distinct(StringComparer.Ordinal).Count() != members.Count)
            {
                throw new TypedDataException($"Type '{name}' has two members of one name.");
            }
        }

        _types = types;
    }

    /// <summary>The type, then the structures it uses in alphabetical order.</summary>
    public string EncodeType(string name)
    {
        var used = new SortedSet<string>(StringComparer.Ordinal);
        Collect(name, used);
        used.Remove(name);
        return string.Concat(used.Prepend(name).Select(type => $"{type}({string.Join(',', _types[type])})"));
    }

    /// <summary>The type's hash and a word for each member.</summary>
    public byte[] EncodeStruct(string name, JsonObject value, string path, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            throw new TypedDataException($"Typed data is nested deeper than {MaxDepth}.");
        }

        var members = Members(name);
        if (value.Count > members.Count || value.FirstOrDefault(entry => members.All(member => member.Name != entry.Key)) is { Key: not null })
        {
            throw new TypedDataException($"Member {path} holds values that type '{name}' does not declare: they would not be signed.");
        }

        var words = new List<byte>(32 + (32 * members.Count));
        words.AddRange(TypeHash(name).ToBytes());
        foreach (var member in members)
        {
            var at = $"{path}.{member.Name}";
            var node = value.TryGetPropertyValue(member.Name, out var found) && found is not null ? found : throw new TypedDataException($"Member {at} is missing.");
            words.AddRange(EncodeValue(member.Type, node, at, depth + 1));
        }

        return [.. words];
    }

    private byte[] EncodeValue(string type, JsonNode node, string path, int depth)
    {
        if (ArraySuffix().Match(type) is { Success: true } suffix)
        {
            return EncodeArray(type[..suffix.Index], suffix.Groups[1].Value, node, path, depth);
        }

        if (_types.ContainsKey(type))
        {
            var value = node as JsonObject ?? throw new TypedDataException($"Member {path} is not an object of type '{type}'.");
            return Keccak256.Hash(EncodeStruct(type, value, path, depth)).ToBytes();
        }

        var elementary = Elementary(type, path);
        var read = TypedDataValue.Read(elementary, node, path);
        return elementary.Kind switch
        {
            AbiKind.Text => Keccak256.Hash((string)read).ToBytes(),
            AbiKind.Bytes => Keccak256.Hash((byte[])read).ToBytes(),
            _ => EncodeWord(elementary, read, path),
        };
    }

    private byte[] EncodeArray(string element, string length, JsonNode node, string path, int depth)
    {
        var list = node as JsonArray ?? throw new TypedDataException($"Member {path} is not an array.");
        if (length.Length > 0 && length != list.Count.ToString(CultureInfo.InvariantCulture))
        {
            throw new TypedDataException($"Member {path} has {list.Count} elements, not {length}.");
        }

        var words = new List<byte>(32 * list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            words.AddRange(EncodeValue(element, list[i] ?? throw new TypedDataException($"Member {path}[{i}] is missing."), $"{path}[{i}]", depth + 1));
        }

        return Keccak256.Hash([.. words]).ToBytes();
    }

    private static byte[] EncodeWord(AbiType type, object value, string path)
    {
        try
        {
            return AbiEncoder.EncodeWord(type, value, path);
        }
        catch (AbiException exception)
        {
            throw new TypedDataException(exception.Message);
        }
    }

    private void Collect(string name, SortedSet<string> used)
    {
        if (!used.Add(name))
        {
            return;
        }

        foreach (var member in Members(name))
        {
            var bare = member.Type.IndexOf('[', StringComparison.Ordinal) is var open and >= 0 ? member.Type[..open] : member.Type;
            if (_types.ContainsKey(bare))
            {
                Collect(bare, used);
            }
            else
            {
                Elementary(bare, $"{name}.{member.Name}");
            }
        }
    }

    private Bytes32 TypeHash(string name) =>
        _typeHashes.TryGetValue(name, out var hash) ? hash : _typeHashes[name] = Keccak256.Hash(EncodeType(name));

    private IReadOnlyList<TypedDataMember> Members(string name) =>
        _types.TryGetValue(name, out var members) ? members : throw new TypedDataException($"Type '{name}' is not declared.");

    private static AbiType Elementary(string name, string path)
    {
        try
        {
            // Aliases such as "uint" would be hashed under another name than Solidity's.
            var type = AbiType.Parse(name);
            return type.Kind is not (AbiKind.Array or AbiKind.Tuple) && type.Name == name ? type : throw new FormatException();
        }
        catch (FormatException)
        {
            throw new TypedDataException($"Member {path} has the type '{name}', which is neither declared nor a type of Solidity in its full name.");
        }
    }

    [GeneratedRegex(@"\[([1-9][0-9]{0,8})?\]$")]
    private static partial Regex ArraySuffix();

    [GeneratedRegex("^[A-Za-z_$][A-Za-z0-9_$]{0,127}$")]
    private static partial Regex Identifier();
}
