using System.Diagnostics;
using System.Text.Json;
using Ect.Contracts.Files;

namespace Ect.Worker.Status;

/// <summary>Where a running worker leaves word of how it is. It holds no secret, and nobody needs a port to read it.</summary>
public static class StatusFile
{
    /// <summary>A worker that has not written for so long does not run, or its disk is full.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromSeconds(30);

    /// <summary>The file of a worker.</summary>
    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "status.json");

    /// <summary>The status of the worker that runs on a data folder; null if none does.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="JsonException">Another version wrote it.</exception>
    public static WorkerSnapshot? Read(string dataFolder, TimeProvider time)
    {
        var path = PathIn(dataFolder);
        if (!File.Exists(path))
        {
            return null;
        }

        var status = JsonSerializer.Deserialize(File.ReadAllBytes(path), StatusJson.Default.WorkerSnapshot);
        return status is not null && time.GetUtcNow() - status.UpdatedAt < Stale && IsAlive(status.Process) ? status : null;
    }

    // Whole or not at all, but not flushed: what is lost with the power is of no use after it, and a disk may sleep.
    internal static void Write(string dataFolder, WorkerSnapshot status) =>
        WholeFile.Write(PathIn(dataFolder), JsonSerializer.SerializeToUtf8Bytes(status, StatusJson.Default.WorkerSnapshot));

    internal static void Remove(string dataFolder) => File.Delete(PathIn(dataFolder));

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
