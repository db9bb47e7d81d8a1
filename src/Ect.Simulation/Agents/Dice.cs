namespace Ect.Simulation.Agents;

/// <summary>A <see cref="Chance"/> that is handed around.</summary>
/// <param name="seed">Decides everything.</param>
public sealed class Dice(int seed)
{
    private Chance _stream = new((ulong)seed * 0x9E3779B97F4A7C15);

    /// <summary>
    /// Dice of one of many runs. Those of neighbouring seeds are one sequence, a step apart; these start at places of the 2^64 that
    /// are left to chance.
    /// </summary>
    /// <param name="seed">Decides everything, with the next two.</param>
    /// <param name="stream">Which runs.</param>
    /// <param name="run">Which of them.</param>
    public static Dice OfRun(int seed, int stream, int run)
    {
        var dice = new Dice(seed);
        dice._stream = new(dice.Bits() ^ (uint)stream);
        dice._stream = new(dice.Bits() ^ (uint)run);
        dice._stream = new(dice.Bits());
        return dice;
    }

    /// <summary>A number of 0 to <paramref name="limit"/> − 1.</summary>
    public int Next(int limit) => _stream.Next(limit);

    /// <summary>A number from 0, below 1.</summary>
    public double NextDouble() => _stream.NextDouble();

    /// <summary>64 random bits.</summary>
    public ulong Bits() => _stream.Bits();

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
