using Ect.Ethereum;
using Ect.Protocol.Pools;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Assignments;

/// <summary>How long workers take for tasks of each deal and of each category. In memory alone: after a start it is learned anew.</summary>
internal sealed class PaceBook
{
    private readonly Dictionary<Bytes32, RecentTimes> _deals = [];
    private readonly Dictionary<ushort, RecentTimes> _categories = [];

    // Buyers ask from outside the loop.
    private volatile IReadOnlyList<CategoryPace> _paces = [];
    private bool _isStale;

    /// <summary>What tasks of each category take, of which enough were seen. For anybody.</summary>
    public IReadOnlyList<CategoryPace> Categories => _paces;

    /// <summary>Notes the parts that are computed now and were not before.</summary>
    /// <param name="before">The task as it was; null if nothing was known.</param>
    /// <param name="after">The task as it is.</param>
    public void Note(OpenTask? before, OpenTask after)
    {
        foreach (var replica in ComputedParts.New(before, after))
        {
            var took = ComputedParts.CommittedAt(replica)!.Value - replica.AssignedAt;
            Of(_deals, after.Deal.Id).Add(took);
            Of(_categories, after.Deal.Terms.Category).Add(took);
            _isStale = true;
        }
    }

    /// <summary>Lets others see what was noted.</summary>
    public void Publish()
    {
        if (_isStale)
        {
            _isStale = false;
            _paces =
            [
                .. _categories.OrderBy(entry => entry.Key)
                    .Where(entry => entry.Value.Median is not null)
                    .Take(PoolProfile.MaxPaces)
                    .Select(entry => new CategoryPace(entry.Key, entry.Value.Median!.Value.TotalSeconds)),
            ];
        }
    }

    /// <summary>What half of a deal's last parts took at most; null while too few are known.</summary>
    public TimeSpan? Usual(Bytes32 deal) => _deals.GetValueOrDefault(deal)?.Median;

    /// <summary>Forgets deals that have no open tasks.</summary>
    public void Keep(IReadOnlySet<Bytes32> deals)
    {
        foreach (var deal in _deals.Keys.Where(deal => !deals.Contains(deal)).ToList())
        {
            _deals.Remove(deal);
        }
    }

    private static RecentTimes Of<TKey>(Dictionary<TKey, RecentTimes> book, TKey key)
        where TKey : notnull
    {
        if (!book.TryGetValue(key, out var times))
        {
            book[key] = times = new();
        }

        return times;
    }
}
