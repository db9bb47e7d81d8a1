namespace Ect.Worker.Runtimes;

/// <summary>What a run used.</summary>
/// <param name="Fuel">Units of work as <see cref="RunLimits.Fuel"/> counts them; equal on every machine. 0 where nothing meters them.</param>
/// <param name="Wall">Time from the first instruction to the end, by the worker's clock, without that in which it was held.</param>
/// <param name="PeakMemoryBytes">Largest linear memory, or largest memory of a container that was seen, in bytes.</param>
/// <param name="OutputBytes">Sum of the sizes of the files left in <c>/out</c>, in bytes; the captured streams excluded.</param>
/// <param name="OutputFiles">Files and folders left in <c>/out</c>; the captured streams excluded.</param>
public sealed record RunUsage(long Fuel, TimeSpan Wall, long PeakMemoryBytes, long OutputBytes, int OutputFiles)
{
    /// <summary>Processor time of the application, on all cores together. Of a container what the last look showed, up to a second before its end; nothing if it was shorter.</summary>
    public TimeSpan CpuTime { get; init; }

    /// <summary>Sum of the sizes of the files in <c>/in</c>, in bytes.</summary>
    public long InputBytes { get; init; }

    /// <summary>Usage of a run that never started.</summary>
    public static RunUsage None { get; } = new(0, TimeSpan.Zero, 0, 0, 0);
}
