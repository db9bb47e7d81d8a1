using Ect.ClassAds;
using Ect.ClassAds.Matching;
using Ect.Protocol.Machines;
using Ect.Protocol.Pools;

namespace Ect.Cli.Running;

/// <summary>What is odd about a request in view of the machines of a pool. Only warnings: better machines may come.</summary>
internal static class FitWarnings
{
    private static readonly string[] Asking = ["Requirements", "Rank"];

    /// <summary>Everything that is odd, each in a sentence.</summary>
    /// <param name="facts">What the deal will say.</param>
    /// <param name="needs">What the request says of machines and of itself.</param>
    /// <param name="rules">What the pool asks of requests.</param>
    /// <param name="machines">The connected machines.</param>
    /// <param name="ads">Their ads.</param>
    public static IEnumerable<string> Of(JobFacts facts, MachineNeeds needs, PoolRules rules, MachineTable machines, IReadOnlyList<ClassAd> ads)
    {
        var job = JobAd.Of(facts, needs);
        var analysis = RequirementsAnalysis.Of(job, machines);
        if (analysis.Matches == 0)
        {
            yield return $"no connected worker would do now: {analysis.Summary()}. The tasks wait for one until their deadline.";
        }
        else if (analysis.Matches < facts.Trust)
        {
            yield return $"each task needs {facts.Trust} workers that agree, and of {analysis.Machines} connected ones {analysis.Matches} would do: {analysis.Summary()}.";
        }
        else if (analysis.Unadvertised.Count + analysis.Mismatches.Count > 0)
        {
            yield return analysis.Summary() + ".";
        }

        var ranked = AskedNames.Of(job, "Rank").OfOther.Where(name => ads.All(ad => ad[name] is null)).ToList();
        if (ranked.Count > 0)
        {
            yield return $"the rank asks for {string.Join(", ", ranked)}, which no connected worker says: without it all are equal. Is it written as they write it?";
        }

        var unread = Unread(job, needs, rules, ads);
        if (unread.Count > 0)
        {
            yield return $"nobody reads {string.Join(", ", unread)} of the request's ad: neither its own requirements and rank, nor those of the pool or of a connected worker.";
        }
    }

    private static List<string> Unread(ClassAd job, MachineNeeds needs, PoolRules rules, IEnumerable<ClassAd> machines)
    {
        if (needs.Ad.Length == 0 || !ClassAd.TryParse(needs.Ad, out var own, out _, AdExpression.Options))
        {
            return [];
        }

        var unread = own!.Attributes.Select(pair => pair.Key).Except(AskedNames.Of(job, Asking).OfOwn, StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var ad in machines.Prepend(rules.ToAd()).TakeWhile(_ => unread.Count > 0))
        {
            unread.RemoveAll(AskedNames.Of(ad, Asking).OfOther.Contains);
        }

        return unread;
    }
}
