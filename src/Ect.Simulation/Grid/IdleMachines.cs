namespace Ect.Simulation.Grid;

/// <summary>Machines that wait for a task. Each comes and leaves at the same cost, whatever waits.</summary>
/// <param name="room">Machines of the pool.</param>
internal sealed class IdleMachines(int room)
{
    private readonly int[] _numbers = new int[room];
    private readonly int[] _places = new int[room];

    public int Count { get; private set; }

    /// <summary>Any of them.</summary>
    /// <param name="place">0 to <see cref="Count"/> − 1.</param>
    public int this[int place] => _numbers[place];

    public void Add(int number)
    {
        _places[number] = Count;
        _numbers[Count++] = number;
    }

    /// <summary>Takes one away that waits; the last takes its place.</summary>
    public void Remove(int number)
    {
        var last = _numbers[--Count];
        _numbers[_places[number]] = last;
        _places[last] = _places[number];
    }
}
