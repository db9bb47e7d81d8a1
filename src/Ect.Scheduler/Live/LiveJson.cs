using System.Text.Json.Serialization;

namespace Ect.Scheduler.Live;

/// <summary>Live documents as JSON, one line each; what is missing or unknown in one makes it no document.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LiveLine))]
[JsonSerializable(typeof(TaskLive))]
public sealed partial class LiveJson : JsonSerializerContext;
