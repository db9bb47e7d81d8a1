using System.Collections.Concurrent;
using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Scheduler.Epochs;

/// <summary>The pool's roster and workers' seats, each read at most once in a short while.</summary>
internal sealed class SeatBook(HubClient hub, SchedulerOptions options, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(3);

    // Of seats that are known and old: a large pool's are read in turns, so that no look waits for thousands.
    private const int AtOnce = 100;

    private static readonly TimeSpan BetweenTurns = TimeSpan.FromSeconds(0.5);

    private readonly ConcurrentDictionary<Address, (DateTimeOffset At, Seat Seat)> _seats = new();
    private KnownRoster? _roster;
    private DateTimeOffset _turnAt;

    /// <summary>The roster of our pool; number 0 if it was never opened.</summary>
    public async Task<Roster> RosterAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (_roster is not { } known || now - known.At >= Freshness)
        {
            _roster = known = new(now, await hub.RosterOfAsync(options.Pool, ct));
        }

        return known.Roster;
    }

    /// <summary>Makes sure that the workers' seats are known, and gives what is known.</summary>
    public async Task<SeatBook> KnowAsync(IEnumerable<Address> workers, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var unknown = new HashSet<Address>();
        var old = new List<(DateTimeOffset At, Address Worker)>();
        foreach (var worker in workers)
        {
            if (!_seats.TryGetValue(worker, out var known))
            {
                unknown.Add(worker);
            }
            else if (now - known.At >= Freshness)
            {
                old.Add((known.At, worker));
            }
        }

        if (now - _turnAt >= BetweenTurns)
        {
            _turnAt = now;
            unknown.UnionWith(old.Order().Take(AtOnce).Select(seat => seat.Worker));
        }

        await Parallel.ForEachAsync(
            unknown, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct }, async (worker, stop) => _seats[worker] = (now, await hub.SeatOfAsync(worker, stop)));
        return this;
    }

    /// <summary>Whether a worker has a seat in our pool, whatever else is being read.</summary>
    public async Task<bool> IsSeatedAsync(Address worker, CancellationToken ct)
    {
        var roster = await RosterAsync(ct);
        var now = time.GetUtcNow();
        if (!_seats.TryGetValue(worker, out var known) || now - known.At >= Freshness)
        {
            _seats[worker] = known = (now, await hub.SeatOfAsync(worker, ct));
        }

        return roster.Number != 0 && known.Seat.Roster == roster.Number;
    }

    /// <summary>Whether a worker had a seat in our pool when it was read last.</summary>
    public bool IsKnownSeated(Address worker) => _roster is { Roster.Number: not 0 } known && Find(worker)?.Roster == known.Roster.Number;

    /// <summary>A worker's seat as it was read last, in whatever pool; roster 0 for none; null if it was never read.</summary>
    public Seat? Find(Address worker) => _seats.TryGetValue(worker, out var known) ? known.Seat : null;

    /// <summary>Forgets one worker's seat: it was changed.</summary>
    public void Forget(Address worker) => _seats.TryRemove(worker, out _);

    /// <summary>Forgets the roster and some workers' seats: one of them was changed.</summary>
    public void Forget(IEnumerable<Address> workers)
    {
        _roster = null;
        foreach (var worker in workers)
        {
            Forget(worker);
        }
    }

    /// <summary>Forgets everything: a re-org may have changed any.</summary>
    public void Forget()
    {
        _roster = null;
        _seats.Clear();
    }

    // One reference: others than the driver read it too.
    private sealed record KnownRoster(DateTimeOffset At, Roster Roster);
}
