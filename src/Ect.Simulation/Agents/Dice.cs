namespace Ect.Simulation.Agents;

/// <summary>Chance that is the same for a seed on every runtime: splitmix64 (Steele, Lea and Flood, 2014).</summary>
/// <param name="seed">Decides everything.</param>
public sealed class Dice(int seed)
{
    private ulong _state = (ulong)seed * 0x9E3779B97F4A7C15;

    /// <summary>A number of 0 to <paramref name="limit"/> − 1.</summary>
    public int Next(int limit) => (int)((UInt128)Bits() * (uint)limit >> 64);

    /// <summary>A number from 0, below 1.</summary>
    public double NextDouble() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>64 random bits.</summary>
    public ulong Bits()
    {
        var bits = _state += 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }

    /// <summary>Any order alike.</summary>
    public void Shuffle<T>(T[] items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
