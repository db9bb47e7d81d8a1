using Ect.Contracts;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Ect.Content.Trees;
using Ect.Ethereum;

namespace Ect.Sdk.Assets;

public sealed partial class AssetClient
{
    /// <summary>Registers a worker pool, whose content is its description. Repeating it does what is missing and no more.</summary>
    /// <param name="description">Name, and where workers find the scheduler.</param>
    /// <param name="scheduler">The account that authorises workers; null for the owner itself.</param>
    /// <param name="cancellation">Stops between steps.</param>
    public async Task<Publication> PublishPoolAsync(AssetMetadata description, Address? scheduler = null, CancellationToken cancellation = default)
    {
        await _chain.HubAsync(cancellation);
        var bytes = Encoding.UTF8.GetBytes(description.Write());
        var cid = await UploadAsync(store => ContentTree.ImportBytesAsync(store, bytes, cancellation), null, cancellation);
        var publication = await RegisterAsync(AssetKind.Pool, cid, Bytes32.FromBytes(SHA256.HashData(bytes)), description.Write(), cancellation);
        if (scheduler is not { } appointed || appointed == publication.Asset.Scheduler)
        {
            return publication;
        }

        await SetSchedulerAsync(publication.Asset.Id, appointed, cancellation);
        return publication with { Asset = publication.Asset with { Scheduler = appointed } };
    }

    /// <summary>Appoints the account that authorises a pool's workers; does nothing if it is appointed.</summary>
    public async Task SetSchedulerAsync(BigInteger pool, Address scheduler, CancellationToken cancellation = default) =>
        await (await _chain.HubAsync(cancellation)).SetSchedulerAsync(pool, scheduler, cancellation);
}
