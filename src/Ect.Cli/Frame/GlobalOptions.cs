using System.CommandLine;

namespace Ect.Cli.Frame;

/// <summary>Options that every command takes.</summary>
internal static class GlobalOptions
{
    public static Option<string?> Network { get; } = new("--network")
    {
        Description = "Network: a network file, or a name under the home folder. Default: $ECT_NETWORK, else local",
        HelpName = "FILE|NAME",
        Recursive = true,
    };

    public static Option<string?> Wallet { get; } = new("--wallet")
    {
        Description = "Wallet that signs and pays. Default: $ECT_WALLET, else the only wallet, else default",
        HelpName = "NAME",
        Recursive = true,
    };

    public static Option<string?> PasswordFile { get; } = new("--password-file")
    {
        Description = "File (mode 0600) whose first line is the wallet's password. Default: $ECT_PASSWORD, else ask",
        HelpName = "FILE",
        Recursive = true,
    };

    public static Option<string?> Home { get; } = new("--home")
    {
        Description = "Folder of wallets and networks. Default: $ECT_HOME, else ~/.ect",
        HelpName = "FOLDER",
        Recursive = true,
    };

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one JSON document on standard output; messages go to standard error",
        Recursive = true,
    };

    public static IReadOnlyList<Option> All { get; } = [Network, Wallet, PasswordFile, Home, Json];
}
