using System.Text.Json.Serialization;

namespace Ect.Worker.Contributions;

[JsonSourceGenerationOptions(
    WriteIndented = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ContributionRecord))]
internal sealed partial class ContributionJson : JsonSerializerContext;
