namespace Ect.Bench.Runs;

/// <summary>Waits for what must come.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Looks until it holds.</summary>
    /// <exception cref="TimeoutException">It never did; the message says what.</exception>
    public static Task UntilAsync(string what, Func<bool> holds, TimeSpan patience, CancellationToken ct) =>
        UntilAsync(what, () => Task.FromResult(holds()), patience, ct);

    /// <inheritdoc cref="UntilAsync(string, Func{bool}, TimeSpan, CancellationToken)"/>
    public static async Task UntilAsync(string what, Func<Task<bool>> holds, TimeSpan patience, CancellationToken ct)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(begun) > patience)
            {
                throw new TimeoutException($"Waited {patience.TotalSeconds:0} s in vain until {what}.");
            }

            await Task.Delay(Interval, TimeProvider.System, ct);
        }
    }
}
