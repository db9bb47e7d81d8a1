namespace Ect.Protocol.Preferences;

/// <summary>Candidates in the order of a buyer's preference.</summary>
public sealed class Choice
{
    private readonly IReadOnlyList<Candidate> _candidates;
    private readonly IReadOnlyList<Aspect> _aspects;
    private readonly IReadOnlyList<double> _shares;
    private readonly Flows _flows;

    internal Choice(Preference preference, IReadOnlyList<Candidate> candidates, IReadOnlyList<Aspect> aspects, IReadOnlyList<double> shares, Flows flows, IReadOnlyList<Aspect> untold)
    {
        (Preference, _candidates, _aspects, _shares, _flows, Untold) = (preference, candidates, aspects, shares, flows, untold);
        Ranking = [.. flows.Ranking.Select(row => candidates[row])];
    }

    /// <summary>What the buyer cares for.</summary>
    public Preference Preference { get; }

    /// <summary>From the best to the worst.</summary>
    public IReadOnlyList<Candidate> Ranking { get; }

    /// <summary>Aspects that the buyer cares for and nobody tells anything of.</summary>
    public IReadOnlyList<Aspect> Untold { get; }

    /// <summary>Why a candidate stands where it does.</summary>
    /// <param name="rank">0 for the best.</param>
    public Explanation Explain(int rank)
    {
        var row = _flows.Ranking[rank];
        int? rival = _candidates.Count < 2 ? null : _flows.Ranking[rank == 0 ? 1 : 0];
        return new(
            _candidates[row],
            rank,
            _flows.Net[row],
            rival is { } known ? _candidates[known] : null,
            [
                .. _aspects
                    .Select((aspect, at) => new AspectVerdict(aspect, _shares[at], _candidates[row][aspect], _flows.Of(row, at), rival is { } against ? _shares[at] * (_flows.Of(row, at) - _flows.Of(against, at)) : 0))
                    .OrderByDescending(verdict => Math.Abs(verdict.Contribution)),
            ],
            Untold);
    }
}
