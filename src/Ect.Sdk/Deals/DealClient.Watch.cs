using System.Runtime.CompilerServices;

namespace Ect.Sdk.Deals;

public sealed partial class DealClient
{
    /// <summary>What happened to the deal's tasks and what happens, in the chain's order; ends when all of them have ended.</summary>
    /// <param name="deal">The deal.</param>
    /// <param name="interval">Pause between two looks; default 1 s.</param>
    /// <param name="cancellation">Ends the watching.</param>
    public async IAsyncEnumerable<TaskUpdate> WatchAsync(DealInfo deal, TimeSpan? interval = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var poll = new DealPoll(await _chain.HubAsync(cancellation), deal);
        using var timer = new PeriodicTimer(interval ?? TimeSpan.FromSeconds(1), _chain.Time);
        do
        {
            foreach (var update in await poll.LookAsync(cancellation))
            {
                yield return update;
            }
        }
        while (!poll.IsOver && await timer.WaitForNextTickAsync(cancellation));
    }
}
