using System.Runtime.InteropServices;
using Ect.ClassAds;
using Ect.ClassAds.Values;
using Ect.Protocol.Apps;
using Ect.Protocol.Machines;

namespace Ect.Worker.Machine;

/// <summary>
/// This machine as a ClassAd: the names are HTCondor's where it has them (Memory in MiB, Disk in KiB), what is measured comes
/// first, and the owner has the last word.
/// </summary>
internal sealed class WorkerAd
{
    private readonly ClassAd _standing;
    private readonly WorkerOptions _options;

    private WorkerAd(ClassAd standing, WorkerOptions options) => (_standing, _options) = (standing, options);

    /// <summary>Reads what does not change while the worker runs.</summary>
    /// <param name="options">The owner's words, the slots and the data folder.</param>
    /// <param name="offer">The runtimes.</param>
    /// <param name="score">See <see cref="SpeedTest"/>.</param>
    public static WorkerAd Read(WorkerOptions options, MachineOffer offer, double score)
    {
        var standing = ClassAd.Empty
            .With("Arch", Value.Of(Architecture(RuntimeInformation.OSArchitecture)))
            .With("OpSys", Value.Of(OperatingSystem.IsLinux() ? "LINUX" : OperatingSystem.IsWindows() ? "WINDOWS" : OperatingSystem.IsMacOS() ? "OSX" : "UNKNOWN"))
            .With("OpSysLongName", Value.Of(RuntimeInformation.OSDescription))
            .With("Processor", Value.Of(offer.Processor))
            .With("CpuFlags", List(CpuInfo.Flags()))
            .With("Slots", Value.Of((long)options.Slots))
            .With("Score", Value.Of(Math.Round(score, 1)))
            .With("Runtimes", List(offer.Runtimes.Select(runtime => runtime.Runtime.Name())));
        var gpus = Gpus.Read();
        standing = standing.With("GPUs", Value.Of((long)gpus.Count)).With("GPUNames", List(gpus));
        standing = offer.Runtimes.FirstOrDefault(runtime => runtime.Runtime == AppRuntime.Oci) is { } containers
            ? standing.With("ContainerNetwork", Value.Of(containers.Network)).With("ContainerEngine", Value.Of(containers.Version))
            : standing;
        return new(LinkSpeed.Read() is { } speed ? standing.With("LinkMbps", Value.Of(speed)) : standing, options);
    }

    /// <summary>Whether the owner takes some tasks only.</summary>
    public bool HasRequirements => _options.Ad["Requirements"] is not null;

    /// <summary>The ad, with what may have changed.</summary>
    public ClassAd Now() => Of(MachineInfo.Read(_options.DataFolder));

    /// <summary>The ad of the machine as it was just read.</summary>
    public ClassAd Of(MachineInfo machine)
    {
        var ad = _standing
            .With("CpuModel", Value.Of(machine.CpuModel))
            .With("Cpus", Value.Of((long)machine.CpuCores))
            .With("Memory", Value.Of(machine.MemoryBytes >> 20))
            .With("Disk", Value.Of(machine.DiskFreeBytes >> 10));
        return _options.Ad.Attributes.Aggregate(ad, (known, pair) => known.With(pair.Key, pair.Value));
    }

    private static string Architecture(Architecture architecture) => architecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "X86_64",
        System.Runtime.InteropServices.Architecture.Arm64 => "aarch64",
        _ => architecture.ToString().ToUpperInvariant(),
    };

    private static Expression List(IEnumerable<string> texts) => Expression.Parse($"{{{string.Join(", ", texts.Select(text => Value.Of(text).ToString()))}}}");
}
