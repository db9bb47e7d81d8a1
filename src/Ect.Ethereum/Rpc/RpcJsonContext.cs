using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ect.Ethereum.Rpc;

/// <summary>Compile-time JSON of the node's answers. Nodes add members of their own, so unknown ones are skipped.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    Converters = [typeof(QuantityJsonConverter), typeof(UlongQuantityJsonConverter), typeof(DataJsonConverter)])]
[JsonSerializable(typeof(BigInteger))]
[JsonSerializable(typeof(ulong))]
[JsonSerializable(typeof(byte[]))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Bytes32))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(Block))]
[JsonSerializable(typeof(Log))]
[JsonSerializable(typeof(IReadOnlyList<Log>))]
[JsonSerializable(typeof(TransactionReceipt))]
[JsonSerializable(typeof(TransactionInfo))]
[JsonSerializable(typeof(FeeHistory))]
internal sealed partial class RpcJsonContext : JsonSerializerContext;
