using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Cli.Wallets;

namespace Ect.Cli.Roles.Systemd;

internal static class UnitOptions
{
    public static Option<string?> Name { get; } = new("--unit") { Description = "The unit's name. Default: ect-worker", HelpName = "NAME" };

    public static string NameOf(CliContext context) => WalletName.Check(context.Value(Name) ?? "ect-worker", "unit");
}
