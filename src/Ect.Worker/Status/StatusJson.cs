using System.Text.Json.Serialization;

namespace Ect.Worker.Status;

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WorkerSnapshot))]
internal sealed partial class StatusJson : JsonSerializerContext;
