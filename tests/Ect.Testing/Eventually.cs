using System.Diagnostics;

namespace Ect.Testing;

/// <summary>Waits for what another process or loop brings about: looks often, never sleeps for a fixed time.</summary>
public static class Eventually
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns as soon as the condition holds; fails with the reason when it does not within the timeout (90 s).</summary>
    public static async Task HoldsAsync(string reason, Func<Task<bool>> condition, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var watch = Stopwatch.StartNew();
        var limit = timeout ?? DefaultTimeout;
        Exception? last = null;
        using var timer = new PeriodicTimer(Interval);
        do
        {
            try
            {
                last = null;
                if (await condition())
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                last = exception; // A node that is starting refuses connections: look again.
            }
        }
        while (watch.Elapsed < limit && await timer.WaitForNextTickAsync(cancellationToken));

        throw new TimeoutException($"Within {limit.TotalSeconds:0} s it did not happen that {reason}.{(last is null ? "" : $" The last look failed: {last.Message}")}", last);
    }

    /// <summary>As above, with a condition that needs no waiting.</summary>
    public static Task HoldsAsync(string reason, Func<bool> condition, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        HoldsAsync(reason, () => Task.FromResult(condition()), timeout, cancellationToken);
}
