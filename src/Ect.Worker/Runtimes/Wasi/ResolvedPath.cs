namespace Ect.Worker.Runtimes.Wasi;

/// <summary>Where a path leads: a folder and a name in it. The name is empty where the path means the folder itself.</summary>
/// <param name="Parent">The folder that holds, or would hold, the entry.</param>
/// <param name="Name">The entry's name.</param>
/// <param name="Node">The entry, when it exists.</param>
/// <param name="MustBeFolder">The path ended in a slash.</param>
internal readonly record struct ResolvedPath(FolderNode Parent, string Name, Node? Node, bool MustBeFolder)
{
    /// <summary>Walks from a folder; no path leads above the folder where it starts.</summary>
    public static Errno TryResolve(FolderNode start, string path, out ResolvedPath resolved)
    {
        resolved = new ResolvedPath(start, "", start, false);
        if (path.Length == 0)
        {
            return Errno.NotFound;
        }

        if (path[0] == '/')
        {
            return Errno.NotCapable;
        }

        Node? node = start;
        foreach (var part in path.Split('/'))
        {
            if (node is null)
            {
                // Only a slash at the end may follow a name that does not exist.
                if (part.Length > 0)
                {
                    return Errno.NotFound;
                }

                continue;
            }

            if (node is not FolderNode folder)
            {
                return Errno.NotFolder;
            }

            if (part == "..")
            {
                if (folder == start)
                {
                    return Errno.NotCapable;
                }

                node = folder.Parent!;
                resolved = new ResolvedPath((FolderNode)node, "", node, false);
            }
            else if (part is not ("" or "."))
            {
                node = folder.Entries.GetValueOrDefault(part);
                resolved = new ResolvedPath(folder, part, node, false);
            }
        }

        var mustBeFolder = path[^1] is '/' || path is "." || path.EndsWith("/.", StringComparison.Ordinal);
        resolved = resolved with { MustBeFolder = mustBeFolder };
        return Errno.Success;
    }
}
