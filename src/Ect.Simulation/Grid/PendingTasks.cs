namespace Ect.Simulation.Grid;

/// <summary>Tasks that wait, by class and in each in the order in which they came. Everything costs the same whatever waits.</summary>
internal sealed class PendingTasks
{
    private const int None = -1;

    private readonly int[] _next;
    private readonly int[] _first;
    private readonly int[] _last;
    private readonly int[] _counts;

    public PendingTasks(Bag bag)
    {
        _next = new int[bag.Count];
        _first = [.. bag.Classes.Select(_ => None)];
        _last = [.. _first];
        _counts = new int[_first.Length];
        for (var task = 0; task < bag.Count; task++)
        {
            var kind = bag.Class[task];
            _next[task] = None;
            (_counts[kind] == 0 ? ref _first[kind] : ref _next[_last[kind]]) = task;
            _last[kind] = task;
            _counts[kind]++;
        }

        Count = bag.Count;
    }

    /// <summary>Tasks that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Tasks of each class that wait.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary>The first task of a class that has some.</summary>
    public int First(int kind) => _first[kind];

    /// <summary>Takes the first task of a class that has some.</summary>
    public int Take(int kind)
    {
        var task = _first[kind];
        _first[kind] = _next[task];
        _counts[kind]--;
        Count--;
        return task;
    }

    /// <summary>Puts a task back to the front: it has waited before.</summary>
    public void PutBack(int task, int kind)
    {
        _next[task] = _counts[kind] == 0 ? None : _first[kind];
        if (_counts[kind] == 0)
        {
            _last[kind] = task;
        }

        _first[kind] = task;
        _counts[kind]++;
        Count++;
    }
}
