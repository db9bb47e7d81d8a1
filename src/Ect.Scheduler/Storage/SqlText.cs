namespace Ect.Scheduler.Storage;

/// <summary>Lists in statements, of our own names: nothing in them needs an escape.</summary>
internal static class SqlText
{
    /// <summary>The names of states as a list for IN.</summary>
    public static string List<T>(IEnumerable<T> states)
        where T : struct, Enum => $"({string.Join(", ", states.Select(state => $"'{state}'"))})";
}
