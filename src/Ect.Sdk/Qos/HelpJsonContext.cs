using System.Text.Json.Serialization;

namespace Ect.Sdk.Qos;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(HelpJournalHead))]
[JsonSerializable(typeof(HelpJournalLine))]
[JsonSerializable(typeof(EndedBagLine))]
internal sealed partial class HelpJsonContext : JsonSerializerContext;
