using System.Collections.Concurrent;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Storage;

namespace Ect.Scheduler.Tasks;

/// <summary>
/// Every task that has not ended, in memory. The store is the truth: what a transaction changed is read again from it. One
/// loop refreshes and looks at everything; anybody may ask for one task.
/// </summary>
internal sealed class OpenTasks : IDisposable
{
    private readonly TaskStore _store;
    private readonly Database _database;
    private readonly ConcurrentDictionary<Bytes32, OpenTask> _tasks = new();
    private readonly ConcurrentDictionary<Bytes32, string> _reasons = new();
    private readonly Lock _gate = new();
    private HashSet<Bytes32> _touched = [];
    private HashSet<Bytes32> _touchedDeals = [];
    private bool _isEverythingTouched = true;

    public OpenTasks(TaskStore store, Database database)
    {
        _store = store;
        _database = database;
        database.Committed += Note;
    }

    /// <summary>What the loop needs to find without looking at every task. For the loop alone.</summary>
    public OpenTaskIndex Index { get; } = new();

    public int Count => _tasks.Count;

    /// <summary>Every open task as of the last refresh.</summary>
    public IReadOnlyCollection<Bytes32> Ids => [.. _tasks.Keys];

    /// <summary>Every open task as of the last refresh, the oldest deal first.</summary>
    public IReadOnlyList<OpenTask> All =>
        [.. _tasks.Values.Select(WithReason).OrderBy(open => open.Deal.Block).ThenBy(open => open.Deal.LogIndex).ThenBy(open => open.Task.Index)];

    /// <summary>A task as of the last refresh; null if it is not open. For the loop.</summary>
    public OpenTask? Known(Bytes32 id) => _tasks.TryGetValue(id, out var open) ? WithReason(open) : null;

    /// <summary>A task as it is now, ended or not; null if it is not ours.</summary>
    public OpenTask? Find(Bytes32 id)
    {
        bool isFresh;
        lock (_gate)
        {
            isFresh = !_isEverythingTouched && !_touched.Contains(id);
        }

        return isFresh && _tasks.TryGetValue(id, out var open) && !IsDealTouched(open.Task.Deal) ? WithReason(open)
            : _store.Load(id) is { } loaded ? WithReason(loaded) : null;
    }

    /// <summary>Why a task waits, for people. In memory alone: the next look after a start finds it again.</summary>
    public void Explain(Bytes32 id, string? reason)
    {
        if (reason is null)
        {
            _reasons.TryRemove(id, out _);
        }
        else
        {
            _reasons[id] = reason;
        }
    }

    /// <summary>Reads again what was changed since the last time, and names the tasks. For the loop alone.</summary>
    public IReadOnlyCollection<Bytes32> Refresh()
    {
        HashSet<Bytes32> touched, deals;
        bool isEverything;
        lock (_gate)
        {
            (touched, _touched) = (_touched, []);
            (deals, _touchedDeals) = (_touchedDeals, []);
            (isEverything, _isEverythingTouched) = (_isEverythingTouched, false);
        }

        try
        {
            return isEverything ? Replace(_store.LoadOpen(), [.. _tasks.Keys]) : Replace(_store.LoadOpen(touched, deals), [.. touched, .. deals.SelectMany(Index.OfDeal)]);
        }
        catch
        {
            lock (_gate)
            {
                _touched.UnionWith(touched);
                _touchedDeals.UnionWith(deals);
                _isEverythingTouched |= isEverything;
            }

            throw;
        }
    }

    public void Dispose() => _database.Committed -= Note;

    private HashSet<Bytes32> Replace(IReadOnlyList<OpenTask> loaded, HashSet<Bytes32> changed)
    {
        // Tasks of one deal share its record.
        var deals = loaded.Select(open => open.Deal).DistinctBy(deal => deal.Id).ToDictionary(deal => deal.Id);
        var still = new HashSet<Bytes32>(loaded.Count);
        foreach (var open in loaded)
        {
            still.Add(open.Task.Id);
            changed.Add(open.Task.Id);
            Put(open.Task.Id, open with { Deal = deals[open.Deal.Id] });
        }

        foreach (var id in changed.Where(id => !still.Contains(id)))
        {
            Put(id, null);
        }

        return changed;
    }

    private void Put(Bytes32 id, OpenTask? open)
    {
        Index.Replace(_tasks.GetValueOrDefault(id), open);
        if (open is null)
        {
            _tasks.TryRemove(id, out _);
            _reasons.TryRemove(id, out _);
        }
        else
        {
            _tasks[id] = open;
        }
    }

    // What a failed deed left in the store goes before what the last look said.
    private OpenTask WithReason(OpenTask open) =>
        open.Task.Reason is null && !TaskLifecycle.Table.IsTerminal(open.Task.State) && _reasons.TryGetValue(open.Task.Id, out var reason)
            ? open with { Task = open.Task with { Reason = reason } }
            : open;

    private bool IsDealTouched(Bytes32 deal)
    {
        lock (_gate)
        {
            return _touchedDeals.Contains(deal);
        }
    }

    private void Note(UnitOfWork unit)
    {
        lock (_gate)
        {
            _touched.UnionWith(unit.Touched);
            _touchedDeals.UnionWith(unit.TouchedDeals);
            _isEverythingTouched |= unit.IsEverythingTouched;
        }
    }
}
