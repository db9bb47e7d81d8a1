using System.Collections.Concurrent;

namespace Ect.Simulation.Pools;

/// <summary>The seat maps of a study: draws are what costs time, so each is computed once.</summary>
/// <param name="seed">Decides addresses and draws.</param>
public sealed class SeatMaps(int seed)
{
    private readonly ConcurrentDictionary<int, SeatMap> _maps = new();

    /// <summary>The map of a pool of so many seats.</summary>
    public SeatMap Of(int seats) => _maps.GetOrAdd(seats, static (count, seed) => new(count, seed), seed);
}
