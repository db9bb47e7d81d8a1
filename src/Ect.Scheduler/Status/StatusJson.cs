using System.Text.Json.Serialization;

namespace Ect.Scheduler.Status;

/// <summary>The status documents as JSON, for the server and for whoever reads them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SchedulerStatus))]
[JsonSerializable(typeof(TaskReport))]
public sealed partial class StatusJson : JsonSerializerContext;
