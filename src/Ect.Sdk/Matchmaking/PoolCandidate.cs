using Ect.ClassAds;
using Ect.ClassAds.Matching;
using Ect.ClassAds.Values;
using Ect.Contracts;
using Ect.Protocol.Machines;
using Ect.Protocol.Orders;
using Ect.Protocol.Signing;

namespace Ect.Sdk.Matchmaking;

/// <summary>A pool that was looked at, as it is judged here, without the contract.</summary>
/// <param name="Facts">What the chain says of it.</param>
/// <param name="Requirements">The value of the requirements in view of it.</param>
/// <param name="Rank">Its rank, what is no number counting as 0; 0 unless the policy is by rank.</param>
/// <param name="WhyNot">Why it would not do; empty if it would.</param>
public sealed record PoolCandidate(PoolFacts Facts, Value Requirements, long Rank, IReadOnlyList<string> WhyNot)
{
    private static readonly MatchProblemKind[] OfEverybody =
    [
        MatchProblemKind.OrderExpired, MatchProblemKind.OrderExhausted, MatchProblemKind.InvalidSignature, MatchProblemKind.UnknownCategory,
        MatchProblemKind.UnknownMode, MatchProblemKind.FeeTooHigh, MatchProblemKind.InsufficientFreeBalance,
    ];

    /// <summary>Whether it meets the requirements and can be bought from.</summary>
    public bool WouldDo => WhyNot.Count == 0;

    /// <summary>Judges a pool as the contract does.</summary>
    /// <param name="facts">What the chain says of it.</param>
    /// <param name="words">What its owner says of it.</param>
    /// <param name="wish">What is wanted.</param>
    /// <param name="job">The wish as a job's ad: Requirements and Rank.</param>
    /// <param name="hub">The hub, its time and categories.</param>
    internal static PoolCandidate Judge(PoolFacts facts, PoolWords words, PoolWish wish, ClassAd job, HubMoment hub)
    {
        var problems = Problems(facts, wish, hub);
        var pool = words.Ad;
        if (facts.Offer is { } offer && offer.Trust > 0 && !problems.Any(problem => OfEverybody.Contains(problem.Kind)))
        {
            pool = pool.WithOffer(offer);
        }

        var match = Match.Of(job, pool);
        List<string> why = [];
        if (words.Count == 0)
        {
            why.Add(facts.Place > 0 ? "it was sold since it was described: its owner says nothing of it" : "its owner says nothing of it");
        }

        if (facts.Offer is null)
        {
            why.Add("no offer of it stands on chain");
        }

        why.AddRange(problems.Select(problem => problem.Text));
        if (!match.JobAccepts)
        {
            why.Add(Refusal(job, pool, match.JobRequirements));
        }

        return new(facts, match.JobRequirements, wish.Policy == MatchPolicy.BestRank ? RankOf(match.JobRank) : 0, why);
    }

    /// <summary>Which of the candidates the policy takes, in the order of the walk; null if none would do.</summary>
    internal static PoolCandidate? Best(IEnumerable<PoolCandidate> candidates, MatchPolicy policy) => candidates
        .Where(candidate => candidate.WouldDo)
        .OrderByDescending(candidate => policy == MatchPolicy.BestRank ? candidate.Rank : 0)
        .ThenBy(candidate => policy == MatchPolicy.FirstFit ? 0 : candidate.Facts.Offer!.Price)
        .FirstOrDefault();

    /// <summary>Why nobody at all could buy against the pool's offer now.</summary>
    internal static IReadOnlyList<string> WhyNobodyBuys(PoolFacts facts, HubMoment hub) => facts.Offer is { Trust: > 0 }
        ? [.. Problems(facts, new(), hub).Where(problem => OfEverybody.Contains(problem.Kind)).Select(problem => problem.Text)]
        : [facts.Offer is null ? "No offer of the pool stands on chain." : "The offer gathers no votes."];

    private static IReadOnlyList<MatchProblem> Problems(PoolFacts facts, PoolWish wish, HubMoment hub) => facts.Offer is { } offer
        ? MatchCheck.OfPool(hub.Domain, offer, wish.ToRequest(), hub.Now, hub.Categories, new(facts.Owner, facts.Consumed, facts.IsPreSigned), facts.OwnerFree).Problems
        : [];

    private static string Refusal(ClassAd job, ClassAd pool, Value value)
    {
        var table = new MachineTable();
        table.Add(pool);
        var refusing = RequirementsAnalysis.Of(job, table).Clauses.Where(clause => clause.Rejects > 0)
            .Select(clause => $"{clause.Clause} is {(clause.IsError > 0 ? "error" : clause.IsUndefined > 0 ? "undefined" : "false")}").ToList();
        return refusing.Count > 0 ? string.Join(", ", refusing) : $"the requirements are {value}";
    }

    private static long RankOf(Value value) => value.TryGetTruth(out var truth) && value.Kind == ValueKind.Boolean ? truth ? 1 : 0 : value.TryGetInteger(out var number) ? number : 0;
}

/// <summary>The hub at the moment of a search.</summary>
/// <param name="Domain">The hub.</param>
/// <param name="Now">Unix time in seconds.</param>
/// <param name="Categories">How many categories it has.</param>
internal sealed record HubMoment(EctDomain Domain, ulong Now, uint Categories);
