using Docker.DotNet;
using Docker.DotNet.Models;

namespace Ect.Worker.Runtimes.Containers;

/// <summary>Looks at a container now and then: what it uses, and whether it has too many processes.</summary>
internal sealed class UsageWatch(DockerClient client, string container, int maxProcesses, ProcessorMeter meter, TimeProvider time)
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(250);

    private readonly int maxProcesses = maxProcesses;
    private readonly Lock gate = new();
    private long peakMemory;
    private ulong cpuNanoseconds;

    public long PeakMemoryBytes
    {
        get
        {
            lock (gate)
            {
                return peakMemory;
            }
        }
    }

    public TimeSpan CpuTime
    {
        get
        {
            lock (gate)
            {
                return TimeSpan.FromTicks((long)(cpuNanoseconds / TimeSpan.NanosecondsPerTick));
            }
        }
    }

    /// <summary>Looks until it is stopped. An engine that does not answer is asked again.</summary>
    /// <param name="tooMany">Called when the container has more processes than it may.</param>
    /// <param name="cancellationToken">Stops the watch.</param>
    public async Task RunAsync(Action tooMany, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(s_period, time);
        try
        {
            do
            {
                try
                {
                    await client.Containers.GetContainerStatsAsync(
                        container, new ContainerStatsParameters { Stream = false, OneShot = true }, new Look(this, tooMany), cancellationToken);
                }
                catch (Exception e) when (e is DockerApiException or IOException or HttpRequestException)
                {
                    // It ends, or the engine is busy.
                }
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private void Note(ContainerStatsResponse stats)
    {
        lock (gate)
        {
            var before = CpuTime;
            cpuNanoseconds = Math.Max(cpuNanoseconds, stats.CPUStats?.CPUUsage?.TotalUsage ?? 0);
            meter.Add(CpuTime - before);
            peakMemory = Math.Max(peakMemory, (long)(stats.MemoryStats?.MaxUsage ?? 0));
            peakMemory = Math.Max(peakMemory, (long)(stats.MemoryStats?.Usage ?? 0));
        }
    }

    private sealed class Look(UsageWatch watch, Action tooMany) : IProgress<ContainerStatsResponse>
    {
        public void Report(ContainerStatsResponse value)
        {
            watch.Note(value);
            if (value.PidsStats is { } pids && pids.Current > (ulong)watch.maxProcesses)
            {
                tooMany();
            }
        }
    }
}
