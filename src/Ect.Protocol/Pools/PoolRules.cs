using Ect.ClassAds;
using Ect.ClassAds.Matching;
using Ect.Protocol.Machines;

namespace Ect.Protocol.Pools;

/// <summary>
/// Which requests a worker pool takes and which it likes better: ClassAd expressions over a request's ad (TARGET, see
/// <see cref="JobAd"/>). Scheduler and buyer hold the same code against the same ad, so that a buyer knows before it pays.
/// </summary>
public sealed record PoolRules
{
    /// <summary>Takes every request and likes all the same.</summary>
    public static PoolRules None { get; } = new();

    /// <summary>Requests that the pool takes: an expression that must be true of them. Empty for all.</summary>
    public string Requirements { get; init; } = "";

    /// <summary>Requests that the pool likes better: an expression whose number is the greater the better. Empty if all are equal.</summary>
    public string Rank { get; init; } = "";

    /// <summary>Whether the pool takes every request and likes all the same.</summary>
    public bool AskNothing => Requirements.Length == 0 && Rank.Length == 0;

    /// <summary>Checks that both are expressions.</summary>
    /// <exception cref="FormatException">One is none, or too long; the message names it and shows the place.</exception>
    public void Check()
    {
        AdExpression.Check("requirements", Requirements);
        AdExpression.Check("rank", Rank);
    }

    /// <summary>As an ad.</summary>
    public ClassAd ToAd() => AdExpression.Onto(ClassAd.Empty, Requirements, Rank);

    /// <summary>What the pool says of a request. What cannot be read refuses.</summary>
    /// <param name="job">The request's ad.</param>
    public PoolVerdict Of(ClassAd job)
    {
        if (AskNothing)
        {
            return PoolVerdict.Indifferent;
        }

        var pool = ToAd();
        var match = Match.Of(job, pool, AdExpression.Options);
        return match.MachineAccepts ? new(double.IsNaN(match.RankOfJob) ? 0 : match.RankOfJob, null) : new(0, Refusal(pool, job));
    }

    // The pool's clauses over the one request, as a job's over machines.
    private static string Refusal(ClassAd pool, ClassAd job)
    {
        var table = new MachineTable(AdExpression.Options);
        table.Add(job);
        var refusing = RequirementsAnalysis.Of(pool, table).Clauses.Where(clause => clause.Rejects > 0);
        return string.Join(", ", refusing.Select(clause => $"{clause.Clause} is {(clause.IsFalse > 0 ? "false" : clause.IsUndefined > 0 ? "undefined" : "error")}"));
    }
}
