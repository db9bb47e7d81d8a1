using System.CommandLine;
using Ect.Cli.Frame;

namespace Ect.Cli.Wallets;

internal static class WalletBalanceCommand
{
    private static readonly Argument<string?> Whose = new("WALLET|ADDRESS")
    {
        Description = "A wallet's name or any address; the wallet of --wallet if left out",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static EctCommand Create() =>
        new EctCommand("balance", "Shows an account's money: outside the hub, free and locked in it", "ect wallet balance", "ect wallet balance 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --json") { Whose }
            .Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var whose = context.Value(Whose) ?? context.WalletName();
        var address = Receivers.Find(context, whose);
        var wallet = whose.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? null : whose;
        return WalletMoney.Of(wallet, await context.Reading().Accounts.GetAsync(address, cancellation)).ToAnswer();
    }
}
