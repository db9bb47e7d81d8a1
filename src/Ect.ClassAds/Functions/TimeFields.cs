using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Syntax;
using Ect.ClassAds.Text;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Functions;

/// <summary>The parts of a time.</summary>
internal static class TimeFields
{
    public static Value Get(in Call call)
    {
        if (Conversions.Only(call, out var value) is { } other)
        {
            return other;
        }

        var field = AsciiIgnoreCase.Lower(call.Name);
        long? part = value.Kind switch
        {
            ValueKind.AbsoluteTime => OfDate(field, Moment.Of(Times.Clamp(value.Seconds))),
            ValueKind.RelativeTime => OfSpan(field, Numbers.Truncate(value.Real)),
            _ => null,
        };
        return part is { } number ? Value.Of(number) : Value.Error;
    }

    public static Value Split(in Call call)
    {
        if (Conversions.Only(call, out var value) is { } other)
        {
            return other;
        }

        if (value.IsUndefined)
        {
            return Value.Undefined;
        }

        return !value.IsAd && TrySplit(value, out var parts) ? Value.Of(new Scope(parts, null)) : Value.Error;
    }

    /// <summary>The ad that splitTime makes of a time, or of a number as a time.</summary>
    public static bool TrySplit(Value value, out AdNode parts)
    {
        parts = value.Kind switch
        {
            ValueKind.Integer => OfMoment((int)value.Integer, 0),
            ValueKind.Real => OfMoment(Numbers.Truncate32(value.Real), 0),
            ValueKind.AbsoluteTime => OfMoment(value.Seconds, value.Offset),
            ValueKind.RelativeTime => OfSpan(value.Real),
            ValueKind.Ad => value.Scope.Ad,
            _ => AdNode.Empty,
        };
        return value.Kind is ValueKind.Integer or ValueKind.Real or ValueKind.AbsoluteTime or ValueKind.RelativeTime or ValueKind.Ad;
    }

    private static long? OfDate(string field, Moment date) => field switch
    {
        "getyear" => date.Year,
        "getmonth" => date.Month,
        "getdayofyear" => date.DayOfYear,
        "getdayofmonth" => date.Day,
        "getdayofweek" => date.DayOfWeek,
        "gethours" => date.Hour,
        "getminutes" => date.Minute,
        "getseconds" => date.Second,
        _ => null,
    };

    private static long? OfSpan(string field, long seconds) => field switch
    {
        "getdays" => seconds / 86400,
        "gethours" => seconds % 86400 / 3600,
        "getminutes" => seconds % 3600 / 60,
        "getseconds" => seconds % 60,
        _ => null,
    };

    private static AdNode OfMoment(long seconds, int offset)
    {
        var date = Moment.Of(Times.Clamp(seconds) + offset);
        return Of(
            ("Type", Value.OfBytes("AbsoluteTime")),
            ("Year", Value.Of(date.Year)),
            ("Month", Value.Of((long)date.Month)),
            ("Day", Value.Of((long)date.Day)),
            ("Hours", Value.Of((long)date.Hour)),
            ("Minutes", Value.Of((long)date.Minute)),
            ("Seconds", Value.Of((long)date.Second)),
            ("Offset", Value.Of((long)offset)));
    }

    // The sign goes to the largest part that is not 0.
    private static AdNode OfSpan(double span)
    {
        var positive = Math.Abs(span);
        var total = Numbers.Truncate32(positive);
        var (days, hours, minutes, seconds) = (total / 86400, total % 86400 / 3600, total % 3600 / 60, (total % 60) + (positive - Math.Floor(positive)));
        if (span < 0)
        {
            (days, hours, minutes, seconds) = (days > 0, hours > 0, minutes > 0) switch
            {
                (true, _, _) => (-days, hours, minutes, seconds),
                (_, true, _) => (days, -hours, minutes, seconds),
                (_, _, true) => (days, hours, -minutes, seconds),
                _ => (days, hours, minutes, -seconds),
            };
        }

        return Of(
            ("Type", Value.OfBytes("RelativeTime")),
            ("Days", Value.Of((long)days)),
            ("Hours", Value.Of((long)hours)),
            ("Minutes", Value.Of((long)minutes)),
            ("Seconds", Value.Of(seconds)));
    }

    private static AdNode Of(params (string Name, Value Value)[] attributes) =>
        new(attributes.Select(attribute => KeyValuePair.Create<string, Node>(attribute.Name, new ValueNode(attribute.Value))));
}
