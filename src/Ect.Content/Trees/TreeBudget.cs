namespace Ect.Content.Trees;

/// <summary>Counts what a tree unfolds to against the limits.</summary>
internal sealed class TreeBudget(ContentLimits limits, IProgress<ContentProgress>? progress = null)
{
    private long bytes;
    private int entries;
    private long doneBytes;
    private int doneFiles;

    public void AddEntry(string path, int depth)
    {
        if (++entries > limits.MaxEntries)
        {
            throw new ContentTooLargeException($"The tree has more than {limits.MaxEntries} files and folders: stopped at \"{path}\". Raise MaxEntries if that many are meant.");
        }

        if (depth > limits.MaxDepth)
        {
            throw new ContentTooLargeException($"\"{path}\" is {depth} folders deep; at most {limits.MaxDepth} are allowed.");
        }
    }

    public void AddBytes(string path, long count)
    {
        if (count > limits.MaxBytes - bytes)
        {
            throw new ContentTooLargeException($"The files exceed {limits.MaxBytes} bytes: stopped at \"{path}\". Raise MaxBytes if that much is meant.");
        }

        bytes += count;
    }

    public void ReportBytes(int count)
    {
        doneBytes += count;
        progress?.Report(new ContentProgress(doneBytes, doneFiles, null));
    }

    public void ReportFile()
    {
        doneFiles++;
        progress?.Report(new ContentProgress(doneBytes, doneFiles, null));
    }
}
