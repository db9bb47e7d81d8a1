using Ect.Cli.Home;
using Ect.Cli.Wallets;

namespace Ect.Cli.Up;

/// <summary>What a local network is made of.</summary>
internal sealed record LocalNetworkOptions
{
    /// <summary>Home of the user's wallets and of the network's folder.</summary>
    public required EctHome Home { get; init; }

    /// <summary>The network's name: its folder below the home.</summary>
    public string Name { get; init; } = EctHome.LocalNetwork;

    /// <summary>The workers, in order: worker-1, worker-2, … At least one.</summary>
    public IReadOnlyList<WorkerPlan> Workers { get; init; } = [new(), new(), new()];

    /// <summary>Loopback port that the chain prefers; another free one is taken if it is in use.</summary>
    public int ChainPort { get; init; } = 8545;

    /// <summary>Longest wait before a process that keeps dying is started again.</summary>
    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Changes a role before its process starts: where it runs, in which environment. Nothing unless told otherwise.</summary>
    public Func<Role, Role> Adapt { get; init; } = static role => role;

    /// <summary>The executable that plays the roles: this one.</summary>
    public string Program { get; init; } = Path.Combine(AppContext.BaseDirectory, "ect");

    public WalletFolder Wallets => new(Home.Wallets);

    public LocalFolders Folders => new(Home.FolderOfNetwork(Name));
}

/// <summary>One worker of a local network.</summary>
internal sealed record WorkerPlan
{
    /// <summary>Arguments of `ect worker start` on top of the usual ones.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Whether it is started again after it died.</summary>
    public bool Restarts { get; init; } = true;
}
