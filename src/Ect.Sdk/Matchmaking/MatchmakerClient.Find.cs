using System.Numerics;
using Ect.ClassAds;
using Ect.ClassAds.Parsing;
using Ect.ClassAds.Programs;
using Ect.ClassAds.Values;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Sdk.Assets;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Matchmaking;

/// <summary>Asking, and checking the answer.</summary>
public sealed partial class MatchmakerClient
{
    private const int Readers = 8;

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
        var requirements = Compile("requirements", wish.Requirements, job);
        var rank = isRanked ? Compile("rank", wish.Rank, job) : [];
        var query = wish.ToQuery(requirements, rank);

        var (hub, block) = await MomentAsync(cancellation);
        var count = await hub.DescribedPoolCountAsync(block.Number, cancellation);
        var found = await hub.FindPoolAsync(query, block.Number, cancellation);
        var candidates = await JudgeAsync(hub, block, wish, job, requirements, count, cancellation);
        Compare(wish, found, PoolCandidate.Best(candidates, wish.Policy));
        return new(found, await hub.FindPoolGasAsync(query, cancellation), requirements, rank, block.Number, count, candidates);
    }

    private async Task<IReadOnlyList<PoolCandidate>> JudgeAsync(HubClient hub, Ethereum.Rpc.Block block, PoolWish wish, ClassAd job, byte[] requirements, ulong count, CancellationToken cancellation)
    {
        var from = Math.Min(wish.From, count);
        var candidates = new PoolCandidate[Math.Min((ulong)wish.Most, count - from)];
        var statements = (await hub.PoolStatementsAsync(toBlock: block.Number, ct: cancellation)).ToLookup(statement => statement.Pool);
        var moment = await MomentAsync(hub, block, cancellation);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellation };
        await Parallel.ForAsync(0, candidates.Length, options, async (at, stop) =>
        {
            var pool = await hub.DescribedPoolAtAsync(from + (ulong)at, block.Number, stop);
            var facts = await FactsAsync(hub, pool, block.Number, stop);
            var candidate = PoolCandidate.Judge(facts, Words(facts, statements[pool]), wish, job, moment);
            Compare(pool, candidate.Requirements, await hub.EvaluateOnPoolAsync(pool, requirements, block.Number, stop));
            candidates[at] = candidate;
        });
        return candidates;
    }

    private static ClassAd JobOf(PoolWish wish)
    {
        var job = ClassAd.Empty.With("Requirements", Read("requirements", wish.Requirements));
        return wish.Policy == MatchPolicy.BestRank ? job.With("Rank", Read("rank", wish.Rank)) : job;
    }

    private static Expression Read(string what, string text) => Expression.TryParse(text, out var expression, out var error) ? expression! : throw NotUnderstood(what, error!);

    private static byte[] Compile(string what, string text, ClassAd job) => ProgramCompiler.TryCompile(text, job, out var program, out var error) ? program! : throw NotUnderstood(what, error!);

    private static EctException NotUnderstood(string what, ParseError error) =>
        new(ErrorCode.InvalidValue, $"What is given as {what} is nothing that a contract understands. {error}", "docs/matchmaker.md says which part of ClassAds contracts have.");

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
