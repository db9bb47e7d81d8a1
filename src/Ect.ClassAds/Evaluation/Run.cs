using System.Runtime.CompilerServices;
using Ect.ClassAds.Functions;
using Ect.ClassAds.Syntax;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Evaluation;

/// <summary>One evaluation: where names are looked up, and what it has used up. It always ends, and never throws.</summary>
internal sealed class Run(EvaluationOptions options)
{
    private readonly ClassAdLimits _limits = options.Limits;
    private int _depth;
    private int _attributes;
    private long _steps;
    private TimeSpan _searched;

    public EvaluationOptions Options => options;

    /// <summary>Where names that begin with a dot are looked up.</summary>
    public Scope? Root { get; set; }

    /// <summary>Where other names are looked up first.</summary>
    public Scope? Current { get; set; }

    public bool IsOld => options.Semantics == Semantics.Old;

    /// <summary>Begins an evaluation anew.</summary>
    public Value Start(Node node, Scope? home)
    {
        Reset();
        return Resume(node, home);
    }

    /// <summary>Evaluates another expression with what is left.</summary>
    public Value Resume(Node node, Scope? home)
    {
        Enter(home);
        return Evaluate(node, home);
    }

    /// <summary>Forgets what has been used up.</summary>
    public void Reset() => (_depth, _attributes, _steps, _searched) = (0, 0, 0, TimeSpan.Zero);

    public Value Evaluate(Node node, Scope? home)
    {
        if (node is ValueNode literal)
        {
            return literal.Value;
        }

        if (!Step() || _depth >= _limits.EvaluationDepth || ((_depth & 31) == 31 && !RuntimeHelpers.TryEnsureSufficientExecutionStack()))
        {
            return Value.Stopped;
        }

        _depth++;
        var value = node.Evaluate(this, home);
        _depth--;
        return value;
    }

    /// <summary>Counts work. False when there has been too much.</summary>
    public bool Step(long count = 1) => (_steps += count) <= _limits.Steps;

    /// <summary>Counts the handling of so many characters or elements.</summary>
    public bool Handle(long size) => Step(1 + (size / 64));

    /// <summary>The first match of a pattern; null if looking for it takes too long.</summary>
    public System.Text.RegularExpressions.Match? Find(Pattern pattern, string text, int start, bool again = false)
    {
        if (pattern.IsLinear && !again)
        {
            return pattern.Find(text, start, again);
        }

        if (_searched >= _limits.Backtracking)
        {
            return null;
        }

        var begun = TimeProvider.System.GetTimestamp();
        var match = pattern.Find(text, start, again);
        _searched += TimeProvider.System.GetElapsedTime(begun);
        return match;
    }

    /// <summary>A string that was made, unless it is too long.</summary>
    public Value Made(string bytes) => bytes.Length > _limits.StringLength || !Handle(bytes.Length) ? Value.Stopped : Value.OfBytes(bytes);

    /// <summary>A list that was made, unless it is too long.</summary>
    public Value Made(IReadOnlyCollection<Value> values) =>
        values.Count > _limits.Elements || !Handle(values.Count) ? Value.Stopped : Value.Of(ListValue.Of(values));

    /// <summary>Evaluates with other places to look names up: in <paramref name="current"/>, and around it.</summary>
    public Value EvaluateIn(Scope? current, Node node, Scope? home)
    {
        var (root, before) = (Root, Current);
        Enter(current);
        var value = Evaluate(node, home);
        (Root, Current) = (root, before);
        return value;
    }

