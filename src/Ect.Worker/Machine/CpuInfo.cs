namespace Ect.Worker.Machine;

/// <summary>What /proc/cpuinfo says, of each name what it says first; nothing where there is no such file.</summary>
internal static class CpuInfo
{
    private const string File = "/proc/cpuinfo";

    /// <summary>Its lines "name : value".</summary>
    public static IReadOnlyDictionary<string, string> Read()
    {
        try
        {
            return System.IO.File.Exists(File) ? Of(System.IO.File.ReadLines(File)) : Of([]);
        }
        catch (IOException)
        {
            return Of([]);
        }
    }

    /// <summary>Extensions of the instruction set, such as avx2, sse4_2 or neon; empty where the system does not say.</summary>
    public static IReadOnlyList<string> Flags() => Flags(Read());

    internal static IReadOnlyList<string> Flags(IReadOnlyDictionary<string, string> lines) =>
        (lines.GetValueOrDefault("flags") ?? lines.GetValueOrDefault("Features") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // The first processor's: one machine with several models is rare, and containers run on any of them.
    internal static IReadOnlyDictionary<string, string> Of(IEnumerable<string> lines) => lines
        .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
        .Where(pair => pair is [_, { Length: > 0 }])
        .DistinctBy(pair => pair[0])
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
