namespace Ect.Worker.Runtimes.Containers.Images;

/// <summary>
/// Looks at the engine's disk while an image is pulled: the engine unpacks layers as they come and tells their packed sizes alone, so
/// that only the disk shows how large they get.
/// </summary>
/// <param name="free">Bytes that are free.</param>
/// <param name="least">Bytes that must stay free.</param>
/// <param name="most">Most bytes that may go, by whatever writes there.</param>
/// <param name="time">By which clock.</param>
internal sealed class DiskGuard(Func<long> free, long least, long most, TimeProvider time)
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(250);

    private readonly long before = free();

    /// <summary>Why nothing more may be pulled, as it was seen first; null while something may.</summary>
    public string? Problem { get; private set; }

    /// <summary>Looks once.</summary>
    public bool Holds()
    {
        var now = free();
        Problem ??= now < least ? $"the engine's disk has {Math.Max(0, now):N0} bytes free; {least:N0} must stay"
            : before - now > most ? $"the engine's disk lost {before - now:N0} bytes meanwhile; an image may take {most:N0}, packed and unpacked"
            : null;
        return Problem is null;
    }

    /// <summary>Looks until it does not hold, then calls <paramref name="end"/>; or until it is cancelled, which is no error.</summary>
    public async Task WatchAsync(Action end, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(s_period, time);
        try
        {
            while (Holds())
            {
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }

        end();
    }
}
