using Ect.Ethereum;

namespace Ect.Scheduler.Status;

/// <summary>What GET /status answers.</summary>
/// <param name="Scheduler">The key's address.</param>
/// <param name="Pool">The pool's token id, decimal.</param>
/// <param name="Hub">The hub contract.</param>
/// <param name="Chain">How far and how well the chain is read.</param>
/// <param name="Tasks">Number of tasks in each state.</param>
/// <param name="OpenTasks">Tasks that have not ended, oldest first; at most <see cref="MaxOpenTasks"/>, others with ?from=.</param>
/// <param name="Workers">Workers that are connected, at most 500; GET /status/workers lists the others.</param>
/// <param name="Warnings">What needs a person's attention.</param>
/// <param name="Epochs">Epochs that are closed and not settled, oldest first.</param>
/// <param name="Vitals">How the process is, and how much there is in all.</param>
public sealed record SchedulerStatus(
    Address Scheduler,
    string Pool,
    Address Hub,
    ChainStatus Chain,
    IReadOnlyDictionary<string, int> Tasks,
    IReadOnlyList<TaskReport> OpenTasks,
    IReadOnlyList<WorkerStatus> Workers,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<EpochReport>? Epochs = null,
    SchedulerVitals? Vitals = null)
{
    /// <summary>Most tasks that one answer lists.</summary>
    public const int MaxOpenTasks = 500;
}
