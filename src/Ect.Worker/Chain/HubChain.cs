using System.Collections.Concurrent;
using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;

namespace Ect.Worker.Chain;

/// <summary>The hub on a real chain.</summary>
internal sealed class HubChain(EthClient client, TransactionSender sender, Address hubAddress, ulong fromBlock) : IChain
{
    private readonly EctHub hub = new(hubAddress);
    // Registered assets never change, and a bag's tasks all ask for the same ones.
    private readonly ConcurrentDictionary<(bool App, BigInteger Id), Asset> assets = new();
    private AppRegistry? apps;
    private DatasetRegistry? datasets;

    /// <inheritdoc/>
    public Address Worker => sender.Address;

    /// <inheritdoc/>
    public async Task<ulong> BlockTimeAsync(CancellationToken cancellationToken) =>
        (await client.GetBlockAsync(BlockTag.Latest, cancellationToken))?.Timestamp
        ?? throw new InvalidOperationException($"The node {client.Endpoint} has no latest block.");

    /// <inheritdoc/>
    public Task<bool> IsDealAsync(Bytes32 deal, CancellationToken cancellationToken) =>
        client.CallAsync(hub.IsDeal(deal), cancellationToken: cancellationToken);

    /// <inheritdoc/>
    public Task<ChainTask> TaskAsync(Bytes32 task, CancellationToken cancellationToken) =>
        client.CallAsync(hub.Task(task), cancellationToken: cancellationToken);

    /// <inheritdoc/>
    public Task<Contribution> ContributionAsync(Bytes32 task, Address worker, CancellationToken cancellationToken) =>
        client.CallAsync(hub.Contribution(task, worker), cancellationToken: cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Address>> ContributorsAsync(Bytes32 task, CancellationToken cancellationToken)
    {
        var logs = await client.GetLogsAsync(
            new LogFilter
            {
                Addresses = [hubAddress],
                Topics = [[EctHub.TaskContributedEvent.Topic], null, [task]],
                FromBlock = fromBlock,
                ToBlock = BlockTag.Latest,
            },
            cancellationToken);
        return [.. logs.Select(Contributor).Order()];
    }

    /// <inheritdoc/>
    public Task<Account> AccountAsync(Address owner, CancellationToken cancellationToken) =>
        client.CallAsync(hub.AccountOf(owner), cancellationToken: cancellationToken);

    /// <inheritdoc/>
    public async Task<Asset> AppAsync(BigInteger app, CancellationToken cancellationToken)
    {
        if (!assets.TryGetValue((true, app), out var asset))
        {
            apps ??= new AppRegistry(await client.CallAsync(hub.Apps(), cancellationToken: cancellationToken));
            assets[(true, app)] = asset = await client.CallAsync(apps.Asset(app), cancellationToken: cancellationToken);
        }

        return asset;
    }

    /// <inheritdoc/>
    public async Task<Asset> DatasetAsync(BigInteger dataset, CancellationToken cancellationToken)
    {
        if (!assets.TryGetValue((false, dataset), out var asset))
        {
            datasets ??= new DatasetRegistry(await client.CallAsync(hub.Datasets(), cancellationToken: cancellationToken));
            assets[(false, dataset)] = asset = await client.CallAsync(datasets.Asset(dataset), cancellationToken: cancellationToken);
        }

        return asset;
    }

    /// <inheritdoc/>
    public Task ContributeAsync(Deal deal, uint index, Bytes32 commitment, byte[] authorization, CancellationToken cancellationToken) =>
        sender.SendAsync(hub.Contribute(deal, index, commitment, authorization), cancellationToken: cancellationToken);

    /// <inheritdoc/>
    public Task OpenRevealAsync(Deal deal, uint index, CancellationToken cancellationToken) =>
        sender.SendAsync(hub.OpenReveal(deal, index), cancellationToken: cancellationToken);

    /// <inheritdoc/>
    public Task RevealAsync(Deal deal, uint index, Bytes32 digest, Bytes32 dataHash, Bytes32 salt, CancellationToken cancellationToken) =>
        sender.SendAsync(hub.Reveal(deal, index, digest, dataHash, salt), cancellationToken: cancellationToken);

    /// <inheritdoc/>
    public Task FinalizeAsync(Deal deal, uint index, IReadOnlyList<Opening> openings, Result result, CancellationToken cancellationToken) =>
        sender.SendAsync(hub.Finalize(deal, index, openings, result), cancellationToken: cancellationToken);

    /// <inheritdoc/>
    public Task ClaimAsync(Deal deal, uint index, IReadOnlyList<Address> workers, CancellationToken cancellationToken) =>
        sender.SendAsync(hub.Claim(deal, index, workers), cancellationToken: cancellationToken);

    private static Address Contributor(Log log) =>
        EctHub.TaskContributedEvent.TryDecode(log, out var contributed)
            ? contributed.Worker
            : throw new InvalidOperationException($"The node answered with a log of another event in transaction {log.TransactionHash}.");
}
