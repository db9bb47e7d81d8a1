using System.CommandLine;
using System.Numerics;
using Ect.Cli.Frame;

namespace Ect.Cli.Wallets;

internal static class WalletDepositCommand
{
    private static readonly Argument<BigInteger> Amount = AmountOption.Argument("How much, in ECT");

    public static EctCommand Create() =>
        new EctCommand("deposit", "Moves tokens into the hub, where they pay for work and stand as stakes", "ect wallet deposit 100 --wallet alice") { Amount }
            .Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        await client.Accounts.DepositAsync(context.Required(Amount), cancellation);
        return WalletMoney.Of(context.WalletName(), await client.Accounts.GetAsync(cancellation: cancellation)).ToAnswer();
    }
}
