using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Syntax;

/// <summary>value ?: otherwise. Written together it binds like a subscript, with a space (? :) as weakly as a conditional.</summary>
internal sealed class ElvisNode(Node value, Node otherwise, bool loose) : Node(Above(value, otherwise))
{
    public Node First => value;

    public Node Otherwise => otherwise;

    public override Value Evaluate(Run run, Scope? home)
    {
        var first = run.Evaluate(value, home);
        if (first.IsStopped)
        {
            return Value.Stopped;
        }

        if (!first.IsUndefined)
        {
            return first;
        }

        var second = run.Evaluate(otherwise, home);
        return second.IsStopped ? Value.Stopped : second;
    }

    public override void Write(SourceWriter writer) => writer.Add(value).Add(loose ? " ? : " : " ?: ").Add(otherwise);
}
