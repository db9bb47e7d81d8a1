namespace Ect.Worker.Runtimes;

/// <summary>Holds running applications while it is closed, and knows for how long it was. Open at first.</summary>
public sealed class RunGate(TimeProvider time)
{
    private readonly Lock gate = new();
    private TaskCompletionSource opened = Signal(isGiven: true);
    private TaskCompletionSource closed = Signal(isGiven: false);
    private long? closedSince;
    private TimeSpan closedBefore;

    /// <summary>Whether applications are held.</summary>
    public bool IsClosed
    {
        get
        {
            lock (gate)
            {
                return closedSince is not null;
            }
        }
    }

    /// <summary>How long it has been closed so far, all times together.</summary>
    public TimeSpan ClosedTime
    {
        get
        {
            lock (gate)
            {
                return closedBefore + (closedSince is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero);
            }
        }
    }

    /// <summary>Opens or closes it.</summary>
    public void Set(bool isClosed)
    {
        lock (gate)
        {
            if (isClosed && closedSince is null)
            {
                closedSince = time.GetTimestamp();
                opened = Signal(isGiven: false);
                closed.SetResult();
            }
            else if (!isClosed && closedSince is { } since)
            {
                closedBefore += time.GetElapsedTime(since);
                closedSince = null;
                closed = Signal(isGiven: false);
                opened.SetResult();
            }
        }
    }

    /// <summary>Completes when it is open.</summary>
    public Task WhenOpenAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return opened.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Completes when it is closed.</summary>
    public Task WhenClosedAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return closed.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Holds the calling thread while it is closed.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public void Pass(CancellationToken cancellationToken)
    {
        while (IsClosed)
        {
            WhenOpenAsync(cancellationToken).GetAwaiter().GetResult();
        }
    }

    private static TaskCompletionSource Signal(bool isGiven)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (isGiven)
        {
            signal.SetResult();
        }

        return signal;
    }
}
