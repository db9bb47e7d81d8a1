using System.Runtime.InteropServices;

namespace Ect.Worker.Machine;

/// <summary>
/// What a processor is as far as the last bits of results depend on it: libraries choose their code by its family and model.
/// Steppings and clock rates are left out, which would make classes of one machine each.
/// </summary>
internal static class ProcessorClass
{
    private static readonly string[] s_x86 = ["vendor_id", "cpu family", "model"];
    private static readonly string[] s_arm = ["CPU implementer", "CPU architecture", "CPU variant", "CPU part"];

    /// <summary>This machine's, such as "x64 GenuineIntel 6 143" or "arm64 0x41 8 0x3 0xd0c"; the architecture alone if the system does not say.</summary>
    public static string Read() => Of(Architecture, CpuInfo.Read());

    internal static string Of(string architecture, IReadOnlyDictionary<string, string> lines)
    {
        var known = new[] { s_x86, s_arm }.FirstOrDefault(names => names.All(lines.ContainsKey)) ?? [];
        return string.Join(' ', known.Select(name => lines[name]).Prepend(architecture));
    }

    private static string Architecture => RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
}
