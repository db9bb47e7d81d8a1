using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Ect.Ethereum.Abi;

namespace Ect.Ethereum.Tests.Vectors;

public sealed class AbiVectorTests
{
    [Fact]
    public void Every_published_value_encodes_and_decodes() => EthereumVectors.CheckEach("abi", 512, vector =>
    {
        var type = AbiType.Parse(vector.Text("type"));
        AbiType[] types = [type];
        object?[] values = [Value(type, vector.GetProperty("value"))];
        var encoded = AbiCodec.Encode(types, values);
        Hex.Encode(encoded).Should().Be(vector.Text("encoded"));
        Hex.Encode(AbiCodec.Encode(types, AbiCodec.Decode(types, encoded))).Should().Be(vector.Text("encoded"));
        AbiCodec.Decode(types, encoded).Should().BeEquivalentTo(values, options => options.WithStrictOrdering());
    });

    internal static object? Value(AbiType type, JsonElement json) => type.Kind switch
    {
        AbiKind.UnsignedInteger or AbiKind.SignedInteger => Number(json),
        AbiKind.Boolean => json.GetBoolean(),
        AbiKind.Address => Address.Parse(json.GetString()!),
        AbiKind.FixedBytes when type.Size == 32 => Bytes32.Parse(json.GetString()!),
        AbiKind.FixedBytes or AbiKind.Bytes => Hex.Decode(json.GetString()!),
        AbiKind.Text => json.GetString(),
        AbiKind.Array => json.EnumerateArray().Select(element => Value(type.Element!, element)).ToArray(),
        _ => json.EnumerateArray().Select((element, i) => Value(type.Components[i], element)).ToArray(),
    };

    private static BigInteger Number(JsonElement json) => json.ValueKind == JsonValueKind.Number
        ? json.GetInt64()
        : BigInteger.Parse(json.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
