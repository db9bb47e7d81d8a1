using Ect.Ethereum;
using Ect.Protocol.Qos;
using Ect.Sdk.Deals;

namespace Ect.Sdk.Qos;

/// <summary>How far a bag is, its help counted in: of a task and its repetitions the first result counts. Pure; for one caller at a time.</summary>
internal sealed class BagBook
{
    private readonly Dictionary<uint, int> _places = [];
    private readonly Dictionary<Bytes32, Try> _open = [];
    private readonly Dictionary<uint, BagResult> _results = [];
    private readonly Dictionary<Bytes32, uint> _known = [];
    private readonly double[] _assignedAt;
    private readonly int[] _tries;
    private readonly int[] _helps;

    public BagBook(Bag bag)
    {
        foreach (var index in bag.Indices)
        {
            _places.Add(index, _places.Count);
        }

        Progress = new(_places.Count);
        (_assignedAt, _tries, _helps) = (new double[_places.Count], new int[_places.Count], new int[_places.Count]);
        Array.Fill(_assignedAt, double.PositiveInfinity);
        foreach (var deal in bag.Deals)
        {
            foreach (var index in deal.Indices)
            {
                Add(new(deal, index, index, false), deal.TaskAt(index));
            }
        }

        foreach (var help in bag.Help)
        {
            Add(help);
        }
    }

    /// <summary>How far it is. Its tasks are numbered in the order of the bag's deals.</summary>
    public BagProgress Progress { get; }

    /// <summary>First results, by the index in the bag.</summary>
    public IReadOnlyDictionary<uint, BagResult> Results => _results;

    /// <summary>Whether each task has a result, or nobody works on it any more.</summary>
    public bool IsOver => _places.All(place => Progress.IsCompleted(place.Value) || _tries[place.Value] == 0);

    /// <summary>Repetitions at work on tasks that are not completed.</summary>
    public int Working => _places.Sum(place => Progress.IsCompleted(place.Value) ? 0 : _helps[place.Value]);

    /// <summary>Indices of the tasks that are not completed and that no help works on: first those that nobody is known to work on, then the longest running.</summary>
    public IReadOnlyList<uint> Unhelped =>
    [
        .. _places.Where(place => !Progress.IsCompleted(place.Value) && _helps[place.Value] == 0)
            .OrderByDescending(place => !Progress.IsAssigned(place.Value)).ThenBy(place => _assignedAt[place.Value]).ThenBy(place => place.Key)
            .Select(place => place.Key),
    ];

    /// <summary>Takes help in.</summary>
    public void Add(HelpDeal help)
    {
        foreach (var (own, repeated) in help.Tasks)
        {
            if (_places.ContainsKey(repeated))
            {
                Add(new(help.Deal, own, repeated, true), help.Deal.TaskAt(own));
            }
        }
    }

    /// <summary>A task of the bag was given to a worker.</summary>
    /// <param name="index">Its index.</param>
    /// <param name="at">Seconds since the bag's start.</param>
    public void Assign(uint index, double at)
    {
        if (_places.TryGetValue(index, out var place) && Progress.Assign(place, at))
        {
            _assignedAt[place] = at;
        }
    }

    /// <summary>The bag's index of a task; null if it is not of this bag.</summary>
    public uint? IndexOf(Bytes32 task) => _known.TryGetValue(task, out var index) ? index : null;

    /// <summary>Reads what the chain says of a task or a repetition.</summary>
    /// <param name="update">What happened.</param>
    /// <param name="at">Seconds since the bag's start.</param>
    public void Read(TaskUpdate update, double at)
    {
        if (update.Kind is not (TaskUpdateKind.Completed or TaskUpdateKind.Failed) || !_open.Remove(update.Task, out var ended))
        {
            return;
        }

        var place = _places[ended.Index];
        _tries[place]--;
        _helps[place] -= ended.IsHelp ? 1 : 0;
        if (update.Kind == TaskUpdateKind.Completed && Progress.Complete(place, at))
        {
            _results[ended.Index] = new(ended.Deal, ended.Own, update.Task, ended.IsHelp);
        }
    }

    private void Add(Try added, Bytes32 task)
    {
        if (!_known.TryAdd(task, added.Index))
        {
            return;
        }

        _open.Add(task, added);
        _tries[_places[added.Index]]++;
        _helps[_places[added.Index]] += added.IsHelp ? 1 : 0;
    }

    private sealed record Try(DealInfo Deal, uint Own, uint Index, bool IsHelp);
}
