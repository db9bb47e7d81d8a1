using System.Collections.Concurrent;
using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Scheduler.Workers;

/// <summary>Free balances of workers in the hub, each read at most once in a short while.</summary>
internal sealed class Stakes(HubClient hub, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Address, (DateTimeOffset At, BigInteger Free)> _known = new();

    /// <summary>What each worker could lock now, in the smallest unit of the token.</summary>
    public async Task<IReadOnlyDictionary<Address, BigInteger>> FreeAsync(IEnumerable<Address> workers, CancellationToken ct)
    {
        var free = new ConcurrentDictionary<Address, BigInteger>();
        await Parallel.ForEachAsync(
            workers, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct }, async (worker, stop) => free[worker] = await FreeAsync(worker, stop));
        return free;
    }

    /// <summary>What the worker could lock now, in the smallest unit of the token.</summary>
    public async Task<BigInteger> FreeAsync(Address worker, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(worker, out var known) && now - known.At < Freshness)
        {
            return known.Free;
        }

        var account = await hub.AccountOfAsync(worker, ct);
        _known[worker] = (now, account.Free);
        return account.Free;
    }

    /// <summary>Forgets workers that are not connected.</summary>
    public void Keep(IReadOnlySet<Address> workers)
    {
        foreach (var worker in _known.Keys.Where(worker => !workers.Contains(worker)).ToList())
        {
            _known.TryRemove(worker, out _);
        }
    }
}
