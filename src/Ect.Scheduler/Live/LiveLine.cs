using Ect.Ethereum;

namespace Ect.Scheduler.Live;

/// <summary>A piece of a worker's streams as the scheduler keeps it: ciphertext, for whom the deal's log key names.</summary>
/// <param name="Worker">Who sent it.</param>
/// <param name="At">When it came.</param>
/// <param name="Channel">1 standard output, 2 standard error, 3 a note of the progress.</param>
/// <param name="Sequence">Its number within channel and key, from 0.</param>
/// <param name="IsLast">Whether the stream ends with it.</param>
/// <param name="Key">The worker's public key for this run, hexadecimal.</param>
/// <param name="Signature">The worker's signature under the key, hexadecimal.</param>
/// <param name="Sealed">The encrypted bytes.</param>
public sealed record LiveLine(Address Worker, DateTimeOffset At, int Channel, ulong Sequence, bool IsLast, string Key, string Signature, byte[] Sealed)
{
    /// <summary>Its number among the lines of this worker and task, to go on from; not kept.</summary>
    public long Position { get; init; }
}
