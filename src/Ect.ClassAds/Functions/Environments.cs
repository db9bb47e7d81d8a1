using Ect.ClassAds.Values;

namespace Ect.ClassAds.Functions;

/// <summary>Environments of programs in strings.</summary>
internal static class Environments
{
    // mergeEnvironment(environment, …): of a variable the last counts; what is undefined is left out.
    public static Value Merge(in Call call)
    {
        SortedDictionary<string, string> variables = new(StringComparer.Ordinal);
        for (var i = 0; i < call.Count; i++)
        {
            var value = call[i];
            if (value.IsUndefined && !value.IsStopped)
            {
                continue;
            }

            if (!value.IsString || !call.Run.Handle(value.Bytes.Length * 4L))
            {
                return value.IsStopped ? Value.Stopped : Value.Error;
            }

            if (ArgumentLists.Split(value.Bytes) is not { } parts || !TryAdd(variables, parts))
            {
                return Value.Error;
            }
        }

        return Written(call, variables);
    }

    // envV1ToV2("A=1;B=2")
    public static Value FromOld(in Call call)
    {
        if (Conversions.Only(call, out var value) is { } other)
        {
            return other;
        }

        if (!value.IsString)
        {
            return value.IsUndefined ? Value.Undefined : Value.Error;
        }

        SortedDictionary<string, string> variables = new(StringComparer.Ordinal);
        return call.Run.Handle(value.Bytes.Length * 4L) && TryAdd(variables, value.Bytes.Split((char[])[';', '\n'], StringSplitOptions.RemoveEmptyEntries)) ? Written(call, variables) : Value.Error;
    }

    private static bool TryAdd(SortedDictionary<string, string> variables, IEnumerable<string> parts)
    {
        foreach (var part in parts)
        {
            var equal = part.IndexOf('=', StringComparison.Ordinal);
            if (equal <= 0)
            {
                return false;
            }

            variables[part[..equal]] = part[(equal + 1)..];
        }

        return true;
    }

    private static Value Written(in Call call, SortedDictionary<string, string> variables) =>
        call.Run.Made(string.Join(' ', variables.Select(pair => ArgumentLists.Quote($"{pair.Key}={pair.Value}"))));
}
