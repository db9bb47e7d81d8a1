using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Ethereum;
using Spectre.Console;

namespace Ect.Cli.Orders;

internal static class OrderCancelCommand
{
    private static readonly Argument<string> Which = new(OrderText.HelpName) { Description = "A file, or the hash of the order" };

    public static EctCommand Create() =>
        new EctCommand("cancel", "Takes all that is left of an own order, on chain and for ever", "ect order cancel signed.json", "ect order cancel 0x…") { Which }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var text = context.Required(Which);
        if (!Bytes32.TryParse(text, out var hash))
        {
            var order = client.Orders.Read(await OrderText.ReadAsync(context, client, text, cancellation));
            await OwnAsset.RequireSignerAsync(client, order, cancellation);
            hash = order.Hash;
        }

        await client.Orders.CancelAsync(hash, cancellation);
        return Answer.Of(new { hash, signer = client.Address }, static (console, view) => console.WriteLine($"Order {view.hash} of {view.signer} is cancelled."));
    }
}
