using System.Collections.Concurrent;
using System.Numerics;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;

namespace Ect.Contracts;

/// <summary>The epoch path: anchors, settlements, and what follows from them.</summary>
public sealed partial class HubClient
{
    private const int MaxKnownSettlements = 256;
    private const int SettlementsAtOnce = 4;
    private const uint ProtocolShareBps = 200;
    private const uint Bps = 10_000;

    private readonly ConcurrentDictionary<(Bytes32 Transaction, ulong Epoch), SettledPages> _settlements = new();

    /// <summary>What each worker gets for a task that an epoch settles, in the token's smallest unit: an equal part in whole gwei.</summary>
    /// <param name="deal">The deal's terms.</param>
    /// <param name="votes">How many agreed; at least 1.</param>
    public static BigInteger EpochReward(Deal deal, int votes)
    {
        var rest = deal.PoolPrice - (deal.PoolPrice * ProtocolShareBps / Bps);
        return (rest - (rest * deal.SchedulerFee / Bps)) / Gwei / votes * Gwei;
    }

    /// <summary>What the chain keeps of a scheduler's epoch.</summary>
    public Task<Epoch> EpochOfAsync(Address scheduler, ulong number, CancellationToken ct = default) => ReadAsync(Hub.EpochOf(scheduler, number), ct);

    /// <summary>Publishes the root of an epoch's commitments, as the account's. Null if the chain has it.</summary>
    /// <exception cref="RevertException">WrongEpochStatus: the number is used for another root, or settled.</exception>
    public Task<TransactionReceipt?> AnchorAsync(ulong epoch, Bytes32 root, CancellationToken ct = default) =>
        SendUnlessAsync(
            async () => await EpochOfAsync(Sender.Address, epoch, ct) is { Status: EpochStatus.Anchored } anchored && anchored.IsRoot(root),
            Hub.Anchor(epoch, root),
            ct);

    /// <summary>Executes a settlement. Null if its epoch is settled, by whomever.</summary>
    /// <param name="settlement">With the signatures of its crew.</param>
    /// <param name="ct">Ends the waiting.</param>
    public Task<TransactionReceipt?> SettleAsync(Settlement settlement, CancellationToken ct = default) =>
        SendUnlessAsync(
            async () => (await EpochOfAsync(settlement.Deals[0].Scheduler, settlement.Epoch, ct)).Status == EpochStatus.Settled,
            Hub.Settle(settlement),
            ct);

    /// <summary>Has a worker slashed that signed a contribution to another result than the settled one.</summary>
    /// <exception cref="RevertException">It cannot be, or was before: AlreadyPunished, NotDeclared, SameResult, WrongProof.</exception>
    public Task<TransactionReceipt> PunishAsync(Deal deal, uint index, SettledTask settled, Offence offence, CancellationToken ct = default) =>
        SendAsync(Hub.Punish(deal, index, settled, offence), ct);

    /// <summary>
    /// Hands a settled result to the deal's consumer. Null if the consumer has it. That the transaction succeeded does not
    /// mean that the consumer did: the event CallbackDelivered tells.
    /// </summary>
    public Task<TransactionReceipt?> DeliverAsync(Deal deal, uint index, SettledTask settled, byte[] data, CancellationToken ct = default)
    {
        var id = TaskId.Of(deal, index);
        return SendUnlessAsync(async () => (await TaskAsync(id, ct)).ResultHash.Any(part => part != 0), Hub.Deliver(deal, index, settled, data), ct);
    }

    /// <summary>Whether an epoch settled the task as this page says.</summary>
    public Task<bool> IsSettledAsync(Deal deal, uint index, SettledTask settled, CancellationToken ct = default) => ReadAsync(Hub.IsSettled(deal, index, settled), ct);

    /// <summary>The result that this page proves.</summary>
    /// <exception cref="RevertException">WrongProof: it proves none.</exception>
    public Task<(Bytes32 Digest, Bytes32 DataHash)> ProvenResultAsync(Deal deal, uint index, SettledTask settled, CancellationToken ct = default) =>
        ReadAsync(Hub.ProvenResult(deal, index, settled), ct);

    /// <summary>The settlement that settled a task on the epoch path, and where it stands; null if none did.</summary>
    /// <param name="deal">The deal.</param>
    /// <param name="index">The task's index.</param>
    /// <param name="fromBlock">Block of the deal, where known: spares searching the blocks before it.</param>
    /// <param name="ct">Ends the search.</param>
    public async Task<(SettledPages Pages, LogPosition Position)?> FindSettlementAsync(Deal deal, uint index, ulong? fromBlock = null, CancellationToken ct = default)
    {
        await CheckChainAsync(ct);
        var settlements = await FindSettlementsAsync(deal, [index], fromBlock, await Client.BlockNumberAsync(ct), ct);
        return settlements.TryGetValue(index, out var settlement) ? settlement : null;
    }

