namespace Ect.Worker.Runtimes.Containers;

/// <summary>Processor time that all containers of a runtime have used, as far as it was seen.</summary>
internal sealed class ProcessorMeter
{
    private long ticks;

    public TimeSpan Total => TimeSpan.FromTicks(Interlocked.Read(ref ticks));

    public void Add(TimeSpan used) => Interlocked.Add(ref ticks, used.Ticks);
}
