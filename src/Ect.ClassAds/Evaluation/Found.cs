using Ect.ClassAds.Syntax;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Evaluation;

/// <summary>What a name stands for: an expression in the ad that has it, or an ad itself.</summary>
internal readonly record struct Found(Node? Node, Scope? Home, Value Value)
{
    public static Found Of(Node node, Scope home) => new(node, home, default);

    public static Found Of(Value value) => new(null, null, value);
}
