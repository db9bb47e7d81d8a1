using System.Text.Json;

namespace Ect.Bench.Reports;

/// <summary>Reports as JSON documents.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    public static string Write<T>(T report) => JsonSerializer.Serialize(report, Options);
}