    /// <summary>The settlements of those of a deal's tasks that an epoch settled up to a block, by their indices.</summary>
    private async Task<IReadOnlyDictionary<uint, (SettledPages Pages, LogPosition Position)>> FindSettlementsAsync(Deal deal, IReadOnlyList<uint> indices, ulong? fromBlock, ulong toBlock, CancellationToken ct)
    {
        var found = new Dictionary<uint, (SettledPages Pages, LogPosition Position)>();
        var open = indices.Zip(await AreTakenAsync(deal, indices, toBlock, ct)).Where(task => task.Second).Select(task => task.First).ToHashSet();
        if (open.Count == 0)
        {
            return found;
        }

        var id = DealId.Of(deal);
        var logs = await LogsAsync(Deployment.Hub, [[EctHub.DealSettledEvent.Topic], [id]], fromBlock, toBlock, ct);
        foreach (var some in logs.Select(log => EctHub.DealSettledEvent.TryDecode(log, out var settled) ? settled : null).OfType<EctHub.DealSettledEvent>().Chunk(SettlementsAtOnce))
        {
            if (open.Count == 0)
            {
                break;
            }

            var read = await Task.WhenAll(some.Select(settled => SettledPagesAsync(settled.Position.TransactionHash, settled.Scheduler, settled.Epoch, ct)));
            foreach (var (settled, pages) in some.Zip(read))
            {
                foreach (var index in open.Where(index => pages.Find(id, index - deal.First) is not null).ToList())
                {
                    found.Add(index, (pages, settled.Position));
                    open.Remove(index);
                }
            }
        }

        return found;
    }

    /// <summary>What a settlement published: from its transaction's input, or, if a contract sent it, from its event.</summary>
    /// <param name="transaction">The transaction with the event EpochSettled.</param>
    /// <param name="scheduler">Whose epoch.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">The transaction is not (or no longer) in the chain, or settles no such epoch.</exception>
    public async Task<SettledPages> SettledPagesAsync(Bytes32 transaction, Address scheduler, ulong epoch, CancellationToken ct = default)
    {
        if (_settlements.TryGetValue((transaction, epoch), out var known))
        {
            return known;
        }

        var receipt = await Client.GetTransactionReceiptAsync(transaction, ct)
            ?? throw new InvalidOperationException($"Transaction {transaction} is not in the chain of {Client.Endpoints}: it was re-organised away, or the node is behind.");
        var logs = receipt.Logs.Where(log => log.Address == Deployment.Hub).OrderBy(log => log.LogIndex).ToList();
        var pages = await ReadPagesAsync(transaction, logs, scheduler, epoch, ct);
        if (_settlements.Count >= MaxKnownSettlements)
        {
            _settlements.Clear();
        }

        return _settlements[(transaction, epoch)] = pages;
    }

    private async Task<SettledPages> ReadPagesAsync(Bytes32 transaction, IReadOnlyList<Log> logs, Address scheduler, ulong epoch, CancellationToken ct)
    {
        var root = logs.Select(log => EctHub.EpochSettledEvent.TryDecode(log, out var e) && e.Scheduler == scheduler && e.Epoch == epoch ? e.Root : (Bytes32?)null).FirstOrDefault(found => found is not null);
        var published = logs.Select(log => EctHub.EpochPagesEvent.TryDecode(log, out var e) && e.Scheduler == scheduler && e.Epoch == epoch ? e : null).FirstOrDefault(found => found is not null);
        var settlement = published is null && await Client.GetTransactionByHashAsync(transaction, ct) is { } sent ? EctHub.ReadSettle(sent.Input) : null;
        var bytes = published?.Pages ?? settlement?.Pages ?? [];
        string? problem = null;
        if (root is null || PageCodec.Decode(bytes, out problem) is not { } pages)
        {
            throw new InvalidOperationException($"Transaction {transaction} has no readable settlement of epoch {epoch} of {scheduler}: {problem ?? "it settles another"}.");
        }

        var settled = new SettledPages(scheduler, epoch, DealsOf(logs, scheduler, epoch, pages), pages, published?.Crew ?? await SignersAsync(settlement!, scheduler, ct));
        return settled.Root == root
            ? settled
            : throw new InvalidOperationException($"The pages of transaction {transaction} have the root {settled.Root}, the chain says {root}.");
    }

    /// <summary>The hub tells of each deal with pages, in their order. A deal without pages has a position that no page names.</summary>
    private static Bytes32[] DealsOf(IReadOnlyList<Log> logs, Address scheduler, ulong epoch, IReadOnlyList<Page> pages)
    {
        var deals = new Bytes32[pages[^1].Deal + 1];
        var told = logs.Select(log => EctHub.DealSettledEvent.TryDecode(log, out var e) && e.Scheduler == scheduler && e.Epoch == epoch ? e.Deal : (Bytes32?)null).OfType<Bytes32>();
        foreach (var (position, deal) in pages.Select(page => page.Deal).Distinct().Zip(told))
        {
            deals[position] = deal;
        }

        return deals;
    }

    private async Task<IReadOnlyList<Address>> SignersAsync(Settlement settlement, Address scheduler, CancellationToken ct)
    {
        var ids = settlement.Deals.SelectMany(deal => DealId.Of(deal).ToBytes()).ToArray();
        var digest = await ReadAsync(
            Hub.HashSettlement(scheduler, settlement.Epoch, settlement.Anchor, settlement.Crew, Keccak256.Hash(ids), Keccak256.Hash(settlement.Pages)), ct);
        return
        [
            .. settlement.Signatures.Chunk(CompactSignature.Size).Select(bytes =>
                CompactSignature.TryFromBytes(bytes, out var signature) && signature.TryRecover(digest, out var signer) ? signer : Address.Zero),
        ];
    }
}
