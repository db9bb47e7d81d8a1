using Ect.Cli.Frame;
using Ect.Scheduler.Why;
using Spectre.Console;

namespace Ect.Cli.Waiting;

/// <summary>A reason as commands show it.</summary>
// Code: As docs/why.md lists it.
// Text: With the numbers of the case.
// Turn: Who can do something about it: requester, app, dataset, worker, pool, network or nobody.
// Remedy: What to do; null for a code that this program does not know.
internal sealed record WhyView(string Code, string Text, string Turn, string? Remedy)
{
    public static WhyView Of(Reason reason) => Of(reason.Kind.Code, reason.Text);

    /// <summary>A reason that a scheduler gave by its code; a newer one may have codes of its own.</summary>
    public static WhyView Of(string code, string text) => Catalogue.Find(code) is { } kind
        ? new(kind.Code, text.Length == 0 ? kind.Meaning : text, kind.Party.ToString().ToLowerInvariant(), kind.Remedy)
        : new(code, text, "nobody", null);

    public void Render(IAnsiConsole console)
    {
        console.WriteLine($"why       {Printable.Of(Text)}");
        console.WriteLine($"          {Printable.Of(Code)}, {(Turn == "nobody" ? "nobody is to blame" : $"the {Turn}'s turn")}");
        if (Remedy is not null)
        {
            console.WriteLine($"remedy    {Remedy}");
        }
    }
}
