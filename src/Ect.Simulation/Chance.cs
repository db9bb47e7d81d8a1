namespace Ect.Simulation;

/// <summary>
/// Chance that is the same for a seed on every runtime: splitmix64 (Steele, Lea and Flood, 2014). A struct of eight bytes,
/// so that each of 200,000 workers has its own and what happens to one does not depend on the others.
/// </summary>
/// <param name="state">Where it begins.</param>
public struct Chance(ulong state)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state = state;

    /// <summary>The stream of one thing in a simulation.</summary>
    /// <param name="seed">Of the simulation.</param>
    /// <param name="kind">What sort of thing.</param>
    /// <param name="number">Which of them.</param>
    public static Chance Of(int seed, int kind, int number) =>
        new(Mix(Mix(Mix((uint)seed + Golden) ^ (uint)kind) + ((ulong)(uint)number * Golden)));

    /// <summary>64 random bits.</summary>
    public ulong Bits() => Mix(_state += Golden);

    /// <summary>A number from 0, below 1.</summary>
    public double NextDouble() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number of 0 to <paramref name="limit"/> − 1.</summary>
    public int Next(int limit) => (int)((UInt128)Bits() * (uint)limit >> 64);

    /// <summary>A number of the standard normal distribution (Box and Muller, 1958).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
