namespace Ect.Worker.Runtimes;

internal static class OutputFolder
{
    /// <summary>Removes everything in a folder, not the folder.</summary>
    public static void Empty(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).GetFileSystemInfos())
        {
            if (entry is DirectoryInfo inner)
            {
                inner.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }
}
