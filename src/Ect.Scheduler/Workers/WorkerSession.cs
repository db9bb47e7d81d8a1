using System.Threading.Channels;
using Ect.Ethereum;
using Ect.Protocol.Machines;
using Ect.Scheduler.Why;
using Ect.Wire;

namespace Ect.Scheduler.Workers;

/// <summary>One logged-in worker's stream: what it said of itself last, and what waits to be sent to it.</summary>
internal sealed class WorkerSession : IDisposable
{
    // An anchor may tell a worker of some thousand tasks at once.
    private const int OutboxSize = 8192;

    private readonly Lock _gate = new();
    private readonly Channel<SchedulerMessage> _outbox = Channel.CreateBounded<SchedulerMessage>(OutboxSize);
    private readonly CancellationTokenSource _closed = new();
    private readonly HashSet<Bytes32> _handedOut = [];
    private readonly TimeProvider _time;
    private uint _freeSlots;
    private string? _closeReason;
    private int _expected;
    private string? _told;

    public WorkerSession(Address worker, string software, Resources resources, TimeProvider time)
    {
        Worker = worker;
        Software = software;
        Resources = resources;
        Machine = OfferedMachine.Read(resources);
        Ad = WorkerAd.Read(worker, software, resources);
        _time = time;
        Closed = _closed.Token; // outlives its source: others still look at a session whose stream has ended
        ConnectedAt = LastSeen = time.GetUtcNow();
    }

    public Address Worker { get; }

    public string Software { get; }

    public Resources Resources { get; }

    /// <summary>What it says of its machine, as far as tasks ask for it.</summary>
    public MachineOffer Machine { get; }

    /// <summary>What it is and wants, as an ad.</summary>
    public WorkerAd Ad { get; }

    public DateTimeOffset ConnectedAt { get; }

    public DateTimeOffset LastSeen { get; private set; }

    /// <summary>Tasks that it said it runs.</summary>
    public int Running { get; private set; }

    /// <summary>Why its owner lets it take no work; null if there is no such reason.</summary>
    public Reason? Resting { get; private set; }

    /// <summary>Why it has no work; null before anybody looked.</summary>
    public Reason? Waiting { get; set; }

    /// <summary>Ends when the session does: replaced by a newer login, too fast, too slow, stopped.</summary>
    public CancellationToken Closed { get; }

    public string? CloseReason => _closeReason;

    /// <summary>Whether the worker did wrong, so that it is told and stays away for a while.</summary>
    public bool IsRefused { get; private set; }

    public ChannelReader<SchedulerMessage> Outbox => _outbox.Reader;

    /// <summary>Assignments that it would take now: what it asked for less what is on its way to it.</summary>
    public int Credit
    {
        get
        {
            lock (_gate)
            {
                return Closed.IsCancellationRequested || Resting is not null ? 0 : Math.Max(0, (int)Math.Min(_freeSlots, Resources.Slots) - _handedOut.Count);
            }
        }
    }

    public void Seen() => LastSeen = _time.GetUtcNow();

    /// <summary>The worker was asked for one message, which does not count against its limit.</summary>
    public void Expect() => Interlocked.Increment(ref _expected);

    /// <summary>Whether a message beyond the limit was asked for.</summary>
    public bool TryTakeExpected()
    {
        if (Interlocked.Decrement(ref _expected) >= 0)
        {
            return true;
        }

        Interlocked.Increment(ref _expected);
        return false;
    }

    /// <summary>Whether the worker has yet to hear why it has no work, as this says. Asked once before it is told.</summary>
    public bool IsNews(string waiting) => Interlocked.Exchange(ref _told, waiting) != waiting;

    /// <summary>Whether it ever asked for work. Nobody else hands out assignments before.</summary>
    public bool HasBeaten { get; private set; }

    /// <summary>Takes note of a heartbeat.</summary>
    public void Beat(uint freeSlots, IEnumerable<Bytes32> running, Reason? resting = null)
    {
        var reported = running.ToList();
        lock (_gate)
        {
            _freeSlots = freeSlots;
            Running = reported.Count;
            Resting = resting;
            _handedOut.ExceptWith(reported);
            HasBeaten = true;
        }
    }

    /// <summary>Sends an assignment and counts it against the credit until the worker speaks of the task.</summary>
    public void HandOut(Bytes32 task, Assignment assignment)
    {
        lock (_gate)
        {
            _handedOut.Add(task);
        }

        Expect();
        Send(new() { Assignment = assignment });
    }

    /// <summary>The worker spoke of the task, or it was taken away: it is no longer on its way.</summary>
    public void Forget(Bytes32 task)
    {
        lock (_gate)
        {
            _handedOut.Remove(task);
        }
    }

    /// <summary>Queues a message. A worker that does not read is cut off rather than waited for.</summary>
    public void Send(SchedulerMessage message)
    {
        if (!_outbox.Writer.TryWrite(message))
        {
            Refuse("The worker does not read its messages.");
        }
    }

    /// <summary>Ends the session because of what the worker does.</summary>
    public void Refuse(string reason)
    {
        IsRefused = true;
        Close(reason);
    }

    public void Close(string reason)
    {
        Interlocked.CompareExchange(ref _closeReason, reason, null);
        _outbox.Writer.TryComplete();
        try
        {
            _closed.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The stream ended by itself in the meantime.
        }
    }

    public void Dispose()
    {
        _outbox.Writer.TryComplete();
        _closed.Dispose();
    }
}
