using System.Runtime.CompilerServices;
using Ect.ClassAds;
using Ect.ClassAds.Matching;
using Ect.Contracts;
using Ect.Protocol.Machines;
using Ect.Scheduler.Workers;

namespace Ect.Scheduler.Assignments;

/// <summary>How a deal's tasks and machines fit, each pair worked out once: neither ad changes while a worker is connected.</summary>
internal sealed class JobFits(Deal terms, MachineNeeds needs, FitBudget budget)
{
    private readonly ConditionalWeakTable<WorkerAd, Fit> _known = [];
    private ClassAd? _job;

    /// <summary>The tasks' ad.</summary>
    public ClassAd Job => _job ??= JobAd.Of(terms, needs);

    /// <summary>Whether the tasks like some machines better than others.</summary>
    public bool HasRank { get; } = needs.Rank.Length > 0;

    /// <summary>Why few of some machines fit, for people.</summary>
    public string Explain(IEnumerable<WorkerAd> machines)
    {
        var table = new MachineTable(AdExpression.Options);
        foreach (var machine in machines)
        {
            table.Add(machine.Ad);
        }

        return RequirementsAnalysis.Of(Job, table).Summary();
    }

    private bool AsksForNothing { get; } = needs.Requirements.Length == 0 && needs.Rank.Length == 0;

    /// <summary>How they fit.</summary>
    public Fit Of(WorkerAd machine) =>
        AsksForNothing && !machine.HasRequirements && !machine.HasRank ? Fit.OfAll
        : _known.TryGetValue(machine, out var known) ? known
        : budget.TryTake() ? _known.GetValue(machine, WorkOut)
        : Fit.NotYet;

    private static double Number(double rank) => double.IsNaN(rank) ? 0 : rank;

    private Fit WorkOut(WorkerAd machine)
    {
        var match = Match.Of(Job, machine.Ad, AdExpression.Options);
        return new(match.JobAccepts, match.MachineAccepts, Number(match.Rank), Number(match.RankOfJob));
    }
}
