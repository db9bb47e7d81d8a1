using System.Numerics;
using Ect.Ethereum;

namespace Ect.Protocol.Trust;

/// <summary>
/// What a worker has behind it: protocol fees burned for its right results, and a sketch of who paid them. The fees are
/// money that is gone, so a reputation cannot be had for less than it is worth; they halve every <see cref="HalfLife"/>
/// days. The same packing and numbers stand in contracts/src/types/Reputation.sol.
/// </summary>
/// <param name="Fees">Fees as of <paramref name="Day"/>, in <see cref="Unit"/>.</param>
/// <param name="Payers">The sketch: one of 16 bits for each payer.</param>
/// <param name="Day">Day of the last entry, days since 1970.</param>
public readonly record struct Reputation(uint Fees, ushort Payers, ushort Day)
{
    /// <summary>Days in which fees lose half of their weight.</summary>
    public const int HalfLife = 64;

    private const ulong SecondsPerDay = 86_400;

    /// <summary>Unit of <see cref="Fees"/>, in the token's smallest unit: 10^-4 token.</summary>
    public static BigInteger Unit { get; } = BigInteger.Pow(10, 14);

    /// <summary>Fees that earn the first, second, third and fourth extra bit, in times of the value at stake.</summary>
    public static IReadOnlyList<int> Thresholds { get; } = [1, 3, 7, 15];

    /// <summary>How many different bits the sketch has: at most the number of payers.</summary>
    public int DistinctPayers => BitOperations.PopCount(Payers);

    /// <summary>Takes a reputation from the 64 bits that the hub stores: fees, payers, day from the high end.</summary>
    public static Reputation Unpack(ulong packed) => new((uint)(packed >> 32), (ushort)(packed >> 16), (ushort)packed);

    /// <summary>The 64 bits that the hub stores.</summary>
    public ulong Pack() => ((ulong)Fees << 32) | ((ulong)Payers << 16) | Day;

    /// <summary>The day of a moment, as the hub counts it.</summary>
    /// <param name="time">Unix time in seconds.</param>
    public static ushort DayOf(ulong time) => (ushort)(time / SecondsPerDay);

    /// <summary>The payer's bit of the sketch.</summary>
    public static ushort PayerBit(Address payer)
    {
        Span<byte> word = stackalloc byte[Bytes32.Size];
        payer.CopyTo(word[(Bytes32.Size - Address.Size)..]);
        return (ushort)(1 << (int)(Keccak256.Hash(word).ToNumber() & 15));
    }

    /// <summary>Fees as they weigh on a day, in <see cref="Unit"/>: halved for each <see cref="HalfLife"/>, in between on a straight line.</summary>
    public uint FeesOn(ushort day)
    {
        var age = Math.Max(0, day - Day);
        if (age / HalfLife >= 32)
        {
            return 0;
        }

        var left = (ulong)Fees >> (age / HalfLife);
        return (uint)(left - (left * (ulong)(age % HalfLife) / (2 * HalfLife)));
    }

    /// <summary>With the fees of further results added.</summary>
    /// <param name="fees">In <see cref="Unit"/>, rounded down.</param>
    /// <param name="payers">Bits of who paid them.</param>
    /// <param name="day">Today.</param>
    public Reputation Add(BigInteger fees, ushort payers, ushort day) =>
        new((uint)BigInteger.Min(uint.MaxValue, FeesOn(day) + fees), (ushort)(Payers | payers), day);

    /// <summary>Two parts of one worker's reputation together: what it carries itself and what its seat holds.</summary>
    public Reputation Merge(Reputation other, ushort day) => other == default ? this : Add(other.FeesOn(day), other.Payers, day);

    /// <summary>What the worker's vote weighs, in bits.</summary>
    /// <param name="value">What a wrong result may cost, in the token's smallest unit: the more is at stake, the less a reputation is worth.</param>
    /// <param name="day">Today.</param>
    public int BitsFor(BigInteger value, ushort day)
    {
        if (value.Sign <= 0)
        {
            return Evidence.NewcomerBits;
        }

        var fees = FeesOn(day) * Unit;
        var extra = Thresholds.Count(times => fees >= times * value);
        return Evidence.NewcomerBits + Math.Min(extra, DistinctPayers / 2);
    }
}
