using System.CommandLine;
using System.Numerics;
using Ect.Cli.Frame;

namespace Ect.Cli.Wallets;

internal static class WalletSendCommand
{
    private static readonly Argument<BigInteger> Amount = AmountOption.Argument("How much");
    private static readonly Argument<string> To = new("WALLET|ADDRESS") { Description = "Receiver: a wallet's name or an address" };

    private static readonly Option<bool> Gas = new("--gas") { Description = "Send the chain's own coin, which pays for transactions, instead of tokens" };

    public static EctCommand Create() =>
        new EctCommand("send", "Sends tokens, from outside the hub, to another account", "ect wallet send 50 bob", "ect wallet send 0.5 bob --gas", "ect wallet send 1.25 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --wallet alice") { Amount, To, Gas }
            .Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var to = Receivers.Find(context, context.Required(To));
        var client = context.Signing();
        var amount = context.Required(Amount);
        await (context.Value(Gas) ? client.Accounts.SendGasAsync(to, amount, cancellation) : client.Accounts.TransferAsync(to, amount, cancellation));
        return WalletMoney.Of(context.WalletName(), await client.Accounts.GetAsync(cancellation: cancellation)).ToAnswer();
    }
}
