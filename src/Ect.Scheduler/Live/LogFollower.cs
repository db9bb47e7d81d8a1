using System.Runtime.CompilerServices;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Live;

/// <summary>Reads a task's lines for people: those that are there, or on and on until the task has ended.</summary>
internal sealed class LogFollower(TaskStore tasks, LogStore logs, TimeProvider time)
{
    /// <summary>People who may follow at the same time: each holds a connection.</summary>
    public const int MaxFollowers = 64;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    // The store of tasks is asked less often than the files.
    private const int LooksBetweenTasks = 4;

    private int _followers;

    /// <summary>Makes room for one; false if there is none. Whoever has it gives it back with <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _followers) <= MaxFollowers)
        {
            return true;
        }

        Interlocked.Decrement(ref _followers);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _followers);

    /// <summary>What is there now, worker by worker.</summary>
    public async IAsyncEnumerable<LiveLine> ReadAsync(Bytes32 task, LogQuery query, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var worker in query.Worker is { } one ? [one] : logs.WorkersOf(task))
        {
            await foreach (var line in logs.ReadAsync(task, worker, query.From, ct))
            {
                if (query.Fits(line))
                {
                    yield return line;
                }
            }
        }
    }

    /// <summary>What is there and what comes, until the task has ended.</summary>
    public async IAsyncEnumerable<LiveLine> FollowAsync(Bytes32 task, LogQuery query, [EnumeratorCancellation] CancellationToken ct)
    {
        var places = new Dictionary<Address, (long Next, long Size)>();
        using var timer = new PeriodicTimer(Period, time);
        for (var look = 0; ; look++)
        {
            // Asked before the lines are read, so that none falls between the last look and the end.
            var hasEnded = look % LooksBetweenTasks == 0 && HasEnded(task);
            foreach (var worker in query.Worker is { } one ? [one] : logs.WorkersOf(task))
            {
                var (next, seen) = places.GetValueOrDefault(worker, (query.From, -1));
                var size = logs.SizeOf(task, worker);
                if (size == seen)
                {
                    continue;
                }

                await foreach (var line in logs.ReadAsync(task, worker, next, ct))
                {
                    next = line.Position + 1;
                    if (query.Fits(line))
                    {
                        yield return line;
                    }
                }

                places[worker] = (next, size);
            }

            if (hasEnded)
            {
                yield break;
            }

            await timer.WaitForNextTickAsync(ct);
        }
    }

    private bool HasEnded(Bytes32 task) => tasks.Find(task) is not { } record || TaskLifecycle.Table.IsTerminal(record.State);
}
