using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Sdk;
using Ect.Sdk.Orders;

namespace Ect.Cli.Orders;

/// <summary>The terms at which an app is offered, signed or standing on chain.</summary>
internal static class AppOffer
{
    private static readonly Argument<string> App = new("APP") { Description = "The app: local name, id, or the beginning of an id" };

    public static EctCommand AddTo(EctCommand command)
    {
        command.Add(App);
        Option[] options =
        [
            OfferOptions.Price, OfferOptions.Volume, OfferOptions.ForDataset, OfferOptions.ForPool, OfferOptions.ForRequester,
            OfferOptions.Tag, OfferOptions.ExpiresIn,
        ];
        Array.ForEach(options, command.Add);
        return command;
    }

    public static async Task<AppOrder> ReadAsync(CliContext context, EctClient client, CancellationToken cancellation) => new(
        (await OwnAsset.FindAsync(context, client, AssetKind.App, context.Required(App), cancellation)).Id,
        context.Value(OfferOptions.Price)!.Value,
        context.Required(OfferOptions.Volume),
        OfferOptions.TagOf(context),
        await OfferOptions.AssetAsync(context, client, AssetKind.Dataset, OfferOptions.ForDataset, cancellation),
        await OfferOptions.AssetAsync(context, client, AssetKind.Pool, OfferOptions.ForPool, cancellation),
        OfferOptions.RequesterOf(context),
        await OfferOptions.ExpiryAsync(context, client, OfferOptions.ExpiresIn, cancellation),
        OrderClient.NewSalt());
}
