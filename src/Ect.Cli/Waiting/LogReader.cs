using System.Runtime.CompilerServices;
using Ect.Cli.Frame;
using Ect.Ethereum;
using Ect.Scheduler.Live;
using Ect.Sdk.Errors;

namespace Ect.Cli.Waiting;

/// <summary>
/// Reads a task's log: what is there, or what comes until the task has ended. Where the scheduler that is followed goes away, it is
/// looked for at all addresses of the pool, and whichever leads then is followed. It begins anew, so that lines may come twice.
/// </summary>
/// <param name="page">Of the pool's schedulers.</param>
/// <param name="time">The clock.</param>
/// <param name="tell">Told in a line that the scheduler is lost, and found again.</param>
internal sealed class LogReader(SchedulerPage page, TimeProvider time, Action<string> tell)
{
    /// <summary>How long a scheduler that is lost is looked for. A machine has restarted in that time, and another one has taken over.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>After so long without a line a scheduler is asked whether it is still there: of a machine that lost its power nothing comes, no end either.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    private TimeSpan _wait;
    private long _lostAt;

    /// <exception cref="EctException">It does not answer, or was away for <see cref="Patience"/> (<see cref="ErrorCode.SchedulerUnreachable"/>).</exception>
    public async IAsyncEnumerable<LiveLine> ReadAsync(Bytes32 task, Address? worker, string? stream, bool follow, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (EctException? lost = null; ;)
        {
            await using var log = lost is null ? await page.LogAsync(task, worker, stream, follow, cancellation) : await FindAsync(task, worker, stream, lost, cancellation);
            var beganAt = time.GetTimestamp();
            while (true)
            {
                LiveLine? line;
                try
                {
                    line = await NextAsync(log, task, follow, cancellation);
                }
                catch (EctException e) when (follow)
                {
                    // What breaks off again soon is waited for longer and longer, and not for ever.
                    if (lost is null || time.GetElapsedTime(beganAt) >= LongestWait)
                    {
                        (_wait, _lostAt) = (FirstWait, time.GetTimestamp());
                    }

                    lost = e;
                    break;
                }

                if (line is null)
                {
                    yield break;
                }

                yield return line;
            }
        }
    }

    private async Task<SchedulerLog> FindAsync(Bytes32 task, Address? worker, string? stream, EctException lost, CancellationToken cancellation)
    {
        tell($"the scheduler is lost, it is looked for: {Printable.Of(lost.Message)}");
        while (time.GetElapsedTime(_lostAt) < Patience)
        {
            await Task.Delay(_wait, time, cancellation);
            _wait = _wait * 2 < LongestWait ? _wait * 2 : LongestWait;
            try
            {
                var log = await page.LogAsync(task, worker, stream, follow: true, cancellation);
                tell($"the pool's scheduler answers again, at {log.Address}");
                return log;
            }
            catch (EctException e)
            {
                lost = e;
            }
        }

        throw new EctException(
            ErrorCode.SchedulerUnreachable,
            $"The scheduler that was followed is gone, and none of its pool was found within {Patience.TotalMinutes:0} minutes. {lost.Message}",
            $"The task goes on without the command: `ect task show {task}` says how it is. Follow it again with `ect task logs {task} --follow`.",
            lost);
    }

    private async Task<LiveLine?> NextAsync(SchedulerLog log, Bytes32 task, bool follow, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await log.NextAsync(follow ? Silence : Timeout.InfiniteTimeSpan, time);
            }
            catch (TimeoutException)
            {
                await page.TaskAsync(task, cancellation);
                if (page.Address != log.Address)
                {
                    throw new EctException(ErrorCode.SchedulerUnreachable, $"{log.Address} is silent, and {page.Address} answers in its place.");
                }
            }
        }
    }
}
