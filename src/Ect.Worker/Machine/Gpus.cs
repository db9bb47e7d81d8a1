namespace Ect.Worker.Machine;

/// <summary>Graphics processors that compute, as their drivers name them in /proc.</summary>
internal static class Gpus
{
    private const string Nvidia = "/proc/driver/nvidia/gpus";

    /// <summary>One name each; empty where no driver is loaded.</summary>
    public static IReadOnlyList<string> Read(string folder = Nvidia)
    {
        try
        {
            return Directory.Exists(folder) ? [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Select(gpu => Model(Path.Combine(gpu, "information")))] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Model(string file) => File.ReadLines(file)
        .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
        .FirstOrDefault(pair => pair is ["Model", { Length: > 0 }])?[1] ?? "unknown";
}
