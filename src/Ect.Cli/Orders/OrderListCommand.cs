using System.CommandLine;
using System.Globalization;
using Ect.Cli.Assets;
using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Sdk.Orders;
using Spectre.Console;

namespace Ect.Cli.Orders;

internal static class OrderListCommand
{
    private static readonly Argument<OrderKind> Kind = KindArgument.Of<OrderKind>("app, dataset, pool or request", "app", "dataset", "pool", "request");
    private static readonly Option<string?> Asset = new("--asset") { Description = "Only of this asset; of requests, of this app", HelpName = "ASSET" };
    private static readonly Option<ushort?> Category = new("--category") { Description = "Only of this category", HelpName = "N" };
    private static readonly Option<int> Limit = new("--limit") { Description = "At most so many", HelpName = "N", DefaultValueFactory = _ => 50 };

    public static EctCommand Create() =>
        new EctCommand("list", "Lists the open orders of the board, the best first", "ect order list pool --category 0", "ect order list app --asset hello --json") { Kind, Asset, Category, Limit }
            .Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var kind = context.Required(Kind);
        var assetKind = kind switch { OrderKind.Dataset => AssetKind.Dataset, OrderKind.Pool => AssetKind.Pool, _ => AssetKind.App };
        var client = context.Reading();
        System.Numerics.BigInteger? asset = context.Value(Asset) is { } text ? (await AssetNames.FindAsync(context, client, assetKind, text, cancellation)).Id : null;
        var names = context.Names();
        var orders = (await client.Market.ListAsync(new OrderQuery(kind, asset, context.Value(Category), Math.Max(1, context.Required(Limit))), cancellation))
            .Select(order => OrderLine.Of(order.Summary, order.Document, names.NameOf(assetKind, order.Summary.Asset), order.Signer, order.Remaining)).ToArray();
        return Answer.Of(new { orders }, (console, _) =>
        {
            if (orders.Length == 0)
            {
                console.WriteLine("No open orders: sign and post one with `ect order sign`.");
                return;
            }

            console.Write(Tables.Of(
                ["order", "asset", "price", "left", "category", "trust", "expires"],
                orders.Select(order => new[]
                {
                    ShortId.Of(order.Hash), order.Name ?? ShortId.Of(order.Asset), order.Price.ToString(), order.Remaining ?? "", $"{order.Category}", $"{order.Trust}",
                    order.Expiry.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                })));
        });
    }
}
