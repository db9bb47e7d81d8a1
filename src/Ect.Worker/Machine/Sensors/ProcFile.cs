namespace Ect.Worker.Machine.Sensors;

/// <summary>Files of the kernel, which may be missing, closed or gone while they are read.</summary>
internal static class ProcFile
{
    /// <summary>All lines; none if it cannot be read.</summary>
    public static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The first line without spaces around it; empty if it cannot be read.</summary>
    public static string Line(string path) => Lines(path) is [var first, ..] ? first.Trim() : "";

    /// <summary>What a folder holds; nothing if it cannot be read.</summary>
    public static string[] Entries(string folder, string pattern = "*")
    {
        try
        {
            return Directory.GetFileSystemEntries(folder, pattern);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
