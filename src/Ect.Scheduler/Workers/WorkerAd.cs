using Ect.ClassAds;
using Ect.ClassAds.Values;
using Ect.Ethereum;
using Ect.Protocol.Machines;
using Ect.Wire;

namespace Ect.Scheduler.Workers;

/// <summary>A worker's ad as it logged in with it, with what the scheduler knows itself. It comes from a stranger and is kept for each connection.</summary>
internal sealed class WorkerAd
{
    private WorkerAd(ClassAd said, ClassAd ad, string? problem)
    {
        Ad = ad;
        Problem = problem;
        HasRequirements = said["Requirements"] is not null;
        HasRank = said["Rank"] is not null;
    }

    /// <summary>The ad.</summary>
    public ClassAd Ad { get; }

    /// <summary>What is wrong with what the worker sent, so that it counts as having said nothing; null if nothing is.</summary>
    public string? Problem { get; }

    /// <summary>Whether its owner takes some tasks only.</summary>
    public bool HasRequirements { get; }

    /// <summary>Whether its owner likes some tasks better than others.</summary>
    public bool HasRank { get; }

    /// <summary>Reads what a worker sent. An older worker sends none: then its ad is what it said of its resources.</summary>
    public static WorkerAd Read(Address worker, string software, Resources resources)
    {
        var (said, problem) = resources.Ad.Length == 0 ? (Of(resources), null)
            : ClassAd.TryParse(resources.Ad, out var parsed, out var error, AdExpression.Options) ? (parsed!, (string?)null)
            : (Of(resources), $"The ad cannot be read: {error}");

        // What the scheduler knows nobody says better. A machine that says nothing of tasks takes them all.
        return new(
            said,
            (said["Requirements"] is null ? said.With("Requirements", Value.True) : said).With("Worker", Value.Of(worker.ToString())).With("Software", Value.Of(software)).With("Slots", Value.Of((long)resources.Slots)),
            problem);
    }

    private static ClassAd Of(Resources resources) => ClassAd.Empty
        .With("Cpus", Value.Of((long)resources.CpuCores))
        .With("CpuModel", Value.Of(resources.CpuModel))
        .With("Memory", Value.Of((long)(resources.MemoryBytes >> 20)))
        .With("Disk", Value.Of((long)(resources.DiskFreeBytes >> 10)))
        .With("OpSysLongName", Value.Of(resources.Os))
        .With("Processor", Value.Of(resources.Processor));
}
