namespace Ect.Worker.Runtimes;

/// <summary>A stopwatch that stands while a gate is closed. Starts at once.</summary>
internal sealed class ActiveClock(RunGate gate, TimeProvider time)
{
    private readonly long started = time.GetTimestamp();
    private readonly TimeSpan closedBefore = gate.ClosedTime;

    /// <summary>Time since the start, without that in which the gate was closed.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            // In this order: what passes between the two readings must not make it negative.
            var held = gate.ClosedTime - closedBefore;
            return time.GetElapsedTime(started) - held;
        }
    }
}
