using System.Collections.Concurrent;
using Ect.Ethereum;

namespace Ect.Protocol.Draws;

/// <summary>
/// Sortition: which seated workers may contribute to a deal's tasks. It follows from the hash of a block after the match and
/// from the workers' addresses, which had to be seated before it. Computes 256 tasks at once and keeps what it has computed.
/// Safe for many threads.
/// </summary>
/// <param name="seed">The deal's seed, see <see cref="DrawRule.SeedOf"/>.</param>
/// <param name="rule">What share of the seats is drawn.</param>
public sealed class Draw(Bytes32 seed, DrawRule rule)
{
    // Some ten megabytes.
    private const int MostKnown = 100_000;

    private readonly ConcurrentDictionary<(Address Worker, uint Word), Lanes> _known = new();
    private int _count;

    /// <summary>What share of the seats is drawn.</summary>
    public DrawRule Rule => rule;

    /// <summary>For which tasks of a word the worker is drawn. Whether it was seated in time is another question.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="word">Number of the word: tasks 256·word to 256·word + 255 of the deal, counted from its first.</param>
    public Lanes Of(Address worker, uint word) =>
        rule.IsEverybody ? Lanes.All : _known.GetOrAdd((worker, word), static (key, draw) => draw.Compute(key.Worker, key.Word), this);

    /// <summary>Whether the worker is drawn for one task.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="position">The task's index in the bag less the index of the deal's first task.</param>
    public bool IsDrawn(Address worker, uint position) => Of(worker, position >> 8)[(int)(position & 255)];

    /// <summary>256 binary digits of the worker's numbers, one for each task of a word.</summary>
    /// <param name="seed">The deal's seed.</param>
    /// <param name="worker">The worker.</param>
    /// <param name="word">Number of the word.</param>
    /// <param name="digit">Which digit, 0 is the most significant.</param>
    public static Lanes Digit(Bytes32 seed, Address worker, uint word, int digit)
    {
        Span<byte> words = stackalloc byte[4 * Bytes32.Size];
        words.Clear();
        seed.CopyTo(words);
        worker.CopyTo(words[(64 - Address.Size)..]);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(words[92..], word);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(words[124..], digit);
        return Lanes.FromBytes32(Keccak256.Hash(words));
    }

    // Compares 256 numbers with the threshold at once, from the most significant digit: where the digits differ this one
    // decides. Lanes run out long before the digits do.
    private Lanes Compute(Address worker, uint word)
    {
        if (Interlocked.Increment(ref _count) > MostKnown)
        {
            _known.Clear();
            _count = 0;
        }

        var below = Lanes.None;
        var undecided = Lanes.All;
        for (var digit = 0; digit < rule.Digits && !undecided.IsEmpty; digit++)
        {
            var random = Digit(seed, worker, word, digit);
            if ((rule.Threshold >> (rule.Digits - 1 - digit) & 1) != 0)
            {
                below |= undecided & ~random;
                undecided &= random;
            }
            else
            {
                undecided &= ~random;
            }
        }

        return below;
    }
}
