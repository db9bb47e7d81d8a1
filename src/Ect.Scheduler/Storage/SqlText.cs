using Ect.Ethereum;

namespace Ect.Scheduler.Storage;

/// <summary>Lists in statements. Of our own names and hexadecimal ids only: nothing in them needs an escape.</summary>
internal static class SqlText
{
    /// <summary>The names of states as a list for IN.</summary>
    public static string List<T>(IEnumerable<T> states)
        where T : struct, Enum => $"({string.Join(", ", states.Select(state => $"'{state}'"))})";

    /// <summary>Ids as a list for IN.</summary>
    public static string List(IEnumerable<Bytes32> ids) => $"({string.Join(", ", ids.Select(id => $"'{id}'"))})";
}
