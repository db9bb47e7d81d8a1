using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Syntax;

namespace Ect.ClassAds.Values;

/// <summary>A list's elements, not evaluated yet.</summary>
/// <param name="elements">The elements.</param>
/// <param name="home">The ad that they stand in; null where a projection has cut them loose.</param>
/// <param name="made">Whether a function made the list: `is` tells such lists from written ones.</param>
internal sealed class ListValue(Node[] elements, Scope? home, bool made = false)
{
    public Node[] Elements => elements;

    public Scope? Home => home;

    public bool Made => made;

    public static ListValue Of(IEnumerable<Value> values) => new([.. values.Select(value => new ValueNode(value))], null, made: true);

    /// <summary>Each element evaluated in the ad that it stands in.</summary>
    public Value[] Evaluated()
    {
        var run = new Run(EvaluationOptions.Default);
        return [.. elements.Select(element => run.Resume(element, home).Settled)];
    }
}
