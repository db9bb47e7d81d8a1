using System.Text.Json;

namespace Ect.Ethereum.Abi;

/// <summary>A contract's interface, read from the JSON that compilers write.</summary>
public sealed class ContractAbi
{
    private ContractAbi()
    {
    }

    /// <summary>The constructor's parameters; empty where it has none.</summary>
    public IReadOnlyList<AbiParameter> Constructor { get; private init; } = [];

    /// <summary>The functions in the file's order.</summary>
    public IReadOnlyList<AbiFunction> Functions { get; private init; } = [];

    /// <summary>The events in the file's order.</summary>
    public IReadOnlyList<AbiEvent> Events { get; private init; } = [];

    /// <summary>The custom errors in the file's order.</summary>
    public IReadOnlyList<AbiError> Errors { get; private init; } = [];

    /// <summary>Reads a JSON array of entries, or an artifact object whose "abi" member is that array.</summary>
    /// <exception cref="FormatException">Not a contract's ABI.</exception>
    public static ContractAbi Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return Read(root.ValueKind == JsonValueKind.Object ? root.GetProperty("abi") : root);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"The JSON is not a contract's ABI: {exception.Message}", exception);
        }
    }

    /// <summary>The only function of this name.</summary>
    /// <exception cref="KeyNotFoundException">No such function, or several overloads.</exception>
    public AbiFunction Function(string name) => Single(Functions.Where(function => function.Name == name || function.Signature == name), name);

    /// <summary>The only event of this name.</summary>
    /// <exception cref="KeyNotFoundException">No such event, or several.</exception>
    public AbiEvent Event(string name) => Single(Events.Where(entry => entry.Name == name || entry.Signature == name), name);

    /// <summary>Init code followed by the encoded constructor arguments: the data of a deploying transaction.</summary>
    public byte[] EncodeDeployment(byte[] initCode, params IReadOnlyList<object?> arguments) =>
        [.. initCode, .. AbiCodec.Encode(AbiSignature.Types(Constructor), arguments)];

    private static ContractAbi Read(JsonElement entries)
    {
        var functions = new List<AbiFunction>();
        var events = new List<AbiEvent>();
        var errors = new List<AbiError>();
        IReadOnlyList<AbiParameter> constructor = [];
        foreach (var entry in entries.EnumerateArray())
        {
            switch (entry.GetProperty("type").GetString())
            {
                case "function":
                    functions.Add(new(Name(entry), Parameters(entry, "inputs"), Parameters(entry, "outputs"), Text(entry, "stateMutability") ?? "nonpayable"));
                    break;
                case "event":
                    events.Add(new(Name(entry), Parameters(entry, "inputs"), entry.TryGetProperty("anonymous", out var anonymous) && anonymous.GetBoolean()));
                    break;
                case "error":
                    errors.Add(new(Name(entry), Parameters(entry, "inputs")));
                    break;
                case "constructor":
                    constructor = Parameters(entry, "inputs");
                    break;
            }
        }

        return new() { Functions = functions, Events = events, Errors = errors, Constructor = constructor };
    }

    private static AbiParameter[] Parameters(JsonElement entry, string property) =>
        entry.TryGetProperty(property, out var list) ? [.. list.EnumerateArray().Select(Parameter)] : [];

    private static AbiParameter Parameter(JsonElement entry)
    {
        var name = Text(entry, "name") ?? "";
        var type = Text(entry, "type") ?? throw new FormatException($"ABI parameter '{name}' has no type.");
        var indexed = entry.TryGetProperty("indexed", out var flag) && flag.GetBoolean();
        var internalType = Text(entry, "internalType");
        if (!type.StartsWith("tuple", StringComparison.Ordinal))
        {
            return new(name, AbiType.Parse(type), indexed, InternalType: internalType);
        }

        var components = Parameters(entry, "components");
        var tuple = AbiType.TupleOf([.. components.Select(component => component.Type)]);
        return new(name, AbiType.Parse(tuple.Name + type["tuple".Length..]), indexed, components, internalType);
    }

    private static string Name(JsonElement entry) => Text(entry, "name") ?? throw new FormatException("ABI entry has no name.");

    private static string? Text(JsonElement entry, string property) =>
        entry.TryGetProperty(property, out var value) ? value.GetString() : null;

    private static T Single<T>(IEnumerable<T> matches, string name) =>
        matches.Take(2).ToArray() is [var only] ? only : throw new KeyNotFoundException($"The ABI has no entry '{name}', or several: name an overload by its whole signature.");
}
