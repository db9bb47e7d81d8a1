using Ect.ClassAds.Syntax;
using Ect.ClassAds.Text;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Functions;

/// <summary>int, real, string, bool, and the same where a function converts its arguments.</summary>
internal static class Conversions
{
    public static Value Int(in Call call) => Only(call, out var value) ?? ToInteger(value);

    public static Value Real(in Call call) => Only(call, out var value) ?? ToReal(value);

    public static Value String(in Call call) => Only(call, out var value) ?? ToText(value);

    public static Value Bool(in Call call) => Only(call, out var value) ?? value.Kind switch
    {
        ValueKind.Undefined => Value.Undefined,
        ValueKind.Boolean => value,
        ValueKind.Integer => Value.Of(value.Integer != 0),
        ValueKind.Real => Value.Of(value.Real != 0),
        ValueKind.RelativeTime => Value.Of(Numbers.Truncate(value.Real) != 0),
        ValueKind.String when AsciiIgnoreCase.AreEqual(value.Bytes, "true") => Value.True,
        ValueKind.String when AsciiIgnoreCase.AreEqual(value.Bytes, "false") => Value.False,
        ValueKind.String => Value.Undefined,
        _ => Value.Error,
    };

    /// <summary>The only argument's value; or the result, if there is no such value.</summary>
    public static Value? Only(in Call call, out Value value)
    {
        value = default;
        if (call.Count != 1)
        {
            return Value.Error;
        }

        value = call[0];
        return value.IsStopped ? Value.Stopped : null;
    }

    /// <summary>The two arguments as texts; or the result, if they are none.</summary>
    public static Value? TwoTexts(in Call call, out string left, out string right)
    {
        (left, right) = ("", "");
        if (call.Count != 2)
        {
            return Value.Error;
        }

        var values = new Value[2];
        if (!call.TryAll(values))
        {
            return Value.Stopped;
        }

        if (values[0].IsUndefined || values[1].IsUndefined)
        {
            return Value.Undefined;
        }

        var (first, second) = (ToText(values[0]), ToText(values[1]));
        if (!first.IsString || !second.IsString)
        {
            return Value.Error;
        }

        (left, right) = (first.Bytes, second.Bytes);
        return null;
    }

    public static Value ToInteger(Value value) => value.Kind switch
    {
        ValueKind.Undefined or ValueKind.Integer => value,
        ValueKind.Boolean => Value.Of(value.Integer),
        ValueKind.Real or ValueKind.RelativeTime => Value.Of(Numbers.Truncate(value.Real)),
        ValueKind.AbsoluteTime => Value.Of(value.Seconds),
        ValueKind.String when Scaled(value.Bytes, out var number, out var factor) => Value.Of(factor == 1 ? Numbers.Truncate(number) : Numbers.Truncate(Numbers.Truncate(number) * factor)),
        _ => Value.Error,
    };

    public static Value ToReal(Value value) => value.Kind switch
    {
        ValueKind.Undefined or ValueKind.Real => value,
        ValueKind.Boolean or ValueKind.Integer => Value.Of((double)value.Integer),
        ValueKind.RelativeTime => Value.Of((double)Numbers.Truncate(value.Real)),
        ValueKind.AbsoluteTime => Value.Of((double)value.Seconds),
        ValueKind.String when Scaled(value.Bytes, out var number, out var factor) => Value.Of(number * factor),
        _ => Value.Error,
    };

    /// <summary>The text of a value: of a list or ad its source.</summary>
    public static Value ToText(Value value) => value.Kind switch
    {
        ValueKind.Undefined or ValueKind.Error or ValueKind.String => value,
        ValueKind.AbsoluteTime => Value.OfBytes(Times.OfAbsolute(value.Seconds, value.Offset)),
        ValueKind.RelativeTime => Value.OfBytes(Times.OfRelative(value.Real)),
        _ => Source(value),
    };

    private static Value Source(Value value)
    {
        var writer = new SourceWriter(ClassAdLimits.Default.StringLength).Value(value);
        return writer.IsFull ? Value.Stopped : Value.OfBytes(writer.ToString());
    }

    // A letter after the number multiplies it.
    private static bool Scaled(string text, out double number, out double factor)
    {
        var end = Numbers.Read(text, out number);
        factor = end < text.Length
            ? AsciiIgnoreCase.Lower(text[end]) switch { 'k' => 1L << 10, 'm' => 1L << 20, 'g' => 1L << 30, 't' => 1L << 40, _ => 1 }
            : 1;
        return end > 0;
    }
}
