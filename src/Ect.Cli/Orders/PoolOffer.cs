using System.CommandLine;
using System.Numerics;
using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Protocol.Deals;
using Ect.Sdk;
using Ect.Sdk.Orders;

namespace Ect.Cli.Orders;

/// <summary>The terms at which a pool offers computing, signed or standing on chain.</summary>
internal static class PoolOffer
{
    private static readonly Argument<string> Pool = new("POOL") { Description = "The pool: local name, id, or the beginning of an id" };
    private static readonly Option<ushort> Category = new("--category") { Description = "Bounds of a task's computation that the pool sells (`ect status` lists them)", HelpName = "N", DefaultValueFactory = _ => 0 };
    private static readonly Option<ushort> Trust = new("--trust") { Description = "Most agreeing votes that the pool gathers for one task", HelpName = "VOTES", DefaultValueFactory = _ => 3 };
    private static readonly Option<bool> Private = new("--private") { Description = "The scheduler picks the workers itself; only requests that accept private pools match" };
    private static readonly Option<BigInteger?> Stake = AmountOption.Create("--worker-stake", "Locked by each worker for each contribution, lost if it is wrong. Default: the price");
    private static readonly Option<ushort> Fee = new("--fee") { Description = $"The owner's share of the price, in hundredths of a percent (0 to {HubRules.Bps})", HelpName = "BPS", DefaultValueFactory = _ => 1000 };

    public static EctCommand AddTo(EctCommand command)
    {
        command.Add(Pool);
        Option[] options =
        [
            OfferOptions.Price, OfferOptions.Volume, Category, Trust, Private, Stake, Fee, OfferOptions.ForApp, OfferOptions.ForDataset,
            OfferOptions.ForRequester, OfferOptions.Tag, OfferOptions.ExpiresIn,
        ];
        Array.ForEach(options, command.Add);
        return command;
    }

    public static async Task<PoolOrder> ReadAsync(CliContext context, EctClient client, CancellationToken cancellation)
    {
        var price = context.Value(OfferOptions.Price)!.Value;
        return new(
            (await OwnAsset.FindAsync(context, client, AssetKind.Pool, context.Required(Pool), cancellation)).Id,
            price,
            context.Required(OfferOptions.Volume),
            OfferOptions.TagOf(context),
            context.Required(Category),
            context.Required(Trust),
            context.Value(Private) ? DealMode.Private : (ushort)0,
            context.Value(Stake) ?? price,
            context.Required(Fee),
            await OfferOptions.AssetAsync(context, client, AssetKind.App, OfferOptions.ForApp, cancellation),
            await OfferOptions.AssetAsync(context, client, AssetKind.Dataset, OfferOptions.ForDataset, cancellation),
            OfferOptions.RequesterOf(context),
            await OfferOptions.ExpiryAsync(context, client, OfferOptions.ExpiresIn, cancellation),
            OrderClient.NewSalt());
    }
}
