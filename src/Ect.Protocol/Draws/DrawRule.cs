using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;

namespace Ect.Protocol.Draws;

/// <summary>
/// Which share of a pool's seats a task draws: about twice the workers that it takes, of 4·2^w more as time passes.
/// </summary>
/// <param name="Seats">Seats of the pool's roster at the match.</param>
/// <param name="Width">Seats that a task draws on average.</param>
/// <param name="Digits">Random binary digits of a worker's number for a task.</param>
/// <param name="Threshold">The worker is drawn if its number is below this; 2^Digits or more means everybody.</param>
public readonly record struct DrawRule(uint Seats, uint Width, int Digits, uint Threshold)
{
    // The threshold is at least 2^PRECISION, so rounding it up adds a quarter to the share at most.
    private const int Precision = 2;

    /// <summary>Whether every seated worker may contribute.</summary>
    public bool IsEverybody => Threshold >= 1UL << Digits;

    /// <summary>The rule of a deal at a moment: of the anchor on the epoch path, of the block on the direct path.</summary>
    /// <param name="deal">The deal.</param>
    /// <param name="seats">Seats of its pool's roster at the match.</param>
    /// <param name="at">Unix time in seconds.</param>
    public static DrawRule Of(Deal deal, uint seats, ulong at) =>
        DealMode.IsPrivate(deal.Mode) ? new(seats, seats, 0, 1) : Of(seats, WidthOf(deal.Trust, deal.Start, deal.Duration, at));

    /// <summary>The rule for a width.</summary>
    /// <param name="seats">Seats of the roster.</param>
    /// <param name="width">Seats to draw on average, at least 1.</param>
    public static DrawRule Of(uint seats, uint width)
    {
        ArgumentOutOfRangeException.ThrowIfZero(width);
        if (seats <= width)
        {
            return new(seats, width, 0, 1);
        }

        var digits = 0;
        while ((ulong)width << digits < (ulong)seats << Precision)
        {
            digits++;
        }

        return new(seats, width, digits, (uint)((((ulong)width << digits) + seats - 1) / seats));
    }

    /// <summary>Seats that a task draws on average: 2·trust + 2 until five durations after the start, then twice, then four times as many.</summary>
    /// <param name="trust">The deal's trust.</param>
    /// <param name="start">The deal's start, Unix time in seconds.</param>
    /// <param name="duration">The category's duration in seconds.</param>
    /// <param name="at">The moment, Unix time in seconds.</param>
    public static uint WidthOf(int trust, ulong start, uint duration, ulong at)
    {
        var first = start + ((ulong)HubRules.FirstWideningPeriods * duration);
        var widenings = at < first ? 0 : (int)Math.Min(HubRules.MaxWidenings, 1 + ((at - first) / duration));
        return (uint)((2 * trust) + 2) << widenings;
    }

    /// <summary>What decides a deal's draws: 152 bits as a number of 256.</summary>
    /// <param name="blockHash">Hash of the block after the match.</param>
    /// <param name="deal">The deal's id.</param>
    public static Bytes32 SeedOf(Bytes32 blockHash, Bytes32 deal)
    {
        Span<byte> words = stackalloc byte[2 * Bytes32.Size];
        blockHash.CopyTo(words);
        deal.CopyTo(words[Bytes32.Size..]);
        return Bytes32.FromNumber(Keccak256.Hash(words).ToNumber() >> 104);
    }
}
