using System.Collections.Concurrent;
using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;

namespace Ect.Worker.Chain;

/// <summary>The hub on a real chain.</summary>
internal sealed class HubChain(HubClient hub, Address worker) : IChain
{
    // Registered assets never change, and a bag's tasks all ask for the same ones.
    private readonly ConcurrentDictionary<(AssetKind Kind, BigInteger Id), Asset> assets = new();

    /// <inheritdoc/>
    public Address Worker => worker;

    /// <inheritdoc/>
    public Task<ulong> BlockTimeAsync(CancellationToken cancellationToken) => hub.NowAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<bool> IsDealAsync(Bytes32 deal, CancellationToken cancellationToken) => hub.IsDealAsync(deal, cancellationToken);

    /// <inheritdoc/>
    public Task<ChainTask> TaskAsync(Bytes32 task, CancellationToken cancellationToken) => hub.TaskAsync(task, cancellationToken);

    /// <inheritdoc/>
    public Task<Contribution> ContributionAsync(Bytes32 task, Address worker, CancellationToken cancellationToken) =>
        hub.ContributionAsync(task, worker, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Address>> ContributorsAsync(Bytes32 task, CancellationToken cancellationToken)
    {
        var logs = await hub.LogsAsync(hub.Deployment.Hub, [[EctHub.TaskContributedEvent.Topic], null, [task]], ct: cancellationToken);
        return [.. logs.Select(Contributor).Order()];
    }

    /// <inheritdoc/>
    public Task<Account> AccountAsync(Address owner, CancellationToken cancellationToken) => hub.AccountOfAsync(owner, cancellationToken);

    /// <inheritdoc/>
    public Task<Asset> AppAsync(BigInteger app, CancellationToken cancellationToken) => AssetAsync(AssetKind.App, app, cancellationToken);

    /// <inheritdoc/>
    public Task<Asset> DatasetAsync(BigInteger dataset, CancellationToken cancellationToken) => AssetAsync(AssetKind.Dataset, dataset, cancellationToken);

    /// <inheritdoc/>
    public Task ContributeAsync(Deal deal, uint index, Bytes32 commitment, byte[] authorization, CancellationToken cancellationToken) =>
        hub.ContributeAsync(deal, index, commitment, authorization, cancellationToken);

    /// <inheritdoc/>
    public Task OpenRevealAsync(Deal deal, uint index, CancellationToken cancellationToken) => hub.OpenRevealAsync(deal, index, cancellationToken);

    /// <inheritdoc/>
    public Task RevealAsync(Deal deal, uint index, Bytes32 digest, Bytes32 dataHash, Bytes32 salt, CancellationToken cancellationToken) =>
        hub.RevealAsync(deal, index, digest, dataHash, salt, cancellationToken);

    /// <inheritdoc/>
    public Task FinalizeAsync(Deal deal, uint index, IReadOnlyList<Opening> openings, Result result, CancellationToken cancellationToken) =>
        hub.FinalizeAsync(deal, index, openings, result, cancellationToken);

    /// <inheritdoc/>
    public Task ClaimAsync(Deal deal, uint index, IReadOnlyList<Address> workers, CancellationToken cancellationToken) =>
        hub.ClaimAsync(deal, index, workers, cancellationToken);

    private async Task<Asset> AssetAsync(AssetKind kind, BigInteger id, CancellationToken cancellationToken)
    {
        if (!assets.TryGetValue((kind, id), out var asset))
        {
            assets[(kind, id)] = asset = await hub.Client.CallAsync(hub.Registry(kind).Asset(id), cancellationToken: cancellationToken);
        }

        return asset;
    }

    private static Address Contributor(Log log) =>
        EctHub.TaskContributedEvent.TryDecode(log, out var contributed)
            ? contributed.Worker
            : throw new InvalidOperationException($"The node answered with a log of another event in transaction {log.TransactionHash}.");
}
