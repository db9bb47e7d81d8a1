using System.CommandLine;
using System.Numerics;
using Ect.Cli.Frame;

namespace Ect.Cli.Wallets;

internal static class WalletWithdrawCommand
{
    private static readonly Argument<BigInteger> Amount = AmountOption.Argument("How much, in ECT");
    private static readonly Option<string?> To = new("--to") { Description = "Receiver: a wallet's name or an address. Default: the wallet itself", HelpName = "WALLET|ADDRESS" };

    public static EctCommand Create() =>
        new EctCommand("withdraw", "Moves free tokens out of the hub", "ect wallet withdraw 25.5", "ect wallet withdraw 10 --to bob") { Amount, To }
            .Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var to = context.Value(To) is { } receiver ? Receivers.Find(context, receiver) : (Ethereum.Address?)null;
        var client = context.Signing();
        await client.Accounts.WithdrawAsync(context.Required(Amount), to, cancellation);
        return WalletMoney.Of(context.WalletName(), await client.Accounts.GetAsync(cancellation: cancellation)).ToAnswer();
    }
}
