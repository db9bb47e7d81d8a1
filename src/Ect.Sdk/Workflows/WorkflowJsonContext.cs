using System.Text.Json.Serialization;

namespace Ect.Sdk.Workflows;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(WorkflowDocument))]
[JsonSerializable(typeof(JournalHead))]
[JsonSerializable(typeof(JournalLine))]
internal sealed partial class WorkflowJsonContext : JsonSerializerContext;
