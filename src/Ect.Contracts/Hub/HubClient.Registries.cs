using System.Numerics;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;

namespace Ect.Contracts;

/// <summary>Apps, datasets and worker pools.</summary>
public sealed partial class HubClient
{
    /// <summary>The calls that the three registries share.</summary>
    public AssetRegistry Registry(AssetKind kind) => new(kind switch
    {
        AssetKind.App => Deployment.Apps,
        AssetKind.Dataset => Deployment.Datasets,
        AssetKind.Pool => Deployment.Pools,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such registry."),
    });

    /// <summary>Registers an asset; if it was registered before, only tells its id.</summary>
    /// <param name="kind">Which registry.</param>
    /// <param name="cid">CIDv1 of the content, at most 128 bytes.</param>
    /// <param name="checksum">sha2-256 of the content's bytes.</param>
    /// <param name="metadata">A link or a short JSON document, at most 2048 bytes.</param>
    /// <param name="owner">Who will own it; the sender when null.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async Task<Registration> RegisterAsync(AssetKind kind, string cid, Bytes32 checksum, string metadata, Address? owner = null, CancellationToken ct = default)
    {
        var registry = Registry(kind);
        var holder = owner ?? Sender.Address;
        var id = await ReadAsync(registry.IdOf(holder, cid, checksum, metadata), ct);
        var receipt = await SendUnlessAsync(() => ReadAsync(registry.Exists(id), ct), registry.Register(holder, cid, checksum, metadata), ct);
        return new(id, receipt is not null);
    }

    /// <summary>An asset by its id; null if it is not registered.</summary>
    public async Task<RegisteredAsset?> AssetAsync(AssetKind kind, BigInteger id, CancellationToken ct = default) =>
        await OwnerOfAsync(kind, id, ct) is { } owner ? new(kind, id, owner, await ReadAsync(Registry(kind).Asset(id), ct)) : null;

    /// <summary>Who owns an asset now; null if it is not registered.</summary>
    public async Task<Address?> OwnerOfAsync(AssetKind kind, BigInteger id, CancellationToken ct = default)
    {
        var registry = Registry(kind);
        return await ReadAsync(registry.Exists(id), ct) ? await ReadAsync(registry.OwnerOf(id), ct) : null;
    }

    /// <summary>Who owned assets of a kind as of a block, in their order; null in the place of one that was not registered.</summary>
    public async Task<IReadOnlyList<Address?>> OwnersOfAsync(AssetKind kind, IEnumerable<BigInteger> ids, ulong block, CancellationToken ct = default)
    {
        var owners = await ReadAllAsync(ids.Select(Registry(kind).OwnerOf), block, ct, refusal => refusal.ErrorName == "ERC721NonexistentToken" ? Address.Zero : throw refusal);
        return [.. owners.Select(owner => owner.IsZero ? (Address?)null : owner)];
    }

    /// <summary>The ids of all assets of a kind, oldest first.</summary>
    public async Task<IReadOnlyList<BigInteger>> AssetIdsAsync(AssetKind kind, CancellationToken ct = default) =>
        [.. (await RegistrationsAsync(kind, null, ct)).Select(e => e.Id)];

    /// <summary>The assets of a kind, oldest first: all, or those first registered for one owner. Their owners are those of the newest block.</summary>
    public async Task<IReadOnlyList<RegisteredAsset>> AssetsAsync(AssetKind kind, Address? firstOwner = null, CancellationToken ct = default)
    {
        var registered = (await RegistrationsAsync(kind, firstOwner, ct)).ToList();
        var owners = await ReadAllAsync(registered.Select(e => Registry(kind).OwnerOf(e.Id)), null, ct);
        return [.. registered.Zip(owners, (e, owner) => new RegisteredAsset(kind, e.Id, owner, new(e.Cid, e.Checksum, e.Metadata)))];
    }

    /// <summary>The owners of pools and the keys that authorise their workers, in the pools' order.</summary>
    /// <exception cref="RevertException">UnknownAsset: one is no pool.</exception>
    public Task<IReadOnlyList<(Address Owner, Address Scheduler)>> PoolsOfAsync(IEnumerable<BigInteger> pools, CancellationToken ct = default) =>
        ReadAllAsync(pools.Select(Pools.PoolOf), null, ct);

    /// <summary>A pool's owner and the key that authorises its workers.</summary>
    /// <exception cref="RevertException">UnknownAsset: no such pool.</exception>
    public Task<(Address Owner, Address Scheduler)> PoolOfAsync(BigInteger pool, CancellationToken ct = default) => ReadAsync(Pools.PoolOf(pool), ct);

    /// <summary>Appoints the pool's scheduler. Deals matched before keep theirs. Null if it is appointed already.</summary>
    public Task<TransactionReceipt?> SetSchedulerAsync(BigInteger pool, Address scheduler, CancellationToken ct = default) =>
        SendUnlessAsync(async () => (await PoolOfAsync(pool, ct)).Scheduler == scheduler, Pools.SetScheduler(pool, scheduler), ct);

    private async Task<IEnumerable<AssetRegistry.AssetRegisteredEvent>> RegistrationsAsync(AssetKind kind, Address? firstOwner, CancellationToken ct)
    {
        IReadOnlyList<Bytes32>? owners = firstOwner is { } account ? [TopicOf(account)] : null;
        var logs = await LogsAsync(Registry(kind).Address, [[AssetRegistry.AssetRegisteredEvent.Topic], null, owners], ct: ct);
        return logs.Select(log => AssetRegistry.AssetRegisteredEvent.TryDecode(log, out var e) ? e : null).OfType<AssetRegistry.AssetRegisteredEvent>();
    }
}
