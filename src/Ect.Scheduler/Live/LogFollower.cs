using System.Runtime.CompilerServices;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Live;

/// <summary>Reads a task's lines for people: those that are there, or on and on until the task has ended.</summary>
internal sealed class LogFollower(TaskStore tasks, LogStore logs, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    // The store of tasks is asked less often than the files.
    private const int LooksBetweenTasks = 4;

    /// <summary>What is there now, worker by worker.</summary>
    public async IAsyncEnumerable<LiveLine> ReadAsync(Bytes32 task, LogQuery query, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var worker in query.Worker is { } one ? [one] : logs.WorkersOf(task))
        {
            await foreach (var line in new LogReader(logs, task, worker, query.From).ReadAsync(ct))
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
        var readers = new Dictionary<Address, LogReader>();
        using var timer = new PeriodicTimer(Period, time);
        for (var look = 0; ; look++)
        {
            // Asked before the lines are read, so that none falls between the last look and the end.
            var hasEnded = look % LooksBetweenTasks == 0 && HasEnded(task);
            foreach (var worker in query.Worker is { } one ? [one] : logs.WorkersOf(task))
            {
                if (!readers.TryGetValue(worker, out var reader))
                {
                    readers[worker] = reader = new(logs, task, worker, query.From);
                }

                await foreach (var line in reader.ReadAsync(ct))
                {
                    if (query.Fits(line))
                    {
                        yield return line;
                    }
                }
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
