namespace Ect.Simulation.Grid;

/// <summary>
/// What will happen, the next first: a heap with four children a node, whose alarms of 16 bytes lie four to a cache line.
/// Nothing is allocated but when it outgrows its room.
/// </summary>
/// <param name="room">Alarms that it has room for at first.</param>
public sealed class AlarmHeap(int room)
{
    private const int Children = 4;

    private Alarm[] _heap = new Alarm[Math.Max(room, Children)];

    /// <summary>Alarms in it.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an alarm.</summary>
    /// <exception cref="ArgumentException">Its time is no number.</exception>
    public void Add(in Alarm alarm)
    {
        if (double.IsNaN(alarm.Time))
        {
            throw new ArgumentException("An alarm needs a time.", nameof(alarm));
        }

        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, Count * 2);
        }

        var at = Count++;
        while (at > 0 && alarm.IsBefore(_heap[(at - 1) / Children]))
        {
            _heap[at] = _heap[(at - 1) / Children];
            at = (at - 1) / Children;
        }

        _heap[at] = alarm;
    }

    /// <summary>Takes the next one.</summary>
    public bool TryTake(out Alarm alarm)
    {
        if (Count == 0)
        {
            alarm = default;
            return false;
        }

        alarm = _heap[0];
        var last = _heap[--Count];
        var at = 0;
        while (true)
        {
            var first = (at * Children) + 1;
            if (first >= Count)
            {
                break;
            }

            var least = first;
            var end = Math.Min(first + Children, Count);
            for (var child = first + 1; child < end; child++)
            {
                if (_heap[child].IsBefore(_heap[least]))
                {
                    least = child;
                }
            }

            if (!_heap[least].IsBefore(last))
            {
                break;
            }

            _heap[at] = _heap[least];
            at = least;
        }

        _heap[at] = last;
        return true;
    }
}
