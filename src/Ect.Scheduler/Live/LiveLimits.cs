using System.Collections.Concurrent;
using Ect.Ethereum;

namespace Ect.Scheduler.Live;

/// <summary>
/// How much live traffic is taken: of each worker, so that none crowds out the others, and of all together, so that
/// assignments never wait for logs.
/// </summary>
internal sealed class LiveLimits(TimeProvider time)
{
    /// <summary>Largest sealed note, in bytes: 200 characters of four bytes and the tag.</summary>
    public const int MaxNoteBytes = 1024;

    private const double MessagesOfWorker = 20;
    private const double BytesOfWorker = 512 << 10;
    private const double MessagesOfAll = 5_000;
    private const double BytesOfAll = 32 << 20;
    private const int MaxWorkers = 100_000;

    private readonly ConcurrentDictionary<Address, Share> _workers = new();
    private readonly Share _all = new(MessagesOfAll, BytesOfAll, time);

    /// <summary>Whether one more message of so many bytes is taken.</summary>
    public bool TryTake(Address worker, int bytes)
    {
        if (_workers.Count > MaxWorkers)
        {
            _workers.Clear();
        }

        return _workers.GetOrAdd(worker, _ => new(MessagesOfWorker, BytesOfWorker, time)).TryTake(bytes) && _all.TryTake(bytes);
    }

    /// <summary>Two token buckets, each of four seconds.</summary>
    private sealed class Share(double messagesPerSecond, double bytesPerSecond, TimeProvider time)
    {
        private const double Burst = 4;

        private readonly Lock _gate = new();
        private double _messages = Burst * messagesPerSecond;
        private double _bytes = Burst * bytesPerSecond;
        private long _filledAt = time.GetTimestamp();

        public bool TryTake(int bytes)
        {
            lock (_gate)
            {
                var now = time.GetTimestamp();
                var seconds = time.GetElapsedTime(_filledAt, now).TotalSeconds;
                _filledAt = now;
                _messages = Math.Min(Burst * messagesPerSecond, _messages + (seconds * messagesPerSecond));
                _bytes = Math.Min(Burst * bytesPerSecond, _bytes + (seconds * bytesPerSecond));
                if (_messages < 1 || _bytes < bytes)
                {
                    return false;
                }

                _messages--;
                _bytes -= bytes;
                return true;
            }
        }
    }
}
