namespace Ect.Worker.Runtimes;

/// <summary>How much a folder holds.</summary>
internal static class FolderSize
{
    /// <summary>Sum of the sizes of the files in it and below, in bytes.</summary>
    public static long Of(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
