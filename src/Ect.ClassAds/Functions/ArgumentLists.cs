using System.Text;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Functions;

/// <summary>Command lines as lists: in version 1 arguments are separated by spaces, in version 2 apostrophes keep them together.</summary>
internal static class ArgumentLists
{
    public static Value ToList(in Call call)
    {
        if (Version(call, out var value, out var version) is { } other)
        {
            return other;
        }

        if (!value.IsString || !call.Run.Handle(value.Bytes.Length * 4L))
        {
            return Value.Error;
        }

        var arguments = version == 1 ? value.Bytes.Split((char[])[' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToList() : Split(value.Bytes);
        return arguments is null ? Value.Error : call.Run.Made([.. arguments.Select(Value.OfBytes)]);
    }

    public static Value FromList(in Call call)
    {
        if (Version(call, out var value, out var version) is { } other)
        {
            return other;
        }

        if (!value.IsList)
        {
            return Value.Error;
        }

        List<string> arguments = [];
        for (var i = 0; i < value.List.Elements.Length; i++)
        {
            var element = call.Element(value.List, i);
            if (!element.IsString)
            {
                return element.IsStopped ? Value.Stopped : Value.Error;
            }

            arguments.Add(element.Bytes);
        }

        if (version == 1 && arguments.Exists(argument => argument.Length == 0 || argument.AsSpan().IndexOfAny(" \t\n\r") >= 0))
        {
            return Value.Error;
        }

        return call.Run.Made(string.Join(' ', version == 1 ? arguments : arguments.Select(Quote)));
    }

    /// <summary>The parts of a text in version 2; null if an apostrophe is left open.</summary>
    public static List<string>? Split(string text)
    {
        List<string> parts = [];
        StringBuilder? part = null;
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\'')
            {
                part ??= new();
                if (quoted && i + 1 < text.Length && text[i + 1] == '\'')
                {
                    part.Append(c);
                    i++;
                }
                else
                {
                    quoted = !quoted;
                }
            }
            else if (!quoted && (c is ' ' or '\t' or '\n' or '\r'))
            {
                if (part is not null)
                {
                    parts.Add(part.ToString());
                    part = null;
                }
            }
            else
            {
                (part ??= new()).Append(c);
            }
        }

        if (part is not null)
        {
            parts.Add(part.ToString());
        }

        return quoted ? null : parts;
    }

    /// <summary>A part as version 2 writes it.</summary>
    public static string Quote(string part) =>
        part.Length > 0 && part.AsSpan().IndexOfAny(" \t\n\r'") < 0 ? part : $"'{part.Replace("'", "''", StringComparison.Ordinal)}'";

    private static Value? Version(in Call call, out Value value, out long version)
    {
        (value, version) = (default, 2);
        if (call.Count is not (1 or 2))
        {
            return Value.Error;
        }

        if (call.Count == 2)
        {
            var second = call[1];
            version = second.IsInteger ? second.Integer : 0;
            if (version is not (1 or 2))
            {
                return second.IsStopped ? Value.Stopped : Value.Error;
            }
        }

        value = call[0];
        return value.IsStopped ? Value.Stopped : null;
    }
}
