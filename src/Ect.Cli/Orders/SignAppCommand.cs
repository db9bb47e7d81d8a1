using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Sdk.Orders;

namespace Ect.Cli.Orders;

internal static class SignAppCommand
{
    private static readonly Argument<string> App = new("APP") { Description = "The app: local name, id, or the beginning of an id" };

    public static EctCommand Create() =>
        new EctCommand("app", "Offers an app at a price per task", "ect order sign app hello --price 0.1 --volume 1000 --post")
        {
            App, OfferOptions.Price, OfferOptions.Volume, OfferOptions.ForDataset, OfferOptions.ForPool, OfferOptions.ForRequester,
            OfferOptions.Tag, OfferOptions.ExpiresIn, SignedOrder.Post, SignedOrder.Out,
        }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var app = await OwnAsset.FindAsync(context, client, AssetKind.App, context.Required(App), cancellation);
        var order = new AppOrder(
            app.Id,
            context.Value(OfferOptions.Price)!.Value,
            context.Required(OfferOptions.Volume),
            OfferOptions.TagOf(context),
            await OfferOptions.AssetAsync(context, client, AssetKind.Dataset, OfferOptions.ForDataset, cancellation),
            await OfferOptions.AssetAsync(context, client, AssetKind.Pool, OfferOptions.ForPool, cancellation),
            OfferOptions.RequesterOf(context),
            await OfferOptions.ExpiryAsync(context, client, OfferOptions.ExpiresIn, cancellation),
            OrderClient.NewSalt());
        return await SignedOrder.FinishAsync(context, client, client.Orders.Sign(order), cancellation);
    }
}
