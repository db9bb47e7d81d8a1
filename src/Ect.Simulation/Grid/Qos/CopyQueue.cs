namespace Ect.Simulation.Grid.Qos;

/// <summary>Copies that wait, in the order in which they came; a ring that grows.</summary>
internal sealed class CopyQueue
{
    private int[] _ring = new int[16];
    private int _first;

    public int Count { get; private set; }

    public void AddLast(int copy)
    {
        Grow();
        _ring[(_first + Count++) % _ring.Length] = copy;
    }

    /// <summary>Puts back what was taken too early.</summary>
    public void AddFirst(int copy)
    {
        Grow();
        _first = (_first + _ring.Length - 1) % _ring.Length;
        _ring[_first] = copy;
        Count++;
    }

    /// <summary>Takes the first of at least one.</summary>
    public int Take()
    {
        var copy = _ring[_first];
        _first = (_first + 1) % _ring.Length;
        Count--;
        return copy;
    }

    private void Grow()
    {
        if (Count < _ring.Length)
        {
            return;
        }

        var ring = new int[_ring.Length * 2];
        for (var i = 0; i < Count; i++)
        {
            ring[i] = _ring[(_first + i) % _ring.Length];
        }

        (_ring, _first) = (ring, 0);
    }
}
