namespace Ect.Scheduler;

/// <summary>Runs the scheduler of a worker pool.</summary>
public static class SchedulerHost
{
    /// <summary>Runs until cancelled. Kill it at any time: everything it needs to go on is in its data folder and on the chain.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="InvalidOperationException">
    /// Another scheduler uses the data folder, or the folder belongs to another one, or a port is taken.
    /// </exception>
    /// <exception cref="Ect.Ethereum.Transactions.ChainMismatchException">The node serves another chain.</exception>
    public static async Task RunAsync(SchedulerOptions options, CancellationToken ct)
    {
        await using var scheduler = await RunningScheduler.StartAsync(options, ct);
        await scheduler.Ended.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!ct.IsCancellationRequested)
        {
            await scheduler.Ended;
        }
    }
}
