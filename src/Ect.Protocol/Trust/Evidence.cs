using System.Numerics;

namespace Ect.Protocol.Trust;

/// <summary>
/// How much votes say, in bits: log2 of the odds that they are right. Equal votes add their bits, as independent evidence
/// does (Sarmenta's credibility of groups). The same numbers stand in contracts/src/libraries/Trust.sol.
/// </summary>
public static class Evidence
{
    /// <summary>Bits of a vote without reputation: odds of 4 to 1.</summary>
    public const int NewcomerBits = 2;

    /// <summary>Most that a reputation adds to a vote, in bits: such a vote counts for three newcomers.</summary>
    public const int MostExtraBits = 4;

    /// <summary>Most bits of one vote.</summary>
    public const int MostVoteBits = NewcomerBits + MostExtraBits;

    /// <summary>Bits by which an agreed result must outweigh all others together: those of one newcomer.</summary>
    public const int MarginBits = 2;

    /// <summary>Groups of more bits than this count as having just as many.</summary>
    public const int MostBits = 200;

    /// <summary>2^bits, with bits capped at <see cref="MostBits"/>.</summary>
    /// <param name="bits">Sum of the bits of equal votes, at least 0.</param>
    public static BigInteger Odds(int bits) => BigInteger.One << Math.Min(bits, MostBits);
}
