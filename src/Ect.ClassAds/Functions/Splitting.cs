using Ect.ClassAds.Values;

namespace Ect.ClassAds.Functions;

/// <summary>split and its relatives.</summary>
internal static class Splitting
{
    public static Value SplitUserName(in Call call) => AtSign(call, alone => (alone, ""));

    public static Value SplitSlotName(in Call call) => AtSign(call, alone => ("", alone));

    // Runs of separators are one, but the same separator twice, white space apart, has an empty string between.
    public static Value Split(in Call call)
    {
        var values = new Value[2];
        if (call.Count is not (1 or 2))
        {
            return Value.Error;
        }

        values = new Value[call.Count];
        if (!call.TryAll(values))
        {
            return Value.Stopped;
        }

        if (!values[0].IsString || (values.Length == 2 && !values[1].IsString))
        {
            return Value.Error;
        }

        var text = values[0].Bytes;
        var separators = values.Length == 2 ? values[1].Bytes : ", \t";
        List<Value> parts = [];
        var (last, previous) = (0, '\0');
        for (var i = text.AsSpan().IndexOfAny(separators); i >= 0;)
        {
            if (i > last)
            {
                parts.Add(Value.OfBytes(text[last..i]));
            }
            else if (previous == text[i])
            {
                parts.Add(Value.OfBytes(""));
            }

            previous = Numbers.IsSpace(text[i]) ? previous : text[i];
            last = i + 1;
            var next = text.AsSpan(last).IndexOfAny(separators);
            i = next < 0 ? -1 : last + next;
            if (parts.Count > call.Run.Options.Limits.Elements)
            {
                return Value.Stopped;
            }
        }

        if (last < text.Length)
        {
            parts.Add(Value.OfBytes(text[last..]));
        }

        return call.Run.Made(parts);
    }

    private static Value AtSign(in Call call, Func<string, (string, string)> withoutAt)
    {
        if (Conversions.Only(call, out var value) is { } other)
        {
            return other;
        }

        if (!value.IsString)
        {
            return Value.Error;
        }

        var at = value.Bytes.IndexOf('@', StringComparison.Ordinal);
        var (first, second) = at < 0 ? withoutAt(value.Bytes) : (value.Bytes[..at], value.Bytes[(at + 1)..]);
        return call.Run.Made([Value.OfBytes(first), Value.OfBytes(second)]);
    }
}