    /// <summary>Looks for what an attribute reference means. <see cref="Current"/> is then where it was found.</summary>
    public Lookup Find(AttributeNode reference, Scope? home, out Found found)
    {
        found = default;
        if (reference.From is null)
        {
            var start = reference.Absolute ? Root : Current;
            if (start is null)
            {
                return reference.Absolute ? Lookup.Stopped : Lookup.Undefined;
            }

            var result = FindIn(start, reference, out found);
            return result == Lookup.Undefined && !reference.Absolute && start.Alternate is { } other ? FindIn(other, reference, out found) : result;
        }

        var from = Evaluate(reference.From, home);
        if (from.IsStopped)
        {
            return Lookup.Stopped;
        }

        switch (from.Kind)
        {
            case ValueKind.Undefined:
                return Lookup.Undefined;
            case ValueKind.Ad:
                return FindIn(from.Scope, reference, out found);
            case ValueKind.List:
                return Project(from.List, reference, out found);
            default:
                return Lookup.Error;
        }
    }

    /// <summary>Evaluates what was found.</summary>
    public Value Follow(in Found found)
    {
        if (_attributes >= _limits.AttributeDepth)
        {
            return Value.Stopped;
        }

        if (found.Node is null)
        {
            return found.Value;
        }

        _attributes++;
        var value = Evaluate(found.Node, found.Home);
        _attributes--;
        return value;
    }

    /// <summary>list[index].</summary>
    public Value Element(ListValue list, int index)
    {
        if (index < 0 || index >= list.Elements.Length)
        {
            return Value.Error;
        }

        var before = Current;
        Current = list.Home;
        var value = Follow(Found.Of(list.Elements[index], list.Home!));
        Current = before;
        return value.Settled;
    }

    /// <summary>ad["name"]: of the ad itself, not of what is around it.</summary>
    public Value Member(Scope ad, string name) => ad.Ad.Find(name) is { } node ? EvaluateIn(ad, node, ad).Settled : Value.Undefined;

    private void Enter(Scope? current) => (Root, Current) = (current?.Top, current);

    private Lookup FindIn(Scope start, AttributeNode reference, out Found found)
    {
        for (Scope? scope = start; scope is not null;)
        {
            Current = scope;
            if (scope.Ad.Find(reference.Name) is { } node)
            {
                found = Found.Of(node, scope);
                return Lookup.Found;
            }

            var above = scope == Root ? null : scope.Parent;
            switch (reference.Special)
            {
                case SpecialName.Root:
                    found = Root is null ? default : Found.Of(Value.Of(Root));
                    return Root is null ? Lookup.Stopped : Lookup.Found;
                case SpecialName.Self:
                case SpecialName.My when IsOld:
                    found = Found.Of(Value.Of(scope));
                    return Lookup.Found;
                case SpecialName.Parent:
                    found = above is null ? default : Found.Of(Value.Of(above));
                    return above is null ? Lookup.Undefined : Lookup.Found;
                case SpecialName.CurrentTime when IsOld:
                    found = Found.Of(Value.Of(options.Time.GetUtcNow().ToUnixTimeSeconds()));
                    return Lookup.Found;
            }

            if (!Step())
            {
                found = default;
                return Lookup.Stopped;
            }

            scope = above;
        }

        found = default;
        return Lookup.Undefined;
    }

    // list.name is the list of each element's name. Elements are evaluated where the reference stands, and then cut loose from where they stood.
    private Lookup Project(ListValue list, AttributeNode reference, out Found found)
    {
        var values = new Node[list.Elements.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var value = EvaluateIn(Current, new AttributeNode(new Placed(list.Elements[i], list.Home), reference.Name), list.Home);
            if (value.IsStopped)
            {
                found = default;
                return Lookup.Stopped;
            }

            values[i] = new ValueNode(value.Kind switch
            {
                ValueKind.Ad => Value.Of(new Scope(value.Scope.Ad, null)),
                ValueKind.List => Value.Of(new ListValue(value.List.Elements, null)),
                _ => value,
            });
        }

        found = Found.Of(Value.Of(new ListValue(values, null)));
        return Lookup.Found;
    }

    /// <summary>An expression with the ad that it stands in.</summary>
    private sealed class Placed(Node node, Scope? home) : Node(node.Height)
    {
        public override Value Evaluate(Run run, Scope? other) => node.Evaluate(run, home);

        public override void Write(SourceWriter writer) => writer.Add(node);
    }
}
