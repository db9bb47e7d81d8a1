using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Syntax;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Matching;

/// <summary>One of the two ads where a match holds it. The ad is looked up as part of its context, not of the match.</summary>
internal sealed class ScopeNode(Scope scope) : Node(1)
{
    public override Value Evaluate(Run run, Scope? home) => Value.Of(scope);

    public override void Write(SourceWriter writer) => writer.Ad(scope.Ad);
}
