using System.Globalization;
using System.Numerics;
using Ect.Protocol.Pools;
using Ect.Protocol.Preferences;
using Ect.Sdk.Pools;

namespace Ect.Sdk.Buying;

/// <summary>The pools that a buyer could have, in the order of its preference.</summary>
/// <param name="Preference">What the buyer cares for.</param>
/// <param name="Ranking">From the best to the worst.</param>
public sealed record PoolChoice(Preference Preference, IReadOnlyList<RankedPool> Ranking)
{
    /// <summary>
    /// Ranks the options. What a pool does not tell counts as the middle of what others tell: it may be new, and then nothing is known for or
    /// against it.
    /// </summary>
    /// <param name="preference">What the buyer cares for.</param>
    /// <param name="options">Of each pool one, all of one category.</param>
    /// <param name="words">What their schedulers say.</param>
    /// <param name="trust">Bits of their workers' votes, where they are known.</param>
    internal static PoolChoice Of(Preference preference, IReadOnlyList<PoolOption> options, IReadOnlyDictionary<BigInteger, PoolWord> words, IReadOnlyDictionary<BigInteger, double?> trust)
    {
        var candidates = options.Select((option, row) => PoolAspects.Of(
            row.ToString(CultureInfo.InvariantCulture), option.Demand, words[option.Pool].Profile, trust.GetValueOrDefault(option.Pool))).ToList();
        var choice = Chooser.Choose(preference, candidates, Untold.Middle);
        return new(preference, [.. Enumerable.Range(0, options.Count).Select(rank => Ranked(choice, rank, options[int.Parse(choice.Ranking[rank].Name, CultureInfo.InvariantCulture)], words))]);
    }

    private static RankedPool Ranked(Choice choice, int rank, PoolOption option, IReadOnlyDictionary<BigInteger, PoolWord> words)
    {
        var explanation = choice.Explain(rank);
        return new(words[option.Pool], option.Match.PricePerTask, explanation.Candidate, explanation.Net, explanation.Reasons);
    }
}
