using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Syntax;
using Ect.ClassAds.Text;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Functions;

/// <summary>unresolved(attribute): the names in its expression that its ad does not have.</summary>
internal static class References
{
    public static Value Unresolved(in Call call)
    {
        if (call.Count is not (1 or 2) || call.Arguments[0] is not AttributeNode attribute)
        {
            return Value.Error;
        }

        var run = call.Run;
        if (run.Find(attribute, call.Home, out var found) != Lookup.Found)
        {
            return Value.Undefined;
        }

        var pattern = call.Count == 2 ? call[1] : default;
        if (call.Count == 2 && !pattern.IsString)
        {
            return Value.Stopped;
        }

        var names = new SortedSet<string>(AsciiIgnoreCase.Instance);
        if (found.Node is { } node && run.Current is { } scope)
        {
            Collect(node, scope, names, [], run);
        }

        var external = names.Select(name => name.StartsWith("target.", StringComparison.OrdinalIgnoreCase) ? name["target.".Length..] : name);
        if (call.Count == 1)
        {
            return run.Made(string.Join(',', external));
        }

        return Pattern.Of(pattern.Bytes, "i") is { } compiled ? Value.Of(external.Any(name => run.Find(compiled, name, 0) is { Success: true, Length: > 0 })) : Value.Error;
    }

    private static void Collect(Node node, Scope scope, SortedSet<string> names, HashSet<Node> seen, Run run)
    {
        if (!run.Step() || !System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return;
        }

        if (node is AttributeNode attribute)
        {
            Collect(attribute, scope, names, seen, run);
            return;
        }

        foreach (var part in Parts.Of(node))
        {
            Collect(part, scope, names, seen, run);
        }
    }

    private static void Collect(AttributeNode attribute, Scope scope, SortedSet<string> names, HashSet<Node> seen, Run run)
    {
        if (attribute.From is { } from)
        {
            if (from is AttributeNode { From: null, Special: SpecialName.My or SpecialName.Self } && scope.Ad.Find(attribute.Name) is { } own)
            {
                Follow(own);
            }
            else if (run.EvaluateIn(scope, from, scope).IsUndefined)
            {
                names.Add(attribute.ToString());
            }
            else
            {
                Collect(from, scope, names, seen, run);
            }
        }
        else if (scope.Ad.Find(attribute.Name) is { } node)
        {
            Follow(node);
        }
        else if (attribute.Special is SpecialName.None or SpecialName.My or SpecialName.CurrentTime)
        {
            names.Add(attribute.Name);
        }

        void Follow(Node node)
        {
            if (seen.Add(node))
            {
                Collect(node, scope, names, seen, run);
            }
        }
    }
}
