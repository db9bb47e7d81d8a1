using System.Numerics;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;

namespace Ect.Contracts;

/// <summary>
/// The matchmaker: what pools say of themselves on chain, and which of them meets what a contract wants. Reads are of one block, so
/// that what belongs together is of one moment.
/// </summary>
public sealed partial class HubClient
{
    /// <summary>Adds to what the pool's owner says of it, or takes from it. A pool that says something stands in the walk afterwards.</summary>
    /// <exception cref="RevertException">NotPoolOwner, ReservedName, EmptyName, TextTooLong, ZeroByte or TooManyAttributes.</exception>
    public Task<TransactionReceipt> DescribePoolAsync(BigInteger pool, IReadOnlyList<PoolAttribute> attributes, CancellationToken ct = default) =>
        SendAsync(Matchmaker.Describe(pool, attributes), ct);

    /// <summary>Takes a pool out of the walk from which nobody can buy. Null if it is not there.</summary>
    /// <exception cref="RevertException">NothingToForget: its owner describes it and has an offer that the hub can still match.</exception>
    public Task<TransactionReceipt?> ForgetPoolAsync(BigInteger pool, CancellationToken ct = default) =>
        SendUnlessAsync(async () => (await ReadAsync(Matchmaker.PlaceOf(pool), ct)).IsZero, Matchmaker.Forget(pool), ct);

    /// <summary>Everything that was ever said of pools, the oldest first: of all pools, or of one.</summary>
    /// <param name="pool">Only of this pool.</param>
    /// <param name="toBlock">Last block; the newest when null.</param>
    /// <param name="ct">Ends the search.</param>
    public async Task<IReadOnlyList<PoolStatement>> PoolStatementsAsync(BigInteger? pool = null, ulong? toBlock = null, CancellationToken ct = default)
    {
        IReadOnlyList<Bytes32>? pools = pool is { } id ? [Bytes32.FromNumber(id)] : null;
        var logs = await LogsAsync(Deployment.Matchmaker, [[Ect.Contracts.Matchmaker.PoolDescribedEvent.Topic], pools], toBlock: toBlock, ct: ct);
        return [.. logs.Select(PoolStatement.Of).OfType<PoolStatement>()];
    }

    /// <summary>Pools in the walk.</summary>
    public async Task<ulong> DescribedPoolCountAsync(BlockTag? block = null, CancellationToken ct = default) => (ulong)await ReadAsync(Matchmaker.PoolCount(), block, ct);

    /// <summary>The pools of a part of the walk.</summary>
    /// <param name="first">The first one's place, from zero.</param>
    /// <param name="count">How many; the walk has as many.</param>
    /// <param name="block">At which block.</param>
    /// <param name="ct">Ends the reading.</param>
    public Task<IReadOnlyList<BigInteger>> DescribedPoolsAsync(ulong first, int count, ulong block, CancellationToken ct = default) =>
        ReadAllAsync(Enumerable.Range(0, count).Select(at => Matchmaker.PoolAt(first + (ulong)at)), block, ct);

    /// <summary>Asks the contract for a pool.</summary>
    /// <exception cref="RevertException">A program is not sound: UnknownOpcode, TruncatedProgram, StackTooShort, StackTooDeep, NotOneValue, ProgramTooLong.</exception>
    public Task<PoolFound> FindPoolAsync(PoolQuery query, BlockTag? block = null, CancellationToken ct = default) => ReadAsync(Matchmaker.Find(query), block, ct);

    /// <summary>The words of a program's value in view of each of the pools, in their order.</summary>
    public Task<IReadOnlyList<Bytes32>> EvaluateOnPoolsAsync(IEnumerable<BigInteger> pools, byte[] program, ulong block, CancellationToken ct = default) =>
        ReadAllAsync(pools.Select(pool => Matchmaker.Evaluate(pool, program)), block, ct);

    /// <summary>The gas of asking, inside another contract's call: that of a transaction less what each transaction costs.</summary>
    public async Task<ulong> FindPoolGasAsync(PoolQuery query, CancellationToken ct = default)
    {
        const ulong transaction = 21_000;
        const ulong zeroByte = 4;
        const ulong otherByte = 16;
        await CheckChainAsync(ct);
        var call = Matchmaker.Find(query);
        var zeros = (ulong)call.Data.Count(value => value == 0);
        var gas = await Client.EstimateGasAsync(Address.Zero, call.To, call.Data, cancellationToken: ct);
        return gas - Math.Min(gas, transaction + (zeros * zeroByte) + (((ulong)call.Data.Length - zeros) * otherByte));
    }

    /// <summary>What the chain says of pools at a block, in their order; null in the place of one that there is not.</summary>
    public async Task<IReadOnlyList<PoolFacts?>> PoolFactsAsync(IReadOnlyList<BigInteger> pools, ulong block, CancellationToken ct = default)
    {
        var owners = ReadAllAsync(pools.Select(Pools.PoolOf), block, ct, refusal => refusal.ErrorName == "UnknownAsset" ? default : throw refusal);
        var offers = PoolOffersAsync(pools, block, ct);
        var places = ReadAllAsync(pools.Select(Matchmaker.PlaceOf), block, ct);
        await Task.WhenAll(owners, offers, places);
        var facts = pools.Zip(await owners, await offers).Zip(await places, (pool, place) => pool.Second.Owner.IsZero
            ? null
            : new PoolFacts(pool.First, pool.Second.Owner, pool.Third, 0, false, 0, 0, (ulong)place)).ToArray();

        int[] known = [.. facts.Index().Where(pool => pool.Item is not null).Select(pool => pool.Index)];
        int[] offered = [.. known.Where(at => facts[at]!.Offer is not null)];
        var accounts = ReadAllAsync(known.Select(at => Hub.AccountOf(facts[at]!.Owner)), block, ct);
        var counts = ReadAllAsync(known.Select(at => Matchmaker.AttributeCount(pools[at])), block, ct);
        var hashes = ReadAllAsync(offered.Select(at => Hub.HashPoolOrder(facts[at]!.Offer!)), block, ct);
        await Task.WhenAll(accounts, counts, hashes);
        foreach (var (at, account, count) in known.Zip(await accounts, await counts))
        {
            facts[at] = facts[at]! with { OwnerFree = account.Free, Attributes = (uint)count };
        }

        var orders = offered.Zip(await hashes).Select(order => (facts[order.First]!.Owner, Hash: order.Second)).ToList();
        var consumed = ConsumedAsync(orders, block, ct);
        var preSigned = ArePreSignedAsync(orders, block, ct);
        await Task.WhenAll(consumed, preSigned);
        foreach (var (at, used, isPreSigned) in offered.Zip(await consumed, await preSigned))
        {
            facts[at] = facts[at]! with { Consumed = used, IsPreSigned = isPreSigned };
        }

        return facts;
    }
}
