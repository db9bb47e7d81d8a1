using System.Threading.Channels;

namespace Ect.Scheduler.Tasks;

/// <summary>Cuts the driver's pause short: any number of signals make one early look.</summary>
internal sealed class Wakeup(TimeProvider time)
{
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Signal() => _signals.Writer.TryWrite(true);

    /// <summary>Returns at a signal, at the latest after <paramref name="pause"/>.</summary>
    public async Task WaitAsync(TimeSpan pause, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(pause, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            await _signals.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The pause is over.
        }
    }
}
