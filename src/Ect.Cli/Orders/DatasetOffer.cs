using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Sdk;
using Ect.Sdk.Orders;

namespace Ect.Cli.Orders;

/// <summary>The terms at which a dataset is offered, signed or standing on chain.</summary>
internal static class DatasetOffer
{
    private static readonly Argument<string> Dataset = new("DATASET") { Description = "The dataset: local name, id, or the beginning of an id" };

    public static EctCommand AddTo(EctCommand command)
    {
        command.Add(Dataset);
        Option[] options =
        [
            OfferOptions.Price, OfferOptions.Volume, OfferOptions.ForApp, OfferOptions.ForPool, OfferOptions.ForRequester,
            OfferOptions.Tag, OfferOptions.ExpiresIn,
        ];
        Array.ForEach(options, command.Add);
        return command;
    }

    public static async Task<DatasetOrder> ReadAsync(CliContext context, EctClient client, CancellationToken cancellation) => new(
        (await OwnAsset.FindAsync(context, client, AssetKind.Dataset, context.Required(Dataset), cancellation)).Id,
        context.Value(OfferOptions.Price)!.Value,
        context.Required(OfferOptions.Volume),
        OfferOptions.TagOf(context),
        await OfferOptions.AssetAsync(context, client, AssetKind.App, OfferOptions.ForApp, cancellation),
        await OfferOptions.AssetAsync(context, client, AssetKind.Pool, OfferOptions.ForPool, cancellation),
        OfferOptions.RequesterOf(context),
        await OfferOptions.ExpiryAsync(context, client, OfferOptions.ExpiresIn, cancellation),
        OrderClient.NewSalt());
}
