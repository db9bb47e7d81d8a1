using Ect.ClassAds.Syntax;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Matching;

/// <summary>Counts what a clause says.</summary>
internal sealed class ClauseTally(Node clause)
{
    private readonly BestSaid? _best = BestSaid.For(clause);
    private int _accepts;
    private int _false;
    private int _undefined;
    private int _error;

    public Node Clause => clause;

    /// <summary>How many would be added without the clause.</summary>
    public int Admits { get; set; }

    /// <summary>Takes note of the clause's value; whether it accepts.</summary>
    public bool Count(Value value)
    {
        if (value.TryGetTruth(out var truth))
        {
            _accepts += truth ? 1 : 0;
            _false += truth ? 0 : 1;
            return truth;
        }

        _undefined += value.IsUndefined ? 1 : 0;
        _error += value.IsUndefined ? 0 : 1;
        return false;
    }

    /// <summary>Takes note of what one of those said that the clause asks for.</summary>
    public void Note(Func<Node, Value> evaluate) => _best?.Note(evaluate);

    public ClauseVerdicts Verdicts() => new(clause.Readable(), _accepts, _false, _undefined, _error, Admits, _best?.ToString());
}
