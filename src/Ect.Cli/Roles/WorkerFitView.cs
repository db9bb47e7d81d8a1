using Ect.ClassAds;
using Ect.ClassAds.Matching;
using Ect.Cli.Waiting;
using Ect.Protocol.Machines;
using Ect.Scheduler.Status;
using Ect.Sdk;
using Spectre.Console;

namespace Ect.Cli.Roles;

/// <summary>How a worker's machine and a pool's open deals fit: the same question as a task's, from the other side.</summary>
// Deals: Deals with open tasks, the oldest twenty.
// Matches: Those that the machine and they accept each other.
// Clauses: The owner's requirements, clause by clause.
// Refusals: Clauses of deals of whose requirements the machine is not.
internal sealed record WorkerFitView(int Deals, int Matches, IReadOnlyList<ClauseView> Clauses, IReadOnlyList<ClauseView> Refusals)
{
    private const int MostDeals = 20;

    /// <summary>Asks; null if the worker is not connected, or says nothing of its machine.</summary>
    /// <exception cref="Sdk.Errors.EctException">The scheduler does not answer.</exception>
    public static async Task<WorkerFitView?> AskAsync(EctClient client, SchedulerPage page, WorkerReport report, CancellationToken cancellation)
    {
        if (report.Session?.Ad is not { } text || !ClassAd.TryParse(text, out var machine, out _, AdExpression.Options))
        {
            return null;
        }

        var deals = new MachineTable(AdExpression.Options);
        foreach (var id in (await page.StatusAsync(cancellation)).OpenTasks.Select(task => task.Deal).Distinct().Take(MostDeals))
        {
            var deal = await client.Deals.GetAsync(id, cancellation);
            deals.Add(JobAd.Of(deal.Terms, MachineNeeds.OfParams(deal.Params)));
        }

        // What is a job to the one is a machine to the other: the language knows no difference.
        var analysis = RequirementsAnalysis.Of(machine!, deals);
        return new(analysis.Machines, analysis.Matches, ClauseView.Of(analysis.Clauses), ClauseView.Of(analysis.Refusals));
    }

    public void Render(IAnsiConsole console)
    {
        console.WriteLine($"{Matches} of {Deals} open deals and this machine accept each other.");
        ClauseView.Write(console, "the owner's clause", Clauses);
        ClauseView.Write(console, "deals' clause", Refusals);
    }
}
