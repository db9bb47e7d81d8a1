using System.Globalization;
using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Parsing;
using Ect.ClassAds.Syntax;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Functions;

/// <summary>ifThenElse, eval and other functions that handle expressions.</summary>
internal static class Control
{
    public static Value IfThenElse(in Call call)
    {
        if (call.Count != 3)
        {
            return Value.Error;
        }

        var condition = call[0];
        if (condition.IsStopped)
        {
            return Value.Stopped;
        }

        if (!condition.TryGetTruth(out var truth))
        {
            return condition.IsUndefined ? Value.Undefined : Value.Error;
        }

        var value = call[truth ? 1 : 2];
        return value.IsStopped ? Value.Stopped : value;
    }

    // Seconds as days+hours:minutes:seconds.
    public static Value Interval(in Call call)
    {
        if (Conversions.Only(call, out var value) is { } other)
        {
            return other;
        }

        var number = Conversions.ToInteger(value);
        if (!number.IsInteger)
        {
            return Value.Error;
        }

        var total = (int)number.Integer;
        var (days, hours, minutes, seconds) = (total / 86400, total % 86400 / 3600, total % 3600 / 60, total % 60);
        var culture = CultureInfo.InvariantCulture;
        return Value.OfBytes((days, hours, minutes) switch
        {
            (not 0, _, _) => string.Create(culture, $"{days}+{Math.Abs(hours):00}:{Math.Abs(minutes):00}:{Math.Abs(seconds):00}"),
            (_, not 0, _) => string.Create(culture, $"{hours}:{Math.Abs(minutes):00}:{Math.Abs(seconds):00}"),
            (_, _, not 0) => string.Create(culture, $"{minutes}:{Math.Abs(seconds):00}"),
            _ => seconds.ToString(culture),
        });
    }

    public static Value Eval(in Call call)
    {
        if (Conversions.Only(call, out var value) is { } other)
        {
            return other;
        }

        var text = Conversions.ToText(value);
        if (!text.IsString)
        {
            return Value.Error;
        }

        var run = call.Run;
        if (!run.Handle(text.Bytes.Length * 16L))
        {
            return Value.Stopped;
        }

        if (Parser.ParseBytes(text.Bytes, run.Options.Semantics, run.Options.Limits) is not { } node)
        {
            return Value.Error;
        }

        var result = run.Follow(new Found(node, run.Current, default));
        return result.IsStopped ? Value.Stopped : result;
    }

    public static Value Debug(in Call call) => Conversions.Only(call, out var value) ?? value;

    // The source of an attribute of the ad in which the call is evaluated.
    public static Value Unparse(in Call call)
    {
        if (call.Arguments is not [AttributeNode attribute])
        {
            return Value.Error;
        }

        var name = attribute.ToString();
        return call.Run.Current?.Ad.Find(name) is { } node ? call.Run.Made(PrettyPrint.Of(node)) : Value.OfBytes("");
    }
}
