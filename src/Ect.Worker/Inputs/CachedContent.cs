namespace Ect.Worker.Inputs;

/// <summary>Verified content on this machine's disk; stays there until disposed of.</summary>
internal sealed class CachedContent(string path, DiskUse use, Action release) : IDisposable
{
    private int released;

    /// <summary>The file or folder. Not to be changed.</summary>
    public string Path { get; } = path;

    /// <summary>What it takes of the disk.</summary>
    public DiskUse Use { get; } = use;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref released, 1) == 0)
        {
            release();
        }
    }
}
