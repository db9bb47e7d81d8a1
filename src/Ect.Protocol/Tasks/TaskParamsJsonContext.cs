using System.Text.Json.Serialization;

namespace Ect.Protocol.Tasks;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(TaskParamsDocument))]
internal sealed partial class TaskParamsJsonContext : JsonSerializerContext;
