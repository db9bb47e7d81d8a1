namespace Ect.Worker.Runtimes.Wasi;

/// <summary>Counts what the application holds in a folder that it may write to, and stops it before a limit is passed.</summary>
internal sealed class OutputQuota(long maxBytes, int maxEntries, string folder = "/out")
{
    public long Bytes { get; private set; }

    public int Entries { get; private set; }

    public void AddEntry()
    {
        if (Entries == maxEntries)
        {
            throw new AppStoppedException(
                AppFailure.TooManyFiles,
                $"The application made more than {maxEntries:N0} files and folders in {folder}; pack results into fewer files.");
        }

        Entries++;
    }

    public void RemoveEntry() => Entries--;

    public void Resize(long from, long to)
    {
        if (to - from > maxBytes - Bytes)
        {
            throw new AppStoppedException(
                AppFailure.OutputLimit,
                $"The application wrote more than {maxBytes:N0} bytes to {folder}.");
        }

        Bytes += to - from;
    }
}
