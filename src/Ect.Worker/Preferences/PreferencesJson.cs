using System.Text.Json.Serialization;

namespace Ect.Worker.Preferences;

[JsonSourceGenerationOptions(
    WriteIndented = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WorkerPreferences))]
internal sealed partial class PreferencesJson : JsonSerializerContext;
