namespace Ect.Cli.Home;

/// <summary>The user's folder: wallets, networks, names.</summary>
internal sealed class EctHome(string path)
{
    /// <summary>The name of the network that `ect up` runs.</summary>
    public const string LocalNetwork = "local";

    public string Path { get; } = path;

    public string Wallets => System.IO.Path.Combine(Path, "wallets");

    public string Networks => System.IO.Path.Combine(Path, "networks");

    public string Names => System.IO.Path.Combine(Path, "names");

    /// <summary>What is kept of bags: those that have ended, and the help that is being bought.</summary>
    public string Bags => System.IO.Path.Combine(Path, "bags");

    /// <summary>--home, else $ECT_HOME, else ~/.ect.</summary>
    public static EctHome Find(string? option, Func<string, string?> variable)
    {
        var path = option is { Length: > 0 } ? option
            : variable("ECT_HOME") is { Length: > 0 } home ? home
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ect");
        return new(System.IO.Path.GetFullPath(path));
    }

    /// <summary>The folder that keeps all of a network that runs on this machine.</summary>
    public string FolderOfNetwork(string name) => System.IO.Path.Combine(Networks, name);

    /// <summary>The network file that <paramref name="fileOrName"/> means: a path if it looks like one or exists, a network's name otherwise.</summary>
    public string NetworkFileOf(string fileOrName)
    {
        var isPath = fileOrName.Contains('/', StringComparison.Ordinal) || fileOrName.Contains(System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal)
            || fileOrName.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || File.Exists(fileOrName);
        return isPath ? System.IO.Path.GetFullPath(fileOrName) : System.IO.Path.Combine(FolderOfNetwork(fileOrName), "network.json");
    }
}
