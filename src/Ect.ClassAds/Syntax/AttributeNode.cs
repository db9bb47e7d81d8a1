using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Syntax;

/// <summary>name, .name or from.name.</summary>
internal sealed class AttributeNode(Node? from, string name, bool absolute = false) : Node(from is null ? 1 : Above(from))
{
    public Node? From => from;

    public string Name => name;

    public bool Absolute => absolute;

    public SpecialName Special { get; } = SpecialNames.Of(name);

    public override Value Evaluate(Run run, Scope? home)
    {
        var current = run.Current;
        var value = run.Find(this, home, out var found) switch
        {
            Lookup.Found => run.Follow(found),
            Lookup.Undefined => Value.Undefined,
            Lookup.Error => Value.Error,
            _ => Value.StoppedUndefined,
        };
        run.Current = current;
        return value;
    }

    public override void Write(SourceWriter writer)
    {
        if (from is not null)
        {
            writer.Add(from).Add(".").Name(name);
            return;
        }

        writer.Add(absolute ? "." : "").Name(name);
    }
}
