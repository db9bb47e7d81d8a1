using System.CommandLine;
using Ect.Cli.Frame;

namespace Ect.Cli.Orders;

internal static class SignFileCommand
{
    private static readonly Argument<string> Source = new("FILE") { Description = "An order as JSON, signed or not; - reads standard input" };

    public static EctCommand Create() =>
        new EctCommand("file", "Signs an order from a file", "ect order sign file order.json --out signed.json") { Source, SignedOrder.Post, SignedOrder.Out }
            .Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var document = await OrderText.ReadAsync(context, client, context.Required(Source), cancellation);
        await OwnAsset.RequireSignerAsync(client, client.Orders.Read(document), cancellation);
        return await SignedOrder.FinishAsync(context, client, client.Orders.Sign(document), cancellation);
    }
}
