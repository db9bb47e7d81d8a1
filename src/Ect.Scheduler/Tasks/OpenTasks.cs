using System.Collections.Concurrent;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Assignments;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Why;

namespace Ect.Scheduler.Tasks;

/// <summary>
/// Every task that has not ended, in memory. The store is the truth: what a transaction changed is read again from it. One
/// loop refreshes and looks at everything; anybody may ask for one task.
/// </summary>
internal sealed class OpenTasks : IDisposable
{
    private const int MostShared = 1_000;

    private readonly TaskStore _store;
    private readonly Database _database;
    private readonly ConcurrentDictionary<Bytes32, OpenTask> _tasks = new();
    private readonly ConcurrentDictionary<Bytes32, Reason> _reasons = new();
    private readonly Dictionary<string, Reason> _shared = [];
    private readonly Lock _gate = new();
    private Touched _touched = Touched.Everything;

    // What is being read: until it is, nobody may take what is in memory for the truth.
    private Touched _reading = new();

    public OpenTasks(TaskStore store, Database database)
    {
        _store = store;
        _database = database;
        database.Committed += Note;
    }

    /// <summary>What the loop needs to find without looking at every task. For the loop alone.</summary>
    public OpenTaskIndex Index { get; } = new();

    /// <summary>How long workers take. For the loop alone.</summary>
    public PaceBook Paces { get; } = new();

    /// <summary>How reliable workers are. For the loop alone.</summary>
    public WorkerRecords Records { get; } = new();

    /// <summary>What workers have in their caches. For the loop alone.</summary>
    public ContentBook Contents { get; } = new();

    public int Count => _tasks.Count;

    /// <summary>Every open task as of the last refresh.</summary>
    public IReadOnlyCollection<Bytes32> Ids => [.. _tasks.Keys];

    /// <summary>Every open task as of the last refresh, in no order.</summary>
    public IEnumerable<OpenTask> Unordered => _tasks.Select(entry => entry.Value);

    /// <summary>Every open task as of the last refresh, the oldest deal first.</summary>
    public IReadOnlyList<OpenTask> All =>
        [.. _tasks.Values.Select(WithReason).OrderBy(open => open.Deal.Block).ThenBy(open => open.Deal.LogIndex).ThenBy(open => open.Task.Index)];

    /// <summary>How many open tasks are in each state.</summary>
    public IReadOnlyDictionary<string, int> CountByState() => _tasks.Values.CountBy(open => open.Task.State).ToDictionary(count => count.Key.ToString(), count => count.Value);

    /// <summary>A task as of the last refresh, without the reason why it waits; null if it is not open.</summary>
    public OpenTask? Known(Bytes32 id) => _tasks.GetValueOrDefault(id);

    /// <summary>A task as it is now, ended or not; null if it is not ours.</summary>
    public OpenTask? Find(Bytes32 id)
    {
        lock (_gate)
        {
            if (_tasks.TryGetValue(id, out var known) && !_touched.Contains(known.Task) && !_reading.Contains(known.Task))
            {
                return WithReason(known);
            }
        }

        return _store.Load(id) is { } loaded ? WithReason(loaded) : null;
    }

    /// <summary>
    /// Why a task waits, for people; null leaves what a failed deed wrote down. In memory alone: the next look after a start
    /// finds it again. For the loop alone.
    /// </summary>
    public void Explain(Bytes32 id, Reason? reason)
    {
        if (reason is null)
        {
            _reasons.TryRemove(id, out _);
        }
        else
        {
            _reasons[id] = Shared(reason);
        }
    }

    /// <summary>Why an open task waits, as the last look found; null where only the store says something, or nobody.</summary>
    public Reason? ReasonOf(Bytes32 id) => _reasons.GetValueOrDefault(id);

    /// <summary>How many open tasks wait for a reason, by its code.</summary>
    public IReadOnlyDictionary<string, int> CountByReason() => _reasons.Values.CountBy(reason => reason.Kind.Code).ToDictionary();

    /// <summary>Reads again what was changed since the last time, and names the tasks. For the loop alone.</summary>
    public IReadOnlyCollection<Bytes32> Refresh()
    {
        lock (_gate)
        {
            _touched.Add(_reading); // An earlier attempt broke off.
            (_reading, _touched) = (_touched, new());
        }

        var changed = _reading.IsEverything
            ? Replace(_store.LoadOpen(), [.. _tasks.Keys])
            : Replace(_store.LoadOpen(_reading.Tasks, _reading.Deals), [.. _reading.Tasks, .. _reading.Deals.SelectMany(Index.OfDeal)]);
        lock (_gate)
        {
            _reading = new();
        }

        return changed;
    }

    public void Dispose() => _database.Committed -= Note;

    private HashSet<Bytes32> Replace(IReadOnlyList<OpenTask> loaded, HashSet<Bytes32> changed)
    {
        // Tasks of one deal share its record, or at least what never changes of it.
        var deals = loaded.Select(open => open.Deal).DistinctBy(deal => deal.Id).ToDictionary(deal => deal.Id, deal => Index.Deal(deal.Id)?.As(deal) ?? deal);
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

        Paces.Publish();
        return changed;
    }

    private void Put(Bytes32 id, OpenTask? open)
    {
        var before = _tasks.GetValueOrDefault(id);
        Index.Replace(before, open);
        if (open is null)
        {
            _tasks.TryRemove(id, out _);
            _reasons.TryRemove(id, out _);
        }
        else
        {
            Paces.Note(before, open);
            Records.Note(before, open);
            Contents.Note(before, open);
            _tasks[id] = open;
        }
    }

    // Hundreds of thousands wait for a few reasons.
    private Reason Shared(Reason reason)
    {
        if (_shared.TryGetValue(reason.Text, out var known) && ReferenceEquals(known.Kind, reason.Kind))
        {
            return known;
        }

        if (_shared.Count == MostShared)
        {
            _shared.Clear();
        }

        return _shared[reason.Text] = reason;
    }

    private OpenTask WithReason(OpenTask open) =>
        !TaskLifecycle.Table.IsTerminal(open.Task.State) && _reasons.TryGetValue(open.Task.Id, out var reason) ? open with { Task = open.Task with { Reason = reason.Text } } : open;

    private void Note(UnitOfWork unit)
    {
        lock (_gate)
        {
            _touched.Add(unit);
        }
    }

    /// <summary>Tasks that were written since they were read.</summary>
    private sealed class Touched
    {
        public static Touched Everything => new() { IsEverything = true };

        public HashSet<Bytes32> Tasks { get; } = [];

        public HashSet<Bytes32> Deals { get; } = [];

        public bool IsEverything { get; private set; }

        public bool Contains(TaskRecord task) => IsEverything || Tasks.Contains(task.Id) || Deals.Contains(task.Deal);

        public void Add(UnitOfWork unit) => Add(unit.Touched, unit.TouchedDeals, unit.IsEverythingTouched);

        public void Add(Touched other) => Add(other.Tasks, other.Deals, other.IsEverything);

        private void Add(IEnumerable<Bytes32> tasks, IEnumerable<Bytes32> deals, bool isEverything)
        {
            Tasks.UnionWith(tasks);
            Deals.UnionWith(deals);
            IsEverything |= isEverything;
        }
    }
}
