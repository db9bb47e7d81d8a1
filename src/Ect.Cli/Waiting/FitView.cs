using Ect.ClassAds.Matching;
using Ect.Cli.Frame;
using Ect.Protocol.Machines;
using Ect.Sdk.Deals;
using Spectre.Console;

namespace Ect.Cli.Waiting;

/// <summary>How a task and the machines that are connected to a pool, busy ones too, fit.</summary>
// Matches: Those whose machines and the task accept each other: the best that the pool could offer now.
// RefuseTheTask: Those that the task accepts and whose owners refuse it.
// Clauses: The task's requirements, clause by clause.
// Refusals: Clauses of the requirements of machines whose owners refuse the task, whether it would have them or not.
// Relax: The clause of the task without which most machines would be added; null if no single one helps.
// Unadvertised: Attributes that the task asks for and that no machine has.
// Mismatches: Comparisons of a text with a number, and of how many machines.
internal record FitView(
    int Machines, int Matches, int RefuseTheTask, IReadOnlyList<ClauseView> Clauses, IReadOnlyList<ClauseView> Refusals, string? Relax, IReadOnlyList<string> Unadvertised, IReadOnlyList<string> Mismatches)
{
    public static FitView Of(RequirementsAnalysis analysis) => new(
        analysis.Machines,
        analysis.Matches,
        analysis.RefuseTheJob,
        ClauseView.Of(analysis.Clauses),
        ClauseView.Of(analysis.Refusals),
        analysis.BestToRelax?.Clause,
        analysis.Unadvertised,
        analysis.Mismatches);

    /// <summary>How a deal's tasks fit the machines that a scheduler shows.</summary>
    /// <exception cref="Sdk.Errors.EctException">It does not answer.</exception>
    public static async Task<FitView> AskAsync(SchedulerPage page, DealInfo deal, CancellationToken cancellation) =>
        Of(RequirementsAnalysis.Of(JobAd.Of(deal.Terms, MachineNeeds.OfParams(deal.Params)), (await PoolMachines.ReadAsync(page, cancellation)).Table));

    public void Render(IAnsiConsole console)
    {
        console.WriteLine($"{Matches} of {Machines} connected machines match{(RefuseTheTask > 0 ? $"; the owners of {RefuseTheTask} more refuse the task" : "")}.");
        ClauseView.Write(console, "the task's clause", Clauses);
        ClauseView.Write(console, "owners' clause", Refusals);
        if (Relax is not null)
        {
            console.WriteLine($"Helps most: without {Printable.Of(Relax)} {Clauses.First(clause => clause.Text == Relax).AdmitsIfDropped} more would do.");
        }

        foreach (var warning in Unadvertised.Select(name => $"No machine says {name}: is it written as they write it?").Concat(Mismatches.Select(text => $"A text is compared with a number, which is error: {text}.")))
        {
            console.WriteLine(Printable.Of(warning));
        }
    }
}
