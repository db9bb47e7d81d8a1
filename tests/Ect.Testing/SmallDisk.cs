using System.Diagnostics;

namespace Ect.Testing;

/// <summary>A disk in memory that is soon full. Needs the right to mount one, which the tests' own machine may not give.</summary>
public sealed class SmallDisk : IDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    /// <summary>Where it is mounted.</summary>
    public string Folder { get; }

    /// <summary>The file that <see cref="Fill"/> writes.</summary>
    public string Filler => Path.Combine(Folder, "filler");

    /// <summary>Mounts one; null where that is not allowed.</summary>
    public static SmallDisk? TryMount(string folder, long bytes)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return null;
        }

        Directory.CreateDirectory(folder);
        return Run("mount", "-t", "tmpfs", "-o", $"size={bytes}", "tmpfs", folder) == 0 ? new SmallDisk(folder) : null;
    }

    /// <summary>Leaves no byte free.</summary>
    public void Fill()
    {
        using var file = File.OpenHandle(Filler, FileMode.CreateNew, FileAccess.Write);
        try
        {
            for (long at = 0; ; at += 512)
            {
                RandomAccess.Write(file, new byte[512], at);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Unmounts it, whoever still has a file open there.</summary>
    public void Dispose() => Run("umount", "--lazy", Folder);

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
