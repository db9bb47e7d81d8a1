namespace Ect.Bench.Reports;

/// <summary>The scheduler's memory after a collection, in bytes.</summary>
/// <param name="Resident">In RAM, with whatever the runtime keeps.</param>
/// <param name="Heap">Managed objects.</param>
internal sealed record SchedulerMemory(long Resident, long Heap);
