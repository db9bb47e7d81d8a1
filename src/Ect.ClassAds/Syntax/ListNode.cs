using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Syntax;

/// <summary>{ a, b }.</summary>
internal sealed class ListNode(Node[] elements) : Node(Above(elements))
{
    public Node[] Elements => elements;

    public override Value Evaluate(Run run, Scope? home) => Value.Of(new ListValue(elements, home));

    public override void Write(SourceWriter writer) => writer.List(elements);
}
