using System.Text.Json.Serialization;

namespace Ect.Protocol.Apps;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(AppManifestDocument))]
internal sealed partial class AppManifestJsonContext : JsonSerializerContext;
