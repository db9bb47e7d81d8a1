using System.Collections.Concurrent;
using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Protocol.Deals;
using Ect.Protocol.Draws;

namespace Ect.Worker.Chain;

/// <summary>The hub on a real chain.</summary>
internal sealed class HubChain(HubClient hub, Address worker) : IChain
{
    // Registered assets never change, and a bag's tasks all ask for the same ones.
    private readonly ConcurrentDictionary<(AssetKind Kind, BigInteger Id), Asset> assets = new();

    private const ulong HashesKept = 256; // blocks for which the chain's contracts know the hash

    // A fixed seed never changes; a re-org deep enough to take it back takes the deal's start along.
    private readonly ConcurrentDictionary<Bytes32, KnownDraw> draws = new();

    private readonly ConcurrentDictionary<Bytes32, ulong> dealBlocks = new();

    /// <inheritdoc/>
    public Address Worker => worker;

    /// <inheritdoc/>
    public Task<ulong> BlockTimeAsync(CancellationToken cancellationToken) => hub.NowAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<ulong> BlockNumberAsync(CancellationToken cancellationToken) => hub.Client.BlockNumberAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<ulong> FirstOpenBlockAsync(CancellationToken cancellationToken)
    {
        var longest = (await hub.CategoriesAsync(cancellationToken)).Select(category => (ulong)category.Duration).DefaultIfEmpty().Max();
        var now = await hub.NowAsync(cancellationToken);
        return await FirstBlockFromAsync(now - Math.Min(now, HubRules.ContributionPeriods * longest), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<MatchedDeal>> DealsAsync(BigInteger pool, ulong fromBlock, ulong toBlock, CancellationToken cancellationToken) =>
        hub.DealsAsync(pool, fromBlock: fromBlock, toBlock: toBlock, ct: cancellationToken);

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
    public Task<bool> IsTakenAsync(Deal deal, uint index, CancellationToken cancellationToken) => hub.IsTakenAsync(deal, index, cancellationToken);

    /// <inheritdoc/>
    public Task<Epoch> EpochAsync(Address scheduler, ulong number, CancellationToken cancellationToken) =>
        hub.EpochOfAsync(scheduler, number, cancellationToken);

    /// <inheritdoc/>
    public async Task<KnownDraw> DrawOfAsync(Bytes32 deal, CancellationToken cancellationToken)
    {
        if (draws.TryGetValue(deal, out var known))
        {
            return known;
        }

        var draw = await hub.DrawOfAsync(deal, cancellationToken);
        if (!draw.Seed.IsZero)
        {
            return draws[deal] = new(draw.Roster, draw.Seats, Bytes32.FromNumber(draw.Seed));
        }

        // Not fixed yet: whoever needs it on chain first will fix it from this block, or from another one if its hash is gone.
        var decider = await hub.Client.GetBlockAsync(draw.DrawBlock, cancellationToken);
        var latest = await hub.Client.BlockNumberAsync(cancellationToken);
        return new(draw.Roster, draw.Seats, decider is null || latest > draw.DrawBlock + HashesKept ? null : DrawRule.SeedOf(decider.Hash, deal));
    }

    /// <inheritdoc/>
    public Task<Roster> RosterAsync(BigInteger pool, CancellationToken cancellationToken) => hub.RosterOfAsync(pool, cancellationToken);

    /// <inheritdoc/>
    public Task<Seat> SeatAsync(Address worker, CancellationToken cancellationToken) => hub.SeatOfAsync(worker, cancellationToken);

    /// <inheritdoc/>
    public Task<int> EvidenceAsync(Address worker, Deal deal, CancellationToken cancellationToken) =>
        hub.EvidenceOfAsync(worker, deal.Value.IsZero ? deal.PoolPrice : deal.Value, cancellationToken);

    /// <inheritdoc/>
    public Task<Account> AccountAsync(Address owner, CancellationToken cancellationToken) => hub.AccountOfAsync(owner, cancellationToken);

    /// <inheritdoc/>
    public async Task<BigInteger> AffordableGasAsync(CancellationToken cancellationToken)
    {
        var price = BigInteger.Max(1, await hub.Client.GasPriceAsync(cancellationToken));
        return await hub.Client.GetBalanceAsync(worker, cancellationToken: cancellationToken) / price;
    }

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
    public Task DrawAsync(Bytes32 deal, CancellationToken cancellationToken) => hub.DrawAsync(deal, cancellationToken);

    /// <inheritdoc/>
    public Task CollectEarningsAsync(CancellationToken cancellationToken) => hub.CollectEarningsAsync(cancellationToken);

    /// <inheritdoc/>
    public Task ClaimAsync(Deal deal, uint index, IReadOnlyList<Address> workers, CancellationToken cancellationToken) =>
        hub.ClaimAsync(deal, index, workers, cancellationToken);

    /// <inheritdoc/>
    public async Task<SettledPages?> SettlementAsync(Deal deal, uint index, CancellationToken cancellationToken) =>
        (await hub.FindSettlementAsync(deal, index, await BlockOfAsync(deal, cancellationToken), cancellationToken))?.Pages;

    /// <inheritdoc/>
    public async Task<BigInteger?> ReceiptWageAsync(Deal deal, uint index, CancellationToken cancellationToken)
    {
        var logs = await hub.LogsAsync(hub.Deployment.Hub, [[EctHub.ReceiptHonouredEvent.Topic], [TaskId.Of(deal, index)]], await BlockOfAsync(deal, cancellationToken), ct: cancellationToken);
        return logs.Select(log => EctHub.ReceiptHonouredEvent.TryDecode(log, out var honoured) && honoured.Worker == worker ? honoured.Wage : (BigInteger?)null).FirstOrDefault(wage => wage is not null);
    }

    /// <inheritdoc/>
    public Task ClaimReceiptAsync(Deal deal, uint index, SettledTask settled, IReadOnlyList<Address> crew, OpenedReceipt receipt, CancellationToken cancellationToken) =>
        hub.ClaimReceiptAsync(deal, index, settled, crew, receipt, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EctHub.ResultChallengedEvent>> ChallengesAsync(ulong fromBlock, ulong toBlock, CancellationToken cancellationToken) =>
        hub.ChallengesAsync(fromBlock: fromBlock, toBlock: toBlock, ct: cancellationToken);

    /// <inheritdoc/>
    public Task<BlockChallenge> ChallengeAsync(Bytes32 task, Bytes32 block, CancellationToken cancellationToken) =>
        hub.ChallengeOfAsync(task, block, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> PublishBlockAsync(Deal deal, uint index, Bytes32 block, byte[] data, CancellationToken cancellationToken) =>
        await hub.PublishBlockAsync(deal, index, block, data, cancellationToken) is not null;

    /// <inheritdoc/>
    public async Task<ulong> FirstBlockFromAsync(ulong second, CancellationToken cancellationToken)
    {
        var (first, last) = (hub.Deployment.FromBlock, await hub.Client.BlockNumberAsync(cancellationToken));
        while (first < last)
        {
            var middle = first + ((last - first) / 2);
            var isFrom = await hub.Client.GetBlockAsync(middle, cancellationToken) is not { } block || block.Timestamp >= second;
            (first, last) = isFrom ? (first, middle) : (middle + 1, last);
        }

        return first;
    }

    // A deal starts with its block; one that a re-org matches at another second is another deal.
    private async Task<ulong> BlockOfAsync(Deal deal, CancellationToken cancellationToken)
    {
        var id = DealId.Of(deal);
        return dealBlocks.TryGetValue(id, out var block) ? block : dealBlocks[id] = await FirstBlockFromAsync(deal.Start, cancellationToken);
    }

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
