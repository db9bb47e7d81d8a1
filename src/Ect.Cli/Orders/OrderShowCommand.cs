using System.CommandLine;
using System.Numerics;
using Ect.Cli.Frame;

namespace Ect.Cli.Orders;

internal static class OrderShowCommand
{
    private static readonly Argument<string> Which = new(OrderText.HelpName) { Description = "A file, or the hash of an order on the board, or the beginning of it" };

    public static EctCommand Create() =>
        new EctCommand("show", "Shows an order and what the chain says of it", "ect order show signed.json", "ect order show 0x3fa9 --json") { Which }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Reading();
        var document = await OrderText.ReadAsync(context, client, context.Required(Which), cancellation);
        var order = client.Orders.Read(document);
        var signer = await client.Orders.SignerOfAsync(order, cancellation);
        var left = BigInteger.Max(0, order.Volume - await client.Orders.ConsumedAsync(signer, order.Hash, cancellation));
        return Answer.Of(OrderLine.Of(order, document, null, signer, left), static (console, view) => view.Render(console));
    }
}
