using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Syntax;

/// <summary>list[number] or ad[string].</summary>
internal sealed class SubscriptNode(Node container, Node index) : Node(Above(container, index))
{
    public Node Container => container;

    public Node Index => index;

    public override Value Evaluate(Run run, Scope? home)
    {
        var from = run.Evaluate(container, home);
        if (from.IsStopped)
        {
            return Value.Stopped;
        }

        var at = run.Evaluate(index, home);
        if (at.IsStopped)
        {
            return Value.Stopped;
        }

        if (from.IsError || at.IsError)
        {
            return Value.Error;
        }

        if (from.IsUndefined || at.IsUndefined)
        {
            return Value.Undefined;
        }

        return (from.Kind, at.Kind) switch
        {
            (ValueKind.Ad, ValueKind.String) => run.Member(from.Scope, at.Bytes),
            (ValueKind.List, ValueKind.Integer) => run.Element(from.List, (int)at.Integer),
            _ => Value.Error,
        };
    }

    public override void Write(SourceWriter writer) => writer.Add(container).Add("[").Add(index).Add("]");
}
