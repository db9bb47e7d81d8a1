using System.Text;
using Ect.ClassAds.Syntax;
using Ect.ClassAds.Text;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Functions;

/// <summary>Strings: their bytes count, and only A to Z have small letters.</summary>
internal static class Strings
{
    public static Value Strcat(in Call call)
    {
        var text = new StringBuilder();
        for (var i = 0; i < call.Count; i++)
        {
            var part = Conversions.ToText(call[i]);
            if (part.IsExceptional)
            {
                return part.IsStopped ? Value.Stopped : part;
            }

            text.Append(part.Bytes);
            if (text.Length > call.Run.Options.Limits.StringLength)
            {
                return Value.Stopped;
            }
        }

        return call.Run.Made(text.ToString());
    }

    // join(separator, list), join(list), join(separator, item, …): what is undefined is left out.
    public static Value Join(in Call call)
    {
        var parts = call.Arguments;
        ListValue? list = null;
        if (call.Count is 1 or 2)
        {
            var last = call[call.Count - 1];
            if (last.IsStopped)
            {
                return Value.Stopped;
            }

            if (last.IsList)
            {
                list = last.List;
                parts = [call.Count == 2 ? parts[0] : new ValueNode(Value.OfBytes("")), .. list.Elements];
            }
        }

        var (text, separator) = (new StringBuilder(), "");
        var (anyUndefined, anyDefined) = (false, false);
        for (var i = 0; i < parts.Length; i++)
        {
            var part = Conversions.ToText(call.Run.Evaluate(parts[i], i > 0 && list is not null ? list.Home : call.Home));
            if (part.IsError)
            {
                return part.IsStopped ? Value.Stopped : Value.Error;
            }

            if (part.IsUndefined)
            {
                anyUndefined = true;
            }
            else if (i == 0)
            {
                separator = part.Bytes;
            }
            else
            {
                text.Append(text.Length > 0 ? separator : "").Append(part.Bytes);
                anyDefined = true;
                if (text.Length > call.Run.Options.Limits.StringLength)
                {
                    return Value.Stopped;
                }
            }
        }

        return anyUndefined && !anyDefined ? Value.Undefined : call.Run.Made(text.ToString());
    }

    public static Value ToUpper(in Call call) => Map(call, AsciiIgnoreCase.Upper);

    public static Value ToLower(in Call call) => Map(call, AsciiIgnoreCase.Lower);

    // As in Perl: a negative start or length counts from the end.
    public static Value Substr(in Call call)
    {
        var values = new Value[3];
        if (call.Count is not (2 or 3))
        {
            return Value.Error;
        }

        values = new Value[call.Count];
        if (!call.TryAll(values))
        {
            return Value.Stopped;
        }

        foreach (var value in values)
        {
            if (value.IsUndefined)
            {
                return Value.Undefined;
            }
        }

        if (!values[0].IsString || !values[1].IsInteger || (values.Length == 3 && !values[2].IsInteger))
        {
            return Value.Error;
        }

        var text = values[0].Bytes;
        var start = (int)values[1].Integer;
        start = start < 0 ? Math.Max(0, text.Length + start) : Math.Min(start, text.Length);
        var length = values.Length == 3 ? (int)values[2].Integer : text.Length;
        length = length < 0 ? Math.Max(0, text.Length - start + length) : Math.Min(length, text.Length - start);
        return call.Run.Made(text.Substring(start, length));
    }

    public static Value Strcmp(in Call call) => Compare(call, string.CompareOrdinal);

    public static Value Stricmp(in Call call) => Compare(call, AsciiIgnoreCase.Order);

    private static Value Compare(in Call call, Func<string, string, int> order)
    {
        return Conversions.TwoTexts(call, out var left, out var right) ?? Value.Of((long)Math.Sign(order(left, right)));
    }

    private static Value Map(in Call call, Func<char, char> letter)
    {
        if (Conversions.Only(call, out var value) is { } other)
        {
            return other;
        }

        var text = Conversions.ToText(value);
        return text.IsString ? call.Run.Made(string.Create(text.Bytes.Length, (text.Bytes, letter), static (span, state) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = state.letter(state.Bytes[i]);
            }
        })) : text;
    }
}
