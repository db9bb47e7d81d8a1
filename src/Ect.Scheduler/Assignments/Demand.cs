using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Epochs;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Assignments;

/// <summary>A task that needs more workers.</summary>
/// <param name="Open">The task.</param>
/// <param name="Count">How many; at least 1.</param>
/// <param name="Admission">Who may contribute to it; null if everybody may whom the scheduler picks.</param>
internal sealed record Demand(OpenTask Open, int Count, DealAdmission? Admission = null)
{
    /// <summary>Whether the worker may contribute: seated in time and drawn.</summary>
    public bool Admits(Candidate candidate) => Admission is null || Admission.IsAdmitted(candidate.Worker, Open.Task.Index - Open.Deal.Terms.First);

    /// <summary>Whether the worker has at hand what it will have at stake: its bond on the epoch path, free balance on the direct one.</summary>
    public bool IsAffordableFor(Candidate candidate) =>
        Open.Task.Path == TaskPath.Epoch ? candidate.BondLeft(Admission!.Bond(candidate.Worker)) >= Admission.Risk : candidate.Stake >= Open.Deal.Terms.WorkerStake;

    /// <summary>Counts the task against what the worker has.</summary>
    public void Take(Candidate candidate)
    {
        if (Open.Task.Path == TaskPath.Epoch)
        {
            candidate.TakeBond(Admission!.Risk);
        }
        else
        {
            candidate.Take(Open.Deal.Terms.WorkerStake);
        }
    }
}
