using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Syntax;

/// <summary>(inner): kept, so that an expression is written as it was read.</summary>
internal sealed class ParenthesesNode(Node inner) : Node(Above(inner))
{
    public Node Inner => inner;

    public override Value Evaluate(Run run, Scope? home)
    {
        var value = run.Evaluate(inner, home);
        return value.IsStopped ? Value.Stopped : value;
    }

    public override void Write(SourceWriter writer) => writer.Add("(").Add(inner).Add(")");
}
