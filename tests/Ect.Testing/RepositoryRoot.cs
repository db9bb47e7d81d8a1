namespace Ect.Testing;

/// <summary>Finds files of the repository, and the shared vectors beside it, from wherever a test runs.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Find();

    /// <summary>The folder of shared vectors, or null outside the team's machines.</summary>
    public static string? SharedVectors =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, "..", "shared", "vectors")) is var path && Directory.Exists(path) ? path : null;

    public static string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(System.IO.Path.Combine(folder.FullName, "Ect.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"Ect.slnx stands in no folder above {AppContext.BaseDirectory}: run tests from a checkout.");
    }
}
