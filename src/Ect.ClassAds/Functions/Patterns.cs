using System.Text;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Functions;

/// <summary>regexp and its relatives.</summary>
internal static class Patterns
{
    public static Value Matches(in Call call)
    {
        if (Arguments(call, 2, out var values) is { } other)
        {
            return other;
        }

        if (!values[0].IsString || !values[1].IsString)
        {
            return Value.Error;
        }

        return Matches(call, values[0].Bytes, values[1].Bytes, Options(values, 2));
    }

    public static Value MatchesMember(in Call call)
    {
        if (Arguments(call, 2, out var values) is { } other)
        {
            return other;
        }

        if (!values[0].IsString || !values[1].IsList)
        {
            return Value.Error;
        }

        var list = values[1].List;
        var anyUndefined = false;
        for (var i = 0; i < list.Elements.Length; i++)
        {
            var element = call.Element(list, i);
            if (element.IsUndefined && !element.IsStopped)
            {
                anyUndefined = true;
            }
            else if (!element.IsString)
            {
                return Value.Error;
            }
            else if (Matches(call, values[0].Bytes, element.Bytes, Options(values, 2)) is { IsBoolean: true, Boolean: true })
            {
                return Value.True;
            }
        }

        return anyUndefined ? Value.Undefined : Value.False;
    }

    public static Value Substitute(in Call call) => Substitute(call, "");

    public static Value Replace(in Call call) => Substitute(call, "f");

    public static Value ReplaceAll(in Call call) => Substitute(call, "fg");

    private static string Options(Value[] values, int at) => values.Length > at ? values[at].Bytes : "";

    private static Value Matches(in Call call, string pattern, string text, string options)
    {
        if (!call.Run.Handle(text.Length + pattern.Length))
        {
            return Value.Stopped;
        }

        return Pattern.Of(pattern, options) is { } compiled && call.Run.Find(compiled, text, 0) is { } match ? Value.Of(match.Success) : Value.Error;
    }

    // The arguments, the last of which (options) may be missing: first what is error counts, then what is undefined.
    private static Value? Arguments(in Call call, int least, out Value[] values)
    {
        values = new Value[call.Count];
        if (call.Count != least && call.Count != least + 1)
        {
            return Value.Error;
        }

        if (!call.TryAll(values))
        {
            return Value.Stopped;
        }

        if (values.Any(value => value.IsError))
        {
            return Value.Error;
        }

        if (values.Any(value => value.IsUndefined))
        {
            return Value.Undefined;
        }

        return values.Length > least && !values[least].IsString ? Value.Error : null;
    }

    private static Value Substitute(in Call call, string always)
    {
        if (Arguments(call, 3, out var values) is { } other)
        {
            return other;
        }

        if (!values[0].IsString || !values[1].IsString || !values[2].IsString)
        {
            return Value.Error;
        }

        // Options: f gives the whole text back, g replaces every match.
        var options = Options(values, 3) + always;
        return Pattern.Of(values[0].Bytes, options) is { } pattern
            ? Substitute(call, pattern, values[1].Bytes, values[2].Bytes, options.Contains('f', StringComparison.Ordinal), options.Contains('g', StringComparison.Ordinal))
            : Value.Error;
    }

    private static Value Substitute(in Call call, Pattern pattern, string text, string replacement, bool whole, bool all)
    {
        var result = new StringBuilder();
        var (at, afterEmpty) = (0, false);
        do
        {
            // Past the end there is no place to go on: error, as in the reference.
            if (at > text.Length)
            {
                return Value.Error;
            }

            if (!call.Run.Handle(text.Length - at) || result.Length > call.Run.Options.Limits.StringLength)
            {
                return Value.Stopped;
            }

            if (call.Run.Find(pattern, text, at, afterEmpty) is not { } match)
            {
                return Value.Error;
            }

            if (!match.Success)
            {
                if (!afterEmpty)
                {
                    break;
                }

                result.Append(at < text.Length ? text.AsSpan(at, 1) : []);
                at++;
                afterEmpty = false;
                continue;
            }

            result.Append(whole ? text.AsSpan(at, match.Index - at) : []);
            if (!TryExpand(result, match, replacement))
            {
                return Value.Error;
            }

            at = match.Index + match.Length;
            afterEmpty = match.Length == 0;
        }
        while (all);

        return call.Run.Made(result.Append(whole && at < text.Length ? text.AsSpan(at) : []).ToString());
    }

    // \0 to \9 stand for what the groups matched.
    private static bool TryExpand(StringBuilder result, System.Text.RegularExpressions.Match match, string replacement)
    {
        var groups = match.Groups.Count;
        while (groups > 1 && !match.Groups[groups - 1].Success)
        {
            groups--;
        }

        for (var i = 0; i < replacement.Length; i++)
        {
            if (replacement[i] != '\\' || i + 1 >= replacement.Length || !char.IsAsciiDigit(replacement[i + 1]))
            {
                result.Append(replacement[i]);
                continue;
            }

            var group = replacement[++i] - '0';
            if (group >= groups)
            {
                return false;
            }

            result.Append(match.Groups[group].Value);
        }

        return true;
    }
}
