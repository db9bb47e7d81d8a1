using Ect.ClassAds.Matching;
using Ect.Cli.Frame;
using Spectre.Console;

namespace Ect.Cli.Waiting;

/// <summary>Of how many ads a clause of requirements is what, and how many more would match without it.</summary>
// Best: What there is at best of the attribute that it compares; null if it is no such comparison.
internal sealed record ClauseView(string Text, int True, int False, int Undefined, int Error, int AdmitsIfDropped, string? Best)
{
    /// <summary>The clauses; who requires nothing has none.</summary>
    public static IReadOnlyList<ClauseView> Of(IEnumerable<ClauseVerdicts> clauses) =>
        [.. clauses.Where(clause => clause is not { Clause: "true", Rejects: 0 }).Select(clause => new ClauseView(clause.Clause, clause.Accepts, clause.IsFalse, clause.IsUndefined, clause.IsError, clause.AdmitsIfDropped, clause.Best))];

    public static void Write(IAnsiConsole console, string title, IReadOnlyList<ClauseView> clauses)
    {
        if (clauses.Count > 0)
        {
            console.Write(Tables.Of(
                [title, "true", "false", "undefined", "error", "without it", "there is"],
                clauses.Select(clause => new[] { clause.Text, $"{clause.True}", $"{clause.False}", $"{clause.Undefined}", $"{clause.Error}", clause.AdmitsIfDropped > 0 ? $"+{clause.AdmitsIfDropped}" : "", clause.Best ?? "" })));
        }
    }
}
