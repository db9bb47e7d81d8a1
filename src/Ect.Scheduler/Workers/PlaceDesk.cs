using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Epochs;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Workers;

/// <summary>
/// Who may stay when the pool is full. A key costs nothing and a seat does: a worker with a seat, or with work under way, takes the
/// place of the one that has been there longest with neither. A tenth of the places is left to such strangers, so that newcomers can still come.
/// </summary>
internal sealed class PlaceDesk(WorkerRegistry workers, SeatBook seats, OpenTasks open, SchedulerOptions options, TimeProvider time)
{
    private const int SharesOfStrangers = 10;

    // Each may be a question to the chain.
    private const int MostLookedAt = 16;

    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private volatile Busy _busy = new(DateTimeOffset.MinValue, new HashSet<Address>());

    /// <summary>Admits a logged-in worker, if there is a place for it.</summary>
    public async Task<bool> TryAdmitAsync(WorkerSession session, CancellationToken ct)
    {
        if (workers.TryAdd(session))
        {
            return true;
        }

        try
        {
            if (await IsStrangerAsync(session.Worker, ct))
            {
                seats.Forget(session.Worker);
                return false;
            }

            foreach (var stranger in Strangers(workers.Sessions).Take(MostLookedAt))
            {
                if (await IsStrangerAsync(stranger.Worker, ct) && workers.TryReplace(stranger, session, Reason))
                {
                    seats.Forget(stranger.Worker);
                    return true;
                }
            }
        }
        catch (Exception e) when (e is NodeUnreachableException or RpcException)
        {
            // Nobody knows now who has a seat.
        }

        return false;
    }

    /// <summary>Who may have to go, as far as is known, the one that has been there longest first; nobody while they are few.</summary>
    internal IEnumerable<WorkerSession> Strangers(IEnumerable<WorkerSession> sessions)
    {
        var strangers = sessions.Where(session => !seats.IsKnownSeated(session.Worker) && !IsBusy(session.Worker)).OrderBy(session => session.ConnectedAt).ToList();
        return strangers.Count > options.MaxWorkers / SharesOfStrangers ? strangers : [];
    }

    private string Reason => $"The pool has its {options.MaxWorkers} workers, and one with a seat needs the place: take a seat with `ect seat take {options.Pool}`, or come again later.";

    private async Task<bool> IsStrangerAsync(Address worker, CancellationToken ct) => !IsBusy(worker) && !await seats.IsSeatedAsync(worker, ct);

    // Of all at once and not more often: whoever knocks must not make the scheduler search its tasks each time.
    private bool IsBusy(Address worker)
    {
        var now = time.GetUtcNow();
        if (now - _busy.At >= Freshness)
        {
            _busy = new(now, open.Unordered.SelectMany(task => task.Replicas).Where(replica => ReplicaLifecycle.IsInFlight(replica.State)).Select(replica => replica.Worker).ToHashSet());
        }

        return _busy.Workers.Contains(worker);
    }

    private sealed record Busy(DateTimeOffset At, IReadOnlySet<Address> Workers);
}
