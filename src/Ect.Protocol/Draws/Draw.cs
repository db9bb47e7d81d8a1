using System.Buffers.Binary;
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
/// <param name="size">Tasks of the deal, for who asks about many workers and all tasks; 0 for who asks about some.</param>
public sealed class Draw(Bytes32 seed, DrawRule rule, uint size = 0)
{
    // Some ten megabytes.
    private const int MostKnown = 100_000;

    // Of a task's workers so small a part is a list shorter than its words of bits.
    private const int SparseShare = 32;

    private readonly ConcurrentDictionary<(Address Worker, uint Word), Lanes> _known = new();
    private readonly ConcurrentDictionary<Address, uint[]> _positions = new();
    private readonly bool _isSparse = size > 0 && (ulong)rule.Threshold * SparseShare <= 1UL << rule.Digits;
    private int _count;

    /// <summary>What share of the seats is drawn.</summary>
    public DrawRule Rule => rule;

    /// <summary>
    /// All tasks for which the worker is drawn, by their index less that of the deal's first, ascending; null where that would
    /// be a large part of the deal, so that <see cref="Of"/> is what to ask.
    /// </summary>
    public IReadOnlyList<uint>? PositionsOf(Address worker) => _isSparse ? Positions(worker) : null;

    /// <summary>For which tasks of a word the worker is drawn. Whether it was seated in time is another question.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="word">Number of the word: tasks 256·word to 256·word + 255 of the deal, counted from its first.</param>
    public Lanes Of(Address worker, uint word) =>
        rule.IsEverybody ? Lanes.All : _known.GetOrAdd((worker, word), static (key, draw) => draw.Keep(key.Worker, key.Word), this);

    /// <summary>Whether the worker is drawn for one task.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="position">The task's index in the bag less the index of the deal's first task.</param>
    public bool IsDrawn(Address worker, uint position) =>
        _isSparse && position < size ? Array.BinarySearch(Positions(worker), position) >= 0 : Of(worker, position >> 8)[(int)(position & 255)];

    /// <summary>Digits of the worker's numbers for the 256 tasks of a word, one of each task in each.</summary>
    /// <param name="seed">The deal's seed.</param>
    /// <param name="worker">The worker.</param>
    /// <param name="word">Number of the word.</param>
    /// <param name="first">The first digit, 0 is the most significant.</param>
    /// <param name="digits">Eight digits from there on.</param>
    public static void Digits(Bytes32 seed, Address worker, uint word, int first, Span<Lanes> digits)
    {
        const int Length = 4 * Bytes32.Size;
        Span<byte> messages = stackalloc byte[Length * Keccak256Lanes.Count];
        messages.Clear();
        for (var digit = 0; digit < Keccak256Lanes.Count; digit++)
        {
            var message = messages.Slice(digit * Length, Length);
            seed.CopyTo(message);
            worker.CopyTo(message[(64 - Address.Size)..]);
            BinaryPrimitives.WriteUInt32BigEndian(message[92..], word);
            BinaryPrimitives.WriteInt32BigEndian(message[124..], first + digit);
        }

        Span<Bytes32> hashes = stackalloc Bytes32[Keccak256Lanes.Count];
        Keccak256Lanes.Hash(messages, hashes);
        for (var digit = 0; digit < Keccak256Lanes.Count; digit++)
        {
            digits[digit] = Lanes.FromBytes32(hashes[digit]);
        }
    }

    private uint[] Positions(Address worker) => _positions.GetOrAdd(worker, static (worker, draw) => draw.Gather(worker), this);

    private uint[] Gather(Address worker)
    {
        var positions = new List<uint>();
        for (uint word = 0; word << 8 < size; word++)
        {
            foreach (var lane in Compute(worker, word).Each())
            {
                positions.Add((word << 8) + (uint)lane);
            }
        }

        return [.. positions.Where(position => position < size)];
    }

    private Lanes Keep(Address worker, uint word)
    {
        if (Interlocked.Increment(ref _count) > MostKnown)
        {
            _known.Clear();
            _count = 0;
        }

        return Compute(worker, word);
    }

    // Compares 256 numbers with the threshold at once, from the most significant digit: where the digits differ this one
    // decides. Lanes run out long before the digits do.
    private Lanes Compute(Address worker, uint word)
    {
        Span<Lanes> digits = stackalloc Lanes[Keccak256Lanes.Count];
        var below = Lanes.None;
        var undecided = Lanes.All;
        for (var digit = 0; digit < rule.Digits && !undecided.IsEmpty; digit++)
        {
            if (digit % Keccak256Lanes.Count == 0)
            {
                Digits(seed, worker, word, digit, digits);
            }

            var random = digits[digit % Keccak256Lanes.Count];
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
