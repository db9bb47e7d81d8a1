using System.Runtime.InteropServices;

namespace Ect.Bench.Reports;

/// <summary>What it ran on.</summary>
internal sealed record Machine(int Cores, long MemoryBytes, string Processor, string Runtime)
{
    public static Machine Describe() => new(
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "",
        RuntimeInformation.FrameworkDescription);
}
