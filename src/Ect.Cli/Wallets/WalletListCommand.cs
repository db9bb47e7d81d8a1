using Ect.Cli.Frame;
using Spectre.Console;

namespace Ect.Cli.Wallets;

internal static class WalletListCommand
{
    public static EctCommand Create() => new EctCommand("list", "Lists the wallets of the home folder", "ect wallet list --json").Does(RunAsync);

    private static Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var wallets = context.Wallets.Names().Select(name => WalletView.Of(context.Wallets, name)).ToArray();
        return Task.FromResult(Answer.Of(new { wallets }, (console, _) =>
        {
            if (wallets.Length == 0)
            {
                console.WriteLine("No wallets yet: make one with `ect wallet create`.");
                return;
            }

            console.Write(Tables.Of(["wallet", "address"], wallets.Select(wallet => new[] { wallet.Name, wallet.Address.ToString() })));
        }));
    }
}
