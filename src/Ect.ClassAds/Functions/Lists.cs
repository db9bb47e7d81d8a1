using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Syntax;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Functions;

/// <summary>Membership, sums and bounds of lists.</summary>
internal static class Lists
{
    public static Value Member(in Call call) => Member(call, BinaryOperator.Equal);

    public static Value IdenticalMember(in Call call) => Member(call, BinaryOperator.Is);

    public static Value Size(in Call call)
    {
        if (call.Count != 1)
        {
            return Value.Error;
        }

        var value = call[0];
        return value.Kind switch
        {
            _ when value.IsStopped => Value.Stopped,
            ValueKind.Undefined => Value.Undefined,
            ValueKind.List => Value.Of((long)value.List.Elements.Length),
            ValueKind.Ad => Value.Of((long)value.Scope.Ad.Count),
            ValueKind.String => Value.Of((long)value.Bytes.Length),
            _ => Value.Error,
        };
    }

    public static Value Sum(in Call call) => Total(call, out var sum, out _) ?? sum;

    public static Value Average(in Call call) =>
        Total(call, out var sum, out var count) ?? (count == 0 ? sum : Operators.Binary(BinaryOperator.Divide, sum, Value.Of((double)count)));

    public static Value Min(in Call call) => Bound(call, BinaryOperator.Less);

    public static Value Max(in Call call) => Bound(call, BinaryOperator.Greater);

    public static Value AnyCompare(in Call call) => Compare(call, all: false);

    public static Value AllCompare(in Call call) => Compare(call, all: true);

    private static Value Member(in Call call, BinaryOperator op)
    {
        var values = new Value[2];
        if (call.Count != 2)
        {
            return Value.Error;
        }

        if (!call.TryAll(values))
        {
            return Value.Stopped;
        }

        var (item, list) = (values[0], values[1]);
        if (list.IsUndefined || (op == BinaryOperator.Equal && item.IsUndefined))
        {
            return Value.Undefined;
        }

        if (!list.IsList || item.IsList || item.IsAd || (op == BinaryOperator.Equal && item.IsError))
        {
            return Value.Error;
        }

        for (var i = 0; i < list.List.Elements.Length; i++)
        {
            var element = call.Element(list.List, i);
            if (element.IsStopped || !call.Run.Step())
            {
                return Value.Stopped;
            }

            if (Operators.Binary(op, element, item) is { IsBoolean: true, Boolean: true })
            {
                return Value.True;
            }
        }

        return Value.False;
    }

    /// <summary>The value that ends the work on the only argument, a list of numbers; null if it is one.</summary>
    private static Value? ListOf(in Call call, out ListValue list)
    {
        list = default!;
        if (call.Count != 1)
        {
            return Value.Error;
        }

        var value = call[0];
        if (!value.IsList)
        {
            return value.IsStopped ? Value.Stopped : value.IsUndefined ? Value.Undefined : Value.Error;
        }

        list = value.List;
        return null;
    }

    private static Value? Total(in Call call, out Value sum, out int count) =>
        Fold(call, Value.Of(0L), static (sum, element) => Operators.Binary(BinaryOperator.Add, sum, element), out sum, out count);

    private static Value Bound(in Call call, BinaryOperator better) =>
        Fold(call, Value.Undefined, (best, element) => Operators.Binary(better, element, best).Boolean ? element : best, out var best, out _) ?? best;

    /// <summary>The numbers of a list, two made one again and again; the elements that are undefined do not count.</summary>
    private static Value? Fold(in Call call, Value empty, Func<Value, Value, Value> join, out Value folded, out int count)
    {
        (folded, count) = (empty, 0);
        if (ListOf(call, out var list) is { } other)
        {
            return other;
        }

        for (var i = 0; i < list.Elements.Length; i++)
        {
            var element = call.Element(list, i);
            if (element.IsStopped)
            {
                return Value.Stopped;
            }

            if (element.IsUndefined)
            {
                continue;
            }

            if (!element.IsNumber)
            {
                return Value.Error;
            }

            folded = count == 0 ? element : join(folded, element);
            count++;
        }

        return null;
    }

    private static Value Compare(in Call call, bool all)
    {
        if (call.Count != 3)
        {
            return Value.Error;
        }

        var sign = call[0];
        if (!sign.IsString)
        {
            return sign.IsStopped ? Value.Stopped : sign.IsUndefined ? Value.Undefined : Value.Error;
        }

        if (OperatorOf(sign.Bytes) is not { } op)
        {
            return Value.Error;
        }

        var list = call[1];
        if (!list.IsList)
        {
            return list.IsStopped ? Value.Stopped : list.IsUndefined ? Value.Undefined : Value.Error;
        }

        var other = call[2];
        if (other.IsStopped)
        {
            return Value.Stopped;
        }

        for (var i = 0; i < list.List.Elements.Length; i++)
        {
            var element = call.Element(list.List, i);
            if (element.IsStopped || !call.Run.Step())
            {
                return Value.Stopped;
            }

            // What cannot be compared ends the search.
            var result = Operators.Binary(op, element, other);
            if (!result.IsBoolean)
            {
                return result.IsUndefined ? Value.False : Value.Error;
            }

            if (result.Boolean != all)
            {
                return Value.Of(!all);
            }
        }

        return Value.Of(all);
    }

    private static BinaryOperator? OperatorOf(string sign) => sign switch
    {
        "<" => BinaryOperator.Less,
        "<=" => BinaryOperator.LessOrEqual,
        "!=" => BinaryOperator.NotEqual,
        "==" => BinaryOperator.Equal,
        ">" => BinaryOperator.Greater,
        ">=" => BinaryOperator.GreaterOrEqual,
        "is" => BinaryOperator.Is,
        "isnt" => BinaryOperator.Isnt,
        _ => null,
    };
}
