using System.Globalization;
using Ect.Cli.Up;

namespace Ect.EndToEnd.Tests.Chaos;

/// <summary>Wall clocks of processes that jump while these run (libfaketime). What measures spans, the monotonic clock, stays right.</summary>
internal sealed class ProcessClocks
{
    private const string Library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";
    private readonly string folder;

    private ProcessClocks(string folder) => this.folder = folder;

    /// <summary>Null where the library is not installed.</summary>
    public static ProcessClocks? In(string folder)
    {
        if (!File.Exists(Library))
        {
            return null;
        }

        Directory.CreateDirectory(folder);
        return new ProcessClocks(folder);
    }

    /// <summary>The role with a clock of its own, which is right for now.</summary>
    public Role Give(Role role)
    {
        Set(role.Name, TimeSpan.Zero);
        return role with
        {
            Environment = new Dictionary<string, string>(role.Environment)
            {
                ["LD_PRELOAD"] = Library,
                ["FAKETIME_TIMESTAMP_FILE"] = FileOf(role.Name),
                ["FAKETIME_CACHE_DURATION"] = "1",
                ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
                // Without it every wait with a time limit ends at once.
                ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
            },
        };
    }

    /// <summary>Has a process's clock differ by this from the machine's, within a second.</summary>
    public void Set(string role, TimeSpan offset)
    {
        var file = FileOf(role);
        File.WriteAllText(file + ".new", offset.TotalSeconds.ToString("+0;-0;+0", CultureInfo.InvariantCulture));
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>Removes the shared memory that the library leaves behind with each process that is killed.</summary>
    public static void Sweep()
    {
        foreach (var file in Directory.EnumerateFiles("/dev/shm", "*faketime_s*"))
        {
            if (!Directory.Exists($"/proc/{file.Split('_')[^1]}"))
            {
                File.Delete(file);
            }
        }
    }

    private string FileOf(string role) => Path.Combine(folder, role);
}
