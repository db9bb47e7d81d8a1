using System.Collections.Concurrent;

namespace Ect.Bench.Chain;

/// <summary>When each block came: the node is asked every few milliseconds.</summary>
internal sealed class BlockWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentDictionary<ulong, long> _arrivals = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    public BlockWatch(BenchNetwork network) => _watching = WatchAsync(network);

    /// <summary>When the block came, a timestamp; null while it has not.</summary>
    public long? ArrivalOf(ulong number) => _arrivals.TryGetValue(number, out var at) ? at : null;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync(BenchNetwork network)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                _arrivals.TryAdd(await network.Eth.BlockNumberAsync(_stop.Token), TimeProvider.System.GetTimestamp());
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }
}
