using Ect.Simulation.Pools;

namespace Ect.Simulation;

/// <summary>Where an attack is played.</summary>
/// <param name="Rules">By which rules.</param>
/// <param name="Market">In which circumstances.</param>
/// <param name="Seed">The same seed plays the same.</param>
/// <param name="Maps">The seats, shared by the attacks of a study.</param>
public sealed record Setting(Rules Rules, Market Market, int Seed, SeatMaps Maps)
{
    /// <summary>A setting of its own.</summary>
    public static Setting Of(Rules rules, Market market, int seed) => new(rules, market, seed, new(seed));

    internal SeatMap Map => Maps.Of(Market.Seats);
}
