using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Syntax;

/// <summary>condition ? yes : no.</summary>
internal sealed class ConditionalNode(Node condition, Node yes, Node no) : Node(Above(condition, yes, no))
{
    public Node Condition => condition;

    public Node Yes => yes;

    public Node No => no;

    public override Value Evaluate(Run run, Scope? home)
    {
        var selector = run.Evaluate(condition, home);
        if (selector.IsStopped)
        {
            return Value.Stopped;
        }

        if (selector.TryGetTruth(out var truth))
        {
            var chosen = run.Evaluate(truth ? yes : no, home);
            return chosen.IsStopped ? Value.Stopped : chosen;
        }

        // As the reference does: without a decision both are evaluated, and a cycle in either shows.
        if (run.Evaluate(yes, home).IsStopped || run.Evaluate(no, home).IsStopped)
        {
            return Value.Stopped;
        }

        return selector.IsUndefined ? Value.Undefined : Value.Error;
    }

    public override void Write(SourceWriter writer) => writer.Add(condition).Add(" ? ").Add(yes).Add(" : ").Add(no);
}
