using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Sdk.Orders;

namespace Ect.Cli.Orders;

internal static class SignDatasetCommand
{
    private static readonly Argument<string> Dataset = new("DATASET") { Description = "The dataset: local name, id, or the beginning of an id" };

    public static EctCommand Create() =>
        new EctCommand("dataset", "Offers a dataset at a price per task", "ect order sign dataset rates --price 0.05 --only-app hello --post")
        {
            Dataset, OfferOptions.Price, OfferOptions.Volume, OfferOptions.ForApp, OfferOptions.ForPool, OfferOptions.ForRequester,
            OfferOptions.Tag, OfferOptions.ExpiresIn, SignedOrder.Post, SignedOrder.Out,
        }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var dataset = await OwnAsset.FindAsync(context, client, AssetKind.Dataset, context.Required(Dataset), cancellation);
        var order = new DatasetOrder(
            dataset.Id,
            context.Value(OfferOptions.Price)!.Value,
            context.Required(OfferOptions.Volume),
            OfferOptions.TagOf(context),
            await OfferOptions.AssetAsync(context, client, AssetKind.App, OfferOptions.ForApp, cancellation),
            await OfferOptions.AssetAsync(context, client, AssetKind.Pool, OfferOptions.ForPool, cancellation),
            OfferOptions.RequesterOf(context),
            await OfferOptions.ExpiryAsync(context, client, OfferOptions.ExpiresIn, cancellation),
            OrderClient.NewSalt());
        return await SignedOrder.FinishAsync(context, client, client.Orders.Sign(order), cancellation);
    }
}
