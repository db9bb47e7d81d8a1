using System.Numerics;
using System.Text.Json.Nodes;
using Ect.Ethereum.Abi;

namespace Ect.Ethereum.TypedData;

/// <summary>EIP-712's domain: binds a signature to one application, chain and contract. Members that are null are left out.</summary>
/// <param name="Name">The application's name.</param>
/// <param name="Version">The application's version.</param>
/// <param name="ChainId">The chain.</param>
/// <param name="VerifyingContract">The contract that checks the signature.</param>
/// <param name="Salt">A value that tells domains apart otherwise.</param>
public sealed record Domain(string? Name = null, string? Version = null, BigInteger? ChainId = null, Address? VerifyingContract = null, Bytes32? Salt = null)
{
    internal const string TypeName = "EIP712Domain";

    /// <summary>The domain's hash, which a contract keeps as DOMAIN_SEPARATOR.</summary>
    public Bytes32 Separator()
    {
        var fields = Fields().ToArray();
        var type = $"{TypeName}({string.Join(',', fields.Select(field => field.Member.ToString()))})";
        return Keccak256.Hash([.. Keccak256.Hash(type).ToBytes(), .. fields.SelectMany(field => field.Word)]);
    }

    /// <summary>The digest that is signed: keccak256(0x1901 ‖ separator ‖ structHash).</summary>
    public Bytes32 Digest(Bytes32 structHash) => Digest(Separator(), structHash);

    /// <summary>The digest that is signed, from a separator computed before.</summary>
    public static Bytes32 Digest(Bytes32 separator, Bytes32 structHash) =>
        Keccak256.Hash([0x19, 0x01, .. separator.ToBytes(), .. structHash.ToBytes()]);

    /// <summary>The members in EIP-712's order, as they stand in a wallet's "types".</summary>
    public IReadOnlyList<TypedDataMember> Members() => [.. Fields().Select(field => field.Member)];

    /// <summary>The wallet's form.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (member, _, value) in Fields())
        {
            json[member.Name] = value;
        }

        return json;
    }

    /// <summary>Reads the wallet's form.</summary>
    /// <exception cref="TypedDataException">An unknown member, or a value of the wrong type.</exception>
    public static Domain FromJson(JsonObject json)
    {
        foreach (var (name, _) in json)
        {
            if (name is not ("name" or "version" or "chainId" or "verifyingContract" or "salt"))
            {
                throw new TypedDataException($"The domain has a member '{name}' that EIP-712 does not know.");
            }
        }

        return new(
            Read(json, "name", AbiType.Text) as string,
            Read(json, "version", AbiType.Text) as string,
            Read(json, "chainId", AbiType.Uint256) as BigInteger?,
            Read(json, "verifyingContract", AbiType.Address) as Address?,
            Read(json, "salt", AbiType.Bytes32) as Bytes32?);
    }

    private static object? Read(JsonObject json, string name, AbiType type) =>
        json.TryGetPropertyValue(name, out var node) && node is not null ? TypedDataValue.Read(type, node, "domain." + name) : null;

    private IEnumerable<(TypedDataMember Member, byte[] Word, JsonNode Value)> Fields()
    {
        if (Name is not null)
        {
            yield return (new("name", "string"), Keccak256.Hash(Name).ToBytes(), Name);
        }

        if (Version is not null)
        {
            yield return (new("version", "string"), Keccak256.Hash(Version).ToBytes(), Version);
        }

        if (ChainId is { } chain)
        {
            yield return (new("chainId", "uint256"), Bytes32.FromNumber(chain).ToBytes(), TypedDataValue.Number(chain));
        }

        if (VerifyingContract is { } contract)
        {
            yield return (new("verifyingContract", "address"), [.. new byte[12], .. contract.ToBytes()], contract.ToString());
        }

        if (Salt is { } salt)
        {
            yield return (new("salt", "bytes32"), salt.ToBytes(), salt.ToString());
        }
    }
}
