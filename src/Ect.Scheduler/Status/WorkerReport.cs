using Ect.Ethereum;

namespace Ect.Scheduler.Status;

/// <summary>What GET /status/workers/{address} answers: one worker, connected or not.</summary>
/// <param name="Worker">The wallet.</param>
/// <param name="Code">Why it has no work, as docs/why.md lists it.</param>
/// <param name="Reason">The same for people, with numbers.</param>
/// <param name="Session">Its connection; null if it is not connected.</param>
/// <param name="IsSeated">Whether it has a seat in this pool's roster; null if the scheduler has not looked.</param>
/// <param name="Bond">Its bond as the scheduler last read it, in the token's smallest unit, decimal; null if it has not looked.</param>
/// <param name="AtRisk">What the bond must cover now, likewise.</param>
/// <param name="OpenTasks">Open tasks of the pool.</param>
/// <param name="Drawn">Those of which it may have a part: seated in time and drawn.</param>
/// <param name="Running">Its parts that are under way; at most 100.</param>
/// <param name="Lost">Its last parts that came to nothing, the newest first; at most 10.</param>
public sealed record WorkerReport(
    Address Worker,
    string Code,
    string Reason,
    WorkerStatus? Session,
    bool? IsSeated,
    string? Bond,
    string AtRisk,
    int OpenTasks,
    int Drawn,
    IReadOnlyList<WorkerPart> Running,
    IReadOnlyList<WorkerPart> Lost);
