using System.Collections.Concurrent;
using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Scheduler.Epochs;

/// <summary>The pool's roster and workers' seats, each read at most once in a short while.</summary>
internal sealed class SeatBook(HubClient hub, SchedulerOptions options, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<Address, (DateTimeOffset At, Seat Seat)> _seats = new();
    private (DateTimeOffset At, Roster Roster)? _roster;

    /// <summary>The roster of our pool; number 0 if it was never opened.</summary>
    public async Task<Roster> RosterAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (_roster is not { } known || now - known.At >= Freshness)
        {
            _roster = known = (now, await hub.RosterOfAsync(options.Pool, ct));
        }

        return known.Roster;
    }

    /// <summary>The workers' seats, in whatever pool; roster 0 for none.</summary>
    public async Task<IReadOnlyDictionary<Address, Seat>> SeatsAsync(IEnumerable<Address> workers, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var wanted = workers.Distinct().ToList();
        var unknown = wanted.Where(worker => !_seats.TryGetValue(worker, out var known) || now - known.At >= Freshness);
        await Parallel.ForEachAsync(
            unknown, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct }, async (worker, stop) => _seats[worker] = (now, await hub.SeatOfAsync(worker, stop)));
        return wanted.ToDictionary(worker => worker, worker => _seats[worker].Seat);
    }

    /// <summary>Forgets everything: a settlement, a punishment or a re-org has changed seats.</summary>
    public void Forget()
    {
        _roster = null;
        _seats.Clear();
    }
}
