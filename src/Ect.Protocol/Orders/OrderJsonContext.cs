using System.Text.Json.Serialization;
using Ect.Contracts;

namespace Ect.Protocol.Orders;

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(DecimalTextConverter), typeof(OrderKindConverter)])]
[JsonSerializable(typeof(OrderDocument<AppOrder>))]
[JsonSerializable(typeof(OrderDocument<DatasetOrder>))]
[JsonSerializable(typeof(OrderDocument<PoolOrder>))]
[JsonSerializable(typeof(OrderDocument<RequestOrder>))]
internal sealed partial class OrderJsonContext : JsonSerializerContext;
