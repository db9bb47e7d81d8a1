using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Ethereum;

namespace Ect.Cli.Wallets;

internal static class WalletCreateCommand
{
    private static readonly Argument<string> Name = new("NAME")
    {
        Description = "Name of the new wallet",
        DefaultValueFactory = _ => WalletFolder.DefaultName,
    };

    public static EctCommand Create() =>
        new EctCommand("create", "Makes a new key and keeps it in an encrypted file", "ect wallet create", "ECT_PASSWORD=… ect wallet create alice --json") { Name }
            .Does(RunAsync);

    private static Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var name = context.Required(Name);
        using var key = PrivateKey.Generate();
        WalletGuard.RequireFree(context.Wallets, name);
        context.Wallets.Save(name, key, Passwords.ForNew(context, name), context.Host.WalletStrength);
        return Task.FromResult(WalletView.Of(context.Wallets, name).ToAnswer());
    }
}
