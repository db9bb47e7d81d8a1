namespace Ect.Worker.Machine;

/// <summary>Holds a data folder for one process. The system gives the lock up when the process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    /// <exception cref="WorkerStartException">Another process has it.</exception>
    public static FolderLock Take(string folder)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, "lock");
        try
        {
            return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e is not FileNotFoundException and not DirectoryNotFoundException)
        {
            throw new WorkerStartException($"The data folder {folder} is in use by another worker: two workers on one folder would spoil each other's contributions. Stop the other one, or give this one a folder of its own. ({e.Message})", e);
        }
    }

    // The file stays: deleting it would let a third process lock a new file while a second waits for the old one.
    public void Dispose() => file.Dispose();
}
