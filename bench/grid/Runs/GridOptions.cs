using Ect.Bench.Hosting;
using Ect.Bench.Load;

namespace Ect.Bench.Runs;

/// <summary>A run of the load benchmark.</summary>
internal sealed record GridOptions
{
    public required CrowdOptions Crowd { get; init; }

    public double Minutes { get; init; } = 10;

    /// <summary>Seconds after the last login that do not count.</summary>
    public double WarmUp { get; init; } = 20;

    /// <summary>Tasks of a deal.</summary>
    public uint Bag { get; init; } = 20_000;

    public ushort Trust { get; init; } = 1;

    /// <summary>Whether the scheduler picks the workers; otherwise each task draws seats.</summary>
    public bool IsPrivate { get; init; }

    public bool IsPostgres { get; init; }

    public bool IsJson { get; init; }

    /// <summary>What the scheduler is started with; addresses and folders are filled in.</summary>
    public required SchedulerSettings Scheduler { get; init; }
}
