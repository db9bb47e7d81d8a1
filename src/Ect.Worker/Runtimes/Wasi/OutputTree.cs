namespace Ect.Worker.Runtimes.Wasi;

/// <summary>Writes the tree of <c>/out</c> into a folder of the worker, when the application has ended well.</summary>
internal static class OutputTree
{
    public const string StandardOutput = "stdout.txt";
    public const string StandardError = "stderr.txt";

    public static void Write(FolderNode folder, string hostFolder)
    {
        foreach (var (name, node) in folder.Entries)
        {
            var path = Path.Combine(hostFolder, name);
            if (node is FolderNode child)
            {
                Directory.CreateDirectory(path);
                Write(child, path);
            }
            else
            {
                ((OutputFile)node).MoveTo(path);
            }
        }
    }
}
