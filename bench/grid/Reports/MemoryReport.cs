namespace Ect.Bench.Reports;

/// <summary>The scheduler's memory before the workers came, with all of them idle, and at the end.</summary>
internal sealed record MemoryReport(SchedulerMemory Empty, SchedulerMemory Connected, SchedulerMemory End);
