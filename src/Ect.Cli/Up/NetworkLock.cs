using System.Globalization;

namespace Ect.Cli.Up;

/// <summary>Holds a local network for one supervisor. The lock ends with the process that holds it, however it ends.</summary>
internal sealed class NetworkLock : IDisposable
{
    private readonly FileStream file;

    private NetworkLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock, or returns null if another process has it.</summary>
    public static NetworkLock? TryTake(LocalFolders folders)
    {
        FileStream file;
        try
        {
            file = new FileStream(folders.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }

        File.WriteAllText(folders.HolderFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new NetworkLock(file);
    }

    /// <summary>Process id of the supervisor that holds the lock, or null if nobody does.</summary>
    public static int? Holder(LocalFolders folders)
    {
        if (!File.Exists(folders.LockFile) || !File.Exists(folders.HolderFile))
        {
            return null;
        }

        try
        {
            using var probe = new FileStream(folders.LockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return null;
        }
        catch (IOException)
        {
            return int.Parse(File.ReadAllText(folders.HolderFile), CultureInfo.InvariantCulture);
        }
    }

    public void Dispose() => file.Dispose();
}
