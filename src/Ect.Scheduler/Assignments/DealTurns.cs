using System.Collections.Concurrent;
using Ect.Ethereum;
using Ect.Scheduler.Deals;

namespace Ect.Scheduler.Assignments;

/// <summary>When deals last had their turn.</summary>
internal sealed class DealTurns
{
    private readonly ConcurrentDictionary<Bytes32, long> _served = new();

    /// <summary>Unix milliseconds of the deal's last assignment; 0 for none.</summary>
    public long Of(DealRecord deal) => Math.Max(deal.ServedAt, _served.GetValueOrDefault(deal.Id));

    public void Serve(Bytes32 deal, DateTimeOffset at) => _served[deal] = at.ToUnixTimeMilliseconds();

    /// <summary>Forgets deals that have no open tasks.</summary>
    public void Keep(IReadOnlySet<Bytes32> deals)
    {
        foreach (var deal in _served.Keys.Where(deal => !deals.Contains(deal)).ToList())
        {
            _served.TryRemove(deal, out _);
        }
    }
}
