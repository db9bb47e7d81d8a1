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

    /// <summary>The pool at a place of the walk, from zero.</summary>
    public Task<BigInteger> DescribedPoolAtAsync(ulong place, BlockTag? block = null, CancellationToken ct = default) => ReadAsync(Matchmaker.PoolAt(place), block, ct);

    /// <summary>Asks the contract for a pool.</summary>
    /// <exception cref="RevertException">A program is not sound: UnknownOpcode, TruncatedProgram, StackTooShort, StackTooDeep, NotOneValue, ProgramTooLong.</exception>
    public Task<PoolFound> FindPoolAsync(PoolQuery query, BlockTag? block = null, CancellationToken ct = default) => ReadAsync(Matchmaker.Find(query), block, ct);

    /// <summary>The word of a program's value in view of a pool.</summary>
    public Task<Bytes32> EvaluateOnPoolAsync(BigInteger pool, byte[] program, BlockTag? block = null, CancellationToken ct = default) => ReadAsync(Matchmaker.Evaluate(pool, program), block, ct);

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

    /// <summary>What the chain says of a pool; null if there is none with this id.</summary>
    public async Task<PoolFacts?> PoolFactsAsync(BigInteger pool, BlockTag? block = null, CancellationToken ct = default)
    {
        if (!await ReadAsync(Pools.Exists(pool), block, ct))
        {
            return null;
        }

        var owner = await ReadAsync(Pools.OwnerOf(pool), block, ct);
        var facts = new PoolFacts(
            pool,
            owner,
            await OfferedAsync(Offers.PoolOffer(pool), block, ct),
            0,
            false,
            (await ReadAsync(Hub.AccountOf(owner), block, ct)).Free,
            (uint)await ReadAsync(Matchmaker.AttributeCount(pool), block, ct),
            (ulong)await ReadAsync(Matchmaker.PlaceOf(pool), block, ct));
        if (facts.Offer is not { } offer)
        {
            return facts;
        }

        var hash = await ReadAsync(Hub.HashPoolOrder(offer), block, ct);
        return facts with
        {
            Consumed = (uint)BigInteger.Min(uint.MaxValue, await ReadAsync(Hub.Consumed(owner, hash), block, ct)),
            IsPreSigned = await ReadAsync(Hub.IsPreSigned(owner, hash), block, ct),
        };
    }
}
