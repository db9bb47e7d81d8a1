using Ect.Cli.Assets;
using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Protocol.Orders;
using Ect.Sdk;
using Ect.Sdk.Assets;
using Ect.Sdk.Errors;

namespace Ect.Cli.Orders;

/// <summary>Refuses to sign an offer of somebody else's asset: nobody could match it.</summary>
internal static class OwnAsset
{
    public static async Task<AssetInfo> FindAsync(CliContext context, EctClient client, AssetKind kind, string text, CancellationToken cancellation)
    {
        var asset = await AssetNames.FindAsync(context, client, kind, text, cancellation);
        return asset.Owner == client.Address ? asset : throw NotOwner(AssetGroup.NounOf(kind), AssetId.Format(asset.Id), asset.Owner.ToString(), client);
    }

    public static async Task RequireSignerAsync(EctClient client, OrderSummary order, CancellationToken cancellation)
    {
        var signer = await client.Orders.SignerOfAsync(order, cancellation);
        if (signer != client.Address)
        {
            throw NotOwner(order.Kind.ToString().ToLowerInvariant(), AssetId.Format(order.Asset), signer.ToString(), client);
        }
    }

    private static EctException NotOwner(string noun, string id, string owner, EctClient client) => new(
        ErrorCode.InvalidValue,
        $"The order of {noun} {id} must be signed by {owner}; this wallet is {client.Address}.",
        "Choose the owner's wallet with --wallet.");
}
