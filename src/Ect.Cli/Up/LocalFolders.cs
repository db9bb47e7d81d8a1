namespace Ect.Cli.Up;

/// <summary>Where a local network keeps its state.</summary>
/// <param name="Root">The network's own folder, private to the user.</param>
internal sealed record LocalFolders(string Root)
{
    public string NetworkFile => Path.Combine(Root, "network.json");

    /// <summary>Held open by the supervisor that runs the network.</summary>
    public string LockFile => Path.Combine(Root, "up.lock");

    /// <summary>Process id of that supervisor.</summary>
    public string HolderFile => Path.Combine(Root, "up.pid");

    public string PortsFile => Path.Combine(Root, "ports.json");

    public string PasswordFile => Path.Combine(Root, "password");

    public string ChainState => Path.Combine(Root, "chain", "state.json");

    public string Logs => Path.Combine(Root, "logs");

    public string Of(string role) => Path.Combine(Root, role);

    public void Create()
    {
        Directory.CreateDirectory(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(Path.GetDirectoryName(ChainState)!);
        Directory.CreateDirectory(Logs);
    }
}
