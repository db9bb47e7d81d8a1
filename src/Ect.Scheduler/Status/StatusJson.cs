using System.Text.Json.Serialization;

namespace Ect.Scheduler.Status;

/// <summary>The status documents as JSON, for the server and for whoever reads them: a document with something missing is refused.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SchedulerStatus))]
[JsonSerializable(typeof(TaskReport))]
[JsonSerializable(typeof(WorkerPage))]
[JsonSerializable(typeof(WorkerReport))]
[JsonSerializable(typeof(Readiness))]
public sealed partial class StatusJson : JsonSerializerContext;
