using System.Numerics;
using Ect.ClassAds;
using Ect.ClassAds.Programs;
using Ect.ClassAds.Values;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Sdk.Assets;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Matchmaking;

/// <summary>Asking, and checking the answer.</summary>
public sealed partial class MatchmakerClient
{
    private const string GivenRequirements = "What is given as requirements";
    private const string GivenRank = "What is given as rank";

    /// <summary>
    /// Asks the contract which pool it would take, and judges every pool that it looks at here as well, by the language's own
    /// evaluator: what both say must be the same.
    /// </summary>
    /// <exception cref="EctException">
    /// An expression that contracts do not understand, with the place (<see cref="ErrorCode.InvalidValue"/>); or contract and
    /// evaluator disagree (<see cref="ErrorCode.EvaluatorsDisagree"/>).
    /// </exception>
    public async Task<PoolSearch> FindAsync(PoolWish wish, CancellationToken cancellation = default)
    {
        if (wish.Most is < 1 or > PoolWish.MaxPools)
        {
            throw new EctException(ErrorCode.InvalidValue, $"{wish.Most} pools cannot be looked at in one call; 1 to {PoolWish.MaxPools} can.");
        }

        var isRanked = wish.Policy == MatchPolicy.BestRank;
        var job = JobOf(wish);
        var requirements = ContractExpression.Compile(GivenRequirements, wish.Requirements, job);
        var rank = isRanked ? ContractExpression.Compile(GivenRank, wish.Rank, job) : [];
        var query = wish.ToQuery(requirements, rank);

        var (hub, block) = await MomentAsync(cancellation);
        var count = await hub.DescribedPoolCountAsync(block.Number, cancellation);
        var finding = hub.FindPoolAsync(query, block.Number, cancellation);
        var gas = hub.FindPoolGasAsync(query, cancellation);
        var judging = JudgeAsync(hub, block, wish, job, requirements, count, cancellation);
        await Task.WhenAll(finding, gas, judging);
        var (found, candidates) = (await finding, await judging);
        Compare(wish, found, PoolCandidate.Best(candidates, wish.Policy));
        return new(found, await gas, requirements, rank, block.Number, count, candidates);
    }

    private async Task<IReadOnlyList<PoolCandidate>> JudgeAsync(HubClient hub, Block block, PoolWish wish, ClassAd job, byte[] requirements, ulong count, CancellationToken cancellation)
    {
        var saying = hub.PoolStatementsAsync(toBlock: block.Number, ct: cancellation);
        var moment = MomentAsync(hub, block, cancellation);
        var from = Math.Min(wish.From, count);
        var walking = hub.DescribedPoolsAsync(from, (int)Math.Min((ulong)wish.Most, count - from), block.Number, cancellation);
        await Task.WhenAll(saying, moment, walking);
        var pools = await walking;
        var facts = hub.PoolFactsAsync(pools, block.Number, cancellation);
        var words = hub.EvaluateOnPoolsAsync(pools, requirements, block.Number, cancellation);
        await Task.WhenAll(facts, words);

        var statements = (await saying).ToLookup(statement => statement.Pool);
        var candidates = new List<PoolCandidate>();
        foreach (var (pool, told, word) in pools.Zip(await facts, await words))
        {
            var known = Known(pool, told);
            var candidate = PoolCandidate.Judge(known, Words(known, statements[pool]), wish, job, await moment);
            Compare(pool, candidate.Requirements, word);
            candidates.Add(candidate);
        }

        return candidates;
    }

    private static ClassAd JobOf(PoolWish wish)
    {
        var job = ClassAd.Empty.With("Requirements", ContractExpression.Read(GivenRequirements, wish.Requirements));
        return wish.Policy == MatchPolicy.BestRank ? job.With("Rank", ContractExpression.Read(GivenRank, wish.Rank)) : job;
    }

    private static void Compare(BigInteger pool, Value here, Bytes32 word)
    {
        if (!Word.TryWrite(here, out var expected, out var rule) || !word.ToBytes().AsSpan().SequenceEqual(expected))
        {
            throw Disagreement($"of pool {AssetId.Format(pool)} the requirements are {here} by the evaluator, and the contract says {word}{(rule is null ? "" : $" ({rule})")}");
        }
    }

    private static void Compare(PoolWish wish, PoolFound found, PoolCandidate? best)
    {
        if (found.Pool != (best?.Facts.Pool ?? 0) || (best is not null && (found.Price != best.Facts.Offer!.Price || found.Rank != best.Rank)))
        {
            throw Disagreement($"by policy {wish.Policy} the contract takes {Shown(found.Pool, found.Price, found.Rank)}, the evaluator {(best is null ? "none" : Shown(best.Facts.Pool, best.Facts.Offer!.Price, best.Rank))}");
        }
    }

    private static string Shown(BigInteger pool, BigInteger price, BigInteger rank) => pool.IsZero ? "none" : $"{AssetId.Format(pool)} at {Units.FormatEther(price)} ECT with rank {rank}";

    private static EctException Disagreement(string what) => new(ErrorCode.EvaluatorsDisagree, $"CONTRACT AND EVALUATOR DISAGREE: {what}.");
}
