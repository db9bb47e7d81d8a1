using System.Globalization;
using System.Runtime.InteropServices;

namespace Ect.Cli.Doctor;

/// <summary>The machine itself.</summary>
internal static class MachineChecks
{
    private const string Controllers = "/sys/fs/cgroup/cgroup.controllers";

    public static async Task<IReadOnlyList<Finding>> RunAsync(string folder, bool isWorker, TimeProvider time, CancellationToken cancellation)
    {
        List<Finding> found =
        [
            Finding.Ok(".net", RuntimeInformation.FrameworkDescription),
            Finding.Ok("processors", $"{Environment.ProcessorCount}, {RuntimeInformation.OSArchitecture}"),
            Limits.Memory(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes),
            Limits.Disk(folder, new DriveInfo(folder).AvailableFreeSpace),
        ];
        if (long.TryParse(await Tool.AskAsync("stat", ["-f", "-c", "%d", folder], time, cancellation), CultureInfo.InvariantCulture, out var inodes) && inodes > 0)
        {
            found.Add(Limits.Inodes(folder, inodes));
        }

        if (OpenFiles() is { } most)
        {
            found.Add(Limits.OpenFiles(most));
        }

        found.Add(NativeLibrary.TryLoad("libsecp256k1.so.1", out _)
            ? Finding.Ok("libsecp256k1", "loads")
            : Finding.Warning("libsecp256k1", "is not there: signatures are checked about five times slower", "Install it (Debian, Ubuntu: apt install libsecp256k1-1)."));
        return isWorker ? [.. found, ControlGroups(), await EngineAsync(time, cancellation)] : found;
    }

    private static Finding ControlGroups() => !OperatingSystem.IsLinux() ? Finding.Warning("control groups", "only Linux has them", "Run workers on Linux.")
        : File.Exists(Controllers) ? Finding.Ok("control groups", $"version 2: {File.ReadAllText(Controllers).Trim()}")
        : Finding.Warning("control groups", "not version 2", "Boot with systemd.unified_cgroup_hierarchy=1: without it containers' memory cannot be limited well.");

    private static async Task<Finding> EngineAsync(TimeProvider time, CancellationToken cancellation)
    {
        foreach (var engine in new[] { "docker", "podman" })
        {
            if (await Tool.AskAsync(engine, ["version", "--format", "{{.Server.Version}}"], time, cancellation) is { Length: > 0 } version)
            {
                return Finding.Ok("container engine", $"{engine} {version}");
            }
        }

        return Finding.Warning("container engine", "neither docker nor podman answers", "For apps in containers start one, and let this user reach it. WebAssembly apps need none.");
    }

    private static long? OpenFiles()
    {
        const string Table = "/proc/self/limits";
        return File.Exists(Table) && File.ReadLines(Table).FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal)) is { } line
            && line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, _, var soft, ..]
            ? long.TryParse(soft, CultureInfo.InvariantCulture, out var most) ? most : long.MaxValue
            : null;
    }
}
