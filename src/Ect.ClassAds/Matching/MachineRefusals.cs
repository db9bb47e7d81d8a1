using Ect.ClassAds.Compiling;
using Ect.ClassAds.Syntax;

namespace Ect.ClassAds.Matching;

/// <summary>Why machines do not accept a job: their own Requirements, clause by clause; those that many have are counted together.</summary>
internal sealed class MachineRefusals
{
    // Strangers write them, each his own.
    private const int MostClauses = 1_000;

    private readonly Dictionary<string, ClauseTally> _tallies = [];

    /// <summary>Takes note of a machine that does not accept the job.</summary>
    /// <param name="machine">Its ad.</param>
    /// <param name="scopes">Where it and the job look at each other.</param>
    /// <param name="jobAccepts">Whether the job accepts it.</param>
    public void Count(AdNode machine, MatchScopes scopes, bool jobAccepts)
    {
        List<ClauseTally> refusing = [];
        foreach (var clause in Clauses.OfRequirements(machine))
        {
            if (Find(clause) is { } tally)
            {
                tally.Note(scopes.InMachine);
                if (!tally.Count(scopes.InMachine(clause)))
                {
                    refusing.Add(tally);
                }
            }
        }

        if (refusing is [var only] && jobAccepts)
        {
            only.Admits++;
        }
    }

    /// <summary>The clauses that refuse, those that refuse most first.</summary>
    public IReadOnlyList<ClauseVerdicts> Verdicts() =>
        [.. _tallies.Values.Select(tally => tally.Verdicts()).Where(clause => clause.Rejects > 0).OrderByDescending(clause => clause.Rejects).ThenBy(clause => clause.Clause, StringComparer.Ordinal)];

    private ClauseTally? Find(Node clause)
    {
        var text = clause.Readable();
        if (!_tallies.TryGetValue(text, out var tally) && _tallies.Count < MostClauses)
        {
            _tallies.Add(text, tally = new(clause));
        }

        return tally;
    }
}
