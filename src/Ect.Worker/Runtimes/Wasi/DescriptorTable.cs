using System.Diagnostics.CodeAnalysis;

namespace Ect.Worker.Runtimes.Wasi;

/// <summary>The application's descriptor numbers: a new one is always the lowest that is free.</summary>
internal sealed class DescriptorTable : IDisposable
{
    public const int MaxOpen = 256;

    private readonly SortedDictionary<int, Descriptor> _open = [];

    public bool IsFull => _open.Count >= MaxOpen;

    public int Add(Descriptor descriptor)
    {
        var number = 0;
        while (_open.ContainsKey(number))
        {
            number++;
        }

        _open.Add(number, descriptor);
        return number;
    }

    public bool TryGet<T>(int number, [NotNullWhen(true)] out T? descriptor)
        where T : Descriptor
    {
        descriptor = _open.GetValueOrDefault(number) as T;
        return descriptor is not null;
    }

    public bool Close(int number)
    {
        if (!_open.Remove(number, out var descriptor))
        {
            return false;
        }

        descriptor.Close();
        return true;
    }

    public bool Renumber(int from, int to)
    {
        if (!_open.TryGetValue(from, out var moved) || !_open.TryGetValue(to, out var replaced))
        {
            return false;
        }

        if (from != to)
        {
            replaced.Close();
            _open.Remove(from);
            _open[to] = moved;
        }

        return true;
    }

    public void Dispose()
    {
        foreach (var descriptor in _open.Values)
        {
            descriptor.Close();
        }

        _open.Clear();
    }
}
