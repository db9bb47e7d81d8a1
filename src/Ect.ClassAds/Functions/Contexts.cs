using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Syntax;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Functions;

/// <summary>One expression evaluated in each of several ads.</summary>
internal static class Contexts
{
    public static Value EvalInEachContext(in Call call)
    {
        if (Prepare(call, out var expression, out var list) is { } other)
        {
            return other.IsUndefined ? Value.Undefined : other;
        }

        List<Value> values = [];
        for (var i = 0; i < list.Elements.Length; i++)
        {
            values.Add(InContext(call, expression, list, i));
        }

        return call.Run.Made(values);
    }

    public static Value CountMatches(in Call call)
    {
        if (Prepare(call, out var expression, out var list) is { } other)
        {
            return other.IsUndefined ? Value.Of(0L) : other;
        }

        long count = 0;
        for (var i = 0; i < list.Elements.Length; i++)
        {
            count += InContext(call, expression, list, i).TryGetTruth(out var truth) && truth ? 1 : 0;
        }

        return Value.Of(count);
    }

    // A first argument that is the name of an attribute stands for its expression. Finding it moves the place where names are looked
    // up, for the second argument and what follows: so does the reference.
    private static Value? Prepare(in Call call, out Found expression, out ListValue list)
    {
        (expression, list) = (default, default!);
        if (call.Count != 2)
        {
            return Value.Error;
        }

        expression = new(call.Arguments[0], call.Home, default);
        if (call.Arguments[0] is AttributeNode attribute && call.Run.Find(attribute, call.Home, out var found) == Lookup.Found)
        {
            expression = found;
        }

        var ads = call[1];
        if (!ads.IsList)
        {
            return ads.IsUndefined ? Value.Undefined : Value.Error;
        }

        list = ads.List;
        return null;
    }

    private static Value InContext(in Call call, Found expression, ListValue list, int index)
    {
        var run = call.Run;
        var ad = call.Element(list, index);
        if (!ad.IsAd)
        {
            return ad.IsUndefined && !ad.IsStopped ? Value.Undefined : Value.Error;
        }

        // In old semantics the nested ad looks names up where the ad around it does.
        var scope = ad.Scope;
        if (run.IsOld)
        {
            scope = new Scope(scope.Ad, scope.Parent) { Alternate = scope.Parent?.Alternate };
        }

        var value = expression.Node is null ? expression.Value : run.EvaluateIn(scope, expression.Node, expression.Home);
        return value.IsStopped ? Value.Error : value;
    }
}
