using System.CommandLine;
using System.Globalization;
using Ect.Cli.Assets;
using Ect.Cli.Frame;
using Ect.Contracts;
using Spectre.Console;

namespace Ect.Cli.Orders;

internal static class OrderStandingCommand
{
    private static readonly OrderKind[] Kinds = [OrderKind.App, OrderKind.Dataset, OrderKind.Pool];
    private static readonly Argument<OrderKind?> Kind = KindArgument.Optional<OrderKind?>("app, dataset or pool; all three if missing", "app", "dataset", "pool");
    private static readonly Argument<string?> Asset = new("ASSET") { Description = "Only of this one: local name, id, or the beginning of an id", Arity = ArgumentArity.ZeroOrOne };

    public static EctCommand Create() =>
        new EctCommand("standing", "Shows the offers that stand on chain, for contracts to buy", "ect order standing", "ect order standing pool garage --json") { Kind, Asset }
            .Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Reading();
        var names = context.Names();
        var offers = new List<StandingView>();
        foreach (var kind in context.Value(Kind) is { } chosen ? [chosen] : Kinds)
        {
            System.Numerics.BigInteger? asset = context.Value(Asset) is { } text ? (await AssetNames.FindAsync(context, client, kind.Asset(), text, cancellation)).Id : null;
            offers.AddRange((await client.Orders.StandingAsync(kind, asset, cancellation)).Select(offer => StandingView.Of(offer, names)));
        }

        return Answer.Of(new { offers }, static (console, view) =>
        {
            if (view.offers.Count == 0)
            {
                console.WriteLine("No offers stand on chain: put one there with `ect order stand`.");
                return;
            }

            console.Write(Tables.Of(
                ["kind", "asset", "order", "price", "left", "category", "trust", "expires", "state"],
                view.offers.Select(offer => new[]
                {
                    offer.Order.Kind.ToString().ToLowerInvariant(), offer.Order.Name ?? ShortId.Of(offer.Order.Asset), ShortId.Of(offer.Order.Hash), offer.Order.Price.ToString(),
                    offer.Order.Remaining ?? "", $"{offer.Order.Category}", $"{offer.Order.Trust}",
                    offer.Order.Expiry.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), offer.StateText,
                })));
        });
    }
}
