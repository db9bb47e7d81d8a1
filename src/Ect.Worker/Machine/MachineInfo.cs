using System.Runtime.InteropServices;

namespace Ect.Worker.Machine;

/// <summary>What this machine has.</summary>
/// <param name="CpuModel">As the processor calls itself.</param>
/// <param name="CpuCores">Processors that this process may use.</param>
/// <param name="MemoryBytes">Memory that this process may use: the machine's, or its container's limit.</param>
/// <param name="DiskFreeBytes">Free for this account on the data folder's disk.</param>
/// <param name="OperatingSystem">Name, version and architecture.</param>
internal sealed record MachineInfo(string CpuModel, int CpuCores, long MemoryBytes, long DiskFreeBytes, string OperatingSystem)
{
    private static readonly string[] s_modelNames = ["model name", "Hardware", "Model"];

    /// <summary>Reads this machine's properties.</summary>
    /// <param name="dataFolder">An existing folder.</param>
    public static MachineInfo Read(string dataFolder) => new(
        ReadCpuModel(),
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        new DriveInfo(Path.GetFullPath(dataFolder)).AvailableFreeSpace,
        $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}");

    /// <summary>The model's name: "model name" on x86, "Hardware" or "Model" on ARM boards.</summary>
    internal static string? CpuModelFrom(IReadOnlyDictionary<string, string> lines) =>
        s_modelNames.Select(lines.GetValueOrDefault).FirstOrDefault(name => name is not null);

    private static string ReadCpuModel() =>
        CpuModelFrom(CpuInfo.Read()) ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? $"unknown {RuntimeInformation.ProcessArchitecture}";
}
