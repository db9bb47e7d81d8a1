using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Syntax;

/// <summary>A literal, or a value that was worked out.</summary>
internal sealed class ValueNode(Value value) : Node(1)
{
    public Value Value => value;

    public override Value Evaluate(Run run, Scope? home) => value;

    public override void Write(SourceWriter writer) => writer.Literal(value);
}
