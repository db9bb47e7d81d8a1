using System.Threading.RateLimiting;

namespace Ect.Scheduler.Live;

/// <summary>How many people have logs sent to them at the same time: nobody logs in, and each costs a connection and a file's parsing.</summary>
internal sealed class LogGate : IDisposable
{
    /// <summary>People who may follow.</summary>
    public const int MaxFollowers = 64;

    /// <summary>People who may read what is there.</summary>
    public const int MaxReaders = 8;

    private readonly ConcurrencyLimiter _followers = new(new() { PermitLimit = MaxFollowers, QueueLimit = 0 });
    private readonly ConcurrencyLimiter _readers = new(new() { PermitLimit = MaxReaders, QueueLimit = 0 });

    /// <summary>Makes room for one, until it is disposed of; not acquired if there is none.</summary>
    public RateLimitLease Enter(bool follow) => (follow ? _followers : _readers).AttemptAcquire();

    public void Dispose()
    {
        _followers.Dispose();
        _readers.Dispose();
    }
}
