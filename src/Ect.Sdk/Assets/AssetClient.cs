using System.Numerics;
using System.Security.Cryptography;
using Ect.Content;
using Ect.Content.Http;
using Ect.Content.Storage;
using Ect.Content.Trees;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Sdk.Chain;
using Ect.Sdk.Errors;
using Ect.Sdk.Networks;

namespace Ect.Sdk.Assets;

/// <summary>Publishes and finds apps, datasets and pools.</summary>
public sealed partial class AssetClient
{
    private readonly ChainAccess _chain;
    private readonly ContentClient _content;

    internal AssetClient(ChainAccess chain, ContentClient content) => (_chain, _content) = (chain, content);

    /// <summary>
    /// Uploads a file and registers it. Repeating it, even after a crash in between, does what is missing and no more.
    /// </summary>
    /// <param name="kind">What the file is; of a pool, its description.</param>
    /// <param name="file">Path of the file.</param>
    /// <param name="metadata">Part of the asset's identity: the same file with other metadata is another asset.</param>
    /// <param name="progress">How far the upload is.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="EctException">No such file (<see cref="ErrorCode.FileNotFound"/>).</exception>
    public async Task<Publication> PublishAsync(AssetKind kind, string file, AssetMetadata metadata, IProgress<ContentProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (!File.Exists(file))
        {
            throw new EctException(ErrorCode.FileNotFound, Directory.Exists(file) ? $"'{file}' is a folder; an asset is one file: pack it first." : $"File '{file}' does not exist.");
        }

        await _chain.HubAsync(cancellation);
        var cid = await UploadFileAsync(file, progress, cancellation);
        await using var stream = File.OpenRead(file);
        var checksum = Bytes32.FromBytes(await SHA256.HashDataAsync(stream, cancellation));
        return await RegisterAsync(kind, cid, checksum, metadata.Write(), cancellation);
    }

    /// <summary>Uploads a file or a folder to the content store and gives its id.</summary>
    public async Task<Cid> UploadAsync(string path, IProgress<ContentProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? await UploadFileAsync(path, progress, cancellation) : throw new EctException(ErrorCode.FileNotFound, $"'{path}' does not exist.");
        }

        return await UploadAsync(store => ContentTree.ImportFolderAsync(store, path, cancellationToken: cancellation), progress, cancellation);
    }

    /// <summary>An asset by its id.</summary>
    /// <exception cref="EctException">There is none (<see cref="ErrorCode.AssetNotFound"/>).</exception>
    public async Task<AssetInfo> GetAsync(AssetKind kind, BigInteger id, CancellationToken cancellation = default)
    {
        var hub = await _chain.HubAsync(cancellation);
        return await InfoAsync(hub, await hub.AssetAsync(kind, id, cancellation) ?? throw NotFound(_chain.Network, kind, id), cancellation);
    }

    /// <summary>All assets of a kind, in the order of their registration.</summary>
    /// <param name="kind">Which registry.</param>
    /// <param name="owner">Only those that it owns now.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<IReadOnlyList<AssetInfo>> ListAsync(AssetKind kind, Address? owner = null, CancellationToken cancellation = default)
    {
        var hub = await _chain.HubAsync(cancellation);
        var assets = (await hub.AssetsAsync(kind, ct: cancellation)).Where(asset => owner is null || asset.Owner == owner).ToList();
        var schedulers = kind == AssetKind.Pool ? await hub.PoolsOfAsync(assets.Select(asset => asset.Id), cancellation) : [];
        return [.. assets.Index().Select(asset => Info(asset.Item, kind == AssetKind.Pool ? schedulers[asset.Index].Scheduler : null))];
    }

    /// <summary>The asset whose id begins with <paramref name="prefix"/> (0x and at least four digits).</summary>
    /// <exception cref="EctException">None (<see cref="ErrorCode.AssetNotFound"/>), or several (<see cref="ErrorCode.AmbiguousName"/>).</exception>
    public async Task<AssetInfo> FindAsync(AssetKind kind, string prefix, CancellationToken cancellation = default)
    {
        if (AssetId.TryParse(prefix, out var full))
        {
            return await GetAsync(kind, full, cancellation);
        }

        var ids = (await (await _chain.HubAsync(cancellation)).AssetIdsAsync(kind, cancellation)).Select(AssetId.Format);
        return await GetAsync(kind, AssetId.Parse(IdPrefix.Choose(ids, prefix, Noun(kind), ErrorCode.AssetNotFound)), cancellation);
    }

    internal static string Noun(AssetKind kind) => kind switch
    {
        AssetKind.App => "app",
        AssetKind.Dataset => "dataset",
        _ => "pool",
    };

    private async Task<Publication> RegisterAsync(AssetKind kind, Cid cid, Bytes32 checksum, string metadata, CancellationToken cancellation)
    {
        var hub = await _chain.HubAsync(cancellation);
        var (id, isNew) = await hub.RegisterAsync(kind, cid.ToString(), checksum, metadata, ct: cancellation);
        return new(await GetAsync(kind, id, cancellation), isNew);
    }

    private Task<Cid> UploadFileAsync(string file, IProgress<ContentProgress>? progress, CancellationToken cancellation) =>
        UploadAsync(store => ContentTree.ImportFileAsync(store, file, cancellationToken: cancellation), progress, cancellation);

    // Blocks go to disk first, so that only those that the server lacks travel, and files of any size fit in memory.
    private async Task<Cid> UploadAsync(Func<IBlockStore, Task<Cid>> import, IProgress<ContentProgress>? progress, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("ect-upload-");
        try
        {
            var store = new FileBlockStore(new FileBlockStoreOptions { Folder = folder.FullName, Flush = false });
            var cid = await import(store);
            await _content.UploadTreeAsync(store, cid, progress: progress, cancellationToken: cancellation);
            return cid;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    internal static EctException NotFound(NetworkFile network, AssetKind kind, BigInteger id) =>
        new(ErrorCode.AssetNotFound, $"Network '{network.Name}' has no {Noun(kind)} {AssetId.Format(id)}.");

    private static async Task<AssetInfo> InfoAsync(HubClient hub, RegisteredAsset asset, CancellationToken cancellation) =>
        Info(asset, asset.Kind == AssetKind.Pool ? (await hub.PoolOfAsync(asset.Id, cancellation)).Scheduler : null);

    private static AssetInfo Info(RegisteredAsset registered, Address? scheduler)
    {
        var (kind, id, owner, asset) = registered;
        return new(kind, id, owner, asset.Cid, asset.Checksum, AssetMetadata.Read(asset.Metadata), scheduler);
    }
}
