namespace Ect.Bench.Load;

/// <summary>How a number of durations is distributed, in milliseconds.</summary>
internal sealed record LatencyReport(int Count, double P50, double P90, double P99, double Max);
