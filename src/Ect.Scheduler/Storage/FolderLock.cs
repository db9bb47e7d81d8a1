namespace Ect.Scheduler.Storage;

/// <summary>
/// Keeps a second scheduler off the same data folder. The operating system drops the lock when the process ends,
/// however it ends.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="InvalidOperationException">Another scheduler runs on the folder.</exception>
    public static FolderLock Take(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "scheduler.lock");
        try
        {
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            throw new InvalidOperationException(
                $"Another scheduler already works on {folder} (it holds {path}): stop it, or give this one its own data folder.");
        }
    }

    public void Dispose() => _file.Dispose();
}
