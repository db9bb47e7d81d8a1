using Ect.ClassAds.Text;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Functions;

/// <summary>Lists in strings: "a, b, c".</summary>
internal static class StringLists
{
    private const string Comma = ", ";
    private const string CommaAndSpace = ", \t\r\n";

    public static Value Size(in Call call) => Texts(call, 1, out var values) ?? Value.Of((long)Items(values[0].Bytes, Delimiters(values, 1)).Count);

    public static Value Member(in Call call) => Contains(call, string.Equals);

    public static Value IMember(in Call call) => Contains(call, AsciiIgnoreCase.AreEqual);

    public static Value SubsetMatch(in Call call) => IsSubset(call, StringComparer.Ordinal);

    public static Value ISubsetMatch(in Call call) => IsSubset(call, AsciiIgnoreCase.Instance);

    public static Value Intersect(in Call call)
    {
        var values = new Value[call.Count];
        if (call.Count is not (2 or 3) || !call.TryAll(values) || values.Any(value => value.IsError))
        {
            return Value.Error;
        }

        if (values.Any(value => value.IsUndefined))
        {
            return Value.Undefined;
        }

        if (values.Any(value => !value.IsString))
        {
            return Value.Error;
        }

        var delimiters = values.Length == 3 && values[2].Bytes.Length > 0 ? values[2].Bytes : " ,";
        var second = values[1].Bytes.Split(delimiters.ToCharArray(), StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        return call.Run.Handle((values[0].Bytes.Length + values[1].Bytes.Length) * 8L)
            ? Value.Of(values[0].Bytes.Split(delimiters.ToCharArray(), StringSplitOptions.RemoveEmptyEntries).Any(second.Contains))
            : Value.Stopped;
    }

    public static Value RegexpMember(in Call call)
    {
        if (call.Count is < 2 or > 4)
        {
            return Value.Error;
        }

        var values = new Value[call.Count];
        if (!call.TryAll(values))
        {
            return Value.Stopped;
        }

        if (values.Any(value => !value.IsString))
        {
            return Value.Error;
        }

        var options = values.Length == 4 ? values[3].Bytes.ToLowerInvariant() : "";
        if (Pattern.Of(values[0].Bytes, options) is not { } pattern)
        {
            return Value.Error;
        }

        var items = Items(values[1].Bytes, values.Length > 2 ? values[2].Bytes : Comma);
        if (items.Count == 0)
        {
            return Value.Undefined;
        }

        var run = call.Run;
        return run.Handle(values[1].Bytes.Length * 8L) ? Value.Of(items.Any(item => run.Find(pattern, item, 0) is { Success: true })) : Value.Stopped;
    }

    /// <summary>The arguments, all strings, the last of which (the delimiters) may be missing; or the value of the call.</summary>
    public static Value? Texts(in Call call, int least, out Value[] values)
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

        if (values.Any(value => !value.IsString))
        {
            return Value.Error;
        }

        return call.Run.Handle(values[0].Bytes.Length * 8L) ? null : Value.Stopped;
    }

    public static string Delimiters(Value[] values, int at) => values.Length > at ? values[at].Bytes : Comma;

    /// <summary>What stands between the delimiters, without white space around it and without what is empty then.</summary>
    public static List<string> Items(string text, string delimiters)
    {
        List<string> items = [];
        foreach (var range in text.AsSpan().SplitAny(delimiters))
        {
            var item = Trim(text.AsSpan(range));
            if (item.Length > 0)
            {
                items.Add(item.ToString());
            }
        }

        return items;
    }

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text) => text.Trim(" \t\n\v\f\r");

    // What is undefined counts as empty, but not both.
    private static Value? TextsOrUndefined(in Call call, out string item, out string list, out string delimiters)
    {
        (item, list, delimiters) = ("", "", CommaAndSpace);
        var values = new Value[call.Count];
        if (call.Count is not (2 or 3))
        {
            return Value.Error;
        }

        if (!call.TryAll(values))
        {
            return Value.Stopped;
        }

        if (values.Any(value => !value.IsString && !value.IsUndefined))
        {
            return Value.Error;
        }

        if (values[0].IsUndefined && values[1].IsUndefined)
        {
            return Value.Undefined;
        }

        item = values[0].IsString ? values[0].Bytes : "";
        list = values[1].IsString ? values[1].Bytes : "";
        delimiters = values.Length == 3 && values[2].IsString ? values[2].Bytes : delimiters;
        return call.Run.Handle((item.Length + list.Length) * 8L) ? null : Value.Stopped;
    }

    private static Value Contains(in Call call, Func<string, string, bool> equal) =>
        TextsOrUndefined(call, out var item, out var list, out var delimiters) ?? Value.Of(Items(list, delimiters).Any(other => equal(item, other)));

    private static Value IsSubset(in Call call, IEqualityComparer<string> comparer)
    {
        if (TextsOrUndefined(call, out var item, out var list, out var delimiters) is { } other)
        {
            return other;
        }

        // Nothing is a subset of everything; delimiters alone are not nothing.
        var items = Items(item, delimiters);
        return Value.Of(item.Length == 0 || (items.Count > 0 && items.TrueForAll(Items(list, delimiters).ToHashSet(comparer).Contains)));
    }
}
