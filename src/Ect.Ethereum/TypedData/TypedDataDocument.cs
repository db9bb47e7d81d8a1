using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ect.Ethereum.TypedData;

/// <summary>
/// What a wallet shows and signs under EIP-712: the document of eth_signTypedData_v4. Strict: every member that is signed
/// must be given, and none that is not signed may be.
/// </summary>
public sealed class TypedDataDocument
{
    private readonly TypedDataEncoder _encoder;

    /// <summary>Builds a document.</summary>
    /// <param name="domain">Who asks for the signature.</param>
    /// <param name="types">The structures, without EIP712Domain.</param>
    /// <param name="primaryType">The structure that is signed.</param>
    /// <param name="message">Its values: numbers as JSON numbers or text (decimal or 0x), bytes and addresses as 0x text.</param>
    /// <exception cref="TypedDataException">The types are not closed, or the message does not fit them.</exception>
    public TypedDataDocument(Domain domain, IReadOnlyDictionary<string, IReadOnlyList<TypedDataMember>> types, string primaryType, JsonObject message)
    {
        _encoder = new(types);
        Domain = domain;
        Types = types;
        PrimaryType = primaryType;
        Message = message;
        StructHash = Keccak256.Hash(_encoder.EncodeStruct(primaryType, message, primaryType));
        Digest = domain.Digest(StructHash);
    }

    /// <summary>Who asks for the signature.</summary>
    public Domain Domain { get; }

    /// <summary>The structures.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<TypedDataMember>> Types { get; }

    /// <summary>The structure that is signed.</summary>
    public string PrimaryType { get; }

    /// <summary>Its values.</summary>
    public JsonObject Message { get; }

    /// <summary>The message's hash.</summary>
    public Bytes32 StructHash { get; }

    /// <summary>What a wallet signs.</summary>
    public Bytes32 Digest { get; }

    /// <summary>The primary type's encoding, whose hash is the type hash in contracts.</summary>
    public string EncodedType => _encoder.EncodeType(PrimaryType);

    /// <summary>Signs the document.</summary>
    public Signature Sign(PrivateKey key) => key.Sign(Digest);

    /// <summary>Reads the JSON of eth_signTypedData_v4.</summary>
    /// <exception cref="TypedDataException">Not such a document, or one that breaks EIP-712's rules.</exception>
    public static TypedDataDocument Parse(string json)
    {
        try
        {
            var root = JsonNode.Parse(json, null, new JsonDocumentOptions { MaxDepth = TypedDataEncoder.MaxDepth }) as JsonObject ?? throw new TypedDataException("Typed data is a JSON object.");
            var domain = Domain.FromJson(Member<JsonObject>(root, "domain"));
            var types = ReadTypes(Member<JsonObject>(root, "types"));
            if (types.Remove(Domain.TypeName, out var declared) && !declared.SequenceEqual(domain.Members()))
            {
                throw new TypedDataException($"The declared {Domain.TypeName} differs from the domain's members ({string.Join(", ", domain.Members())}).");
            }

            return new(domain, types, Member<JsonValue>(root, "primaryType").GetValue<string>(), Member<JsonObject>(root, "message"));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new TypedDataException($"The JSON is not typed data of EIP-712: {exception.Message}");
        }
    }

    /// <summary>The JSON for eth_signTypedData_v4.</summary>
    public string ToJson()
    {
        var types = new JsonObject { [Domain.TypeName] = Members(Domain.Members()) };
        foreach (var (name, members) in Types)
        {
            types[name] = Members(members);
        }

        return new JsonObject
        {
            ["types"] = types,
            ["primaryType"] = PrimaryType,
            ["domain"] = Domain.ToJson(),
            ["message"] = Message.DeepClone(),
        }.ToJsonString();
    }

    internal byte[] EncodeMessage() => _encoder.EncodeStruct(PrimaryType, Message, PrimaryType);

    private static JsonArray Members(IEnumerable<TypedDataMember> members) =>
        new([.. members.Select(member => (JsonNode)new JsonObject { ["name"] = member.Name, ["type"] = member.Type })]);

    private static Dictionary<string, IReadOnlyList<TypedDataMember>> ReadTypes(JsonObject json) => json.ToDictionary(
        entry => entry.Key,
        entry => (IReadOnlyList<TypedDataMember>)[.. (entry.Value as JsonArray ?? throw new TypedDataException($"Type '{entry.Key}' is no list of members.")).Select(ReadMember)]);

    private static TypedDataMember ReadMember(JsonNode? node) => node is JsonObject member
        ? new(Member<JsonValue>(member, "name").GetValue<string>(), Member<JsonValue>(member, "type").GetValue<string>())
        : throw new TypedDataException("A type's member is an object with name and type.");

    private static T Member<T>(JsonObject json, string name) where T : JsonNode =>
        json.TryGetPropertyValue(name, out var node) && node is T value ? value : throw new TypedDataException($"Typed data lacks '{name}', or it has the wrong form.");
}
