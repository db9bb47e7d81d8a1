using Ect.Protocol.Apps;

namespace Ect.Protocol.Machines;

/// <summary>What a worker says of its machine, as far as needs ask for it.</summary>
/// <param name="Processor">Architecture, vendor, family and model of the processor.</param>
/// <param name="Runtimes">The runtimes that it has, each once.</param>
public sealed record MachineOffer(string Processor, IReadOnlyList<RuntimeOffer> Runtimes)
{
    /// <summary>What the machine lacks, for people; null if it has all that is needed. Whether others are like it, it cannot tell.</summary>
    public string? Lacks(MachineNeeds needs) => Runtimes.FirstOrDefault(offer => offer.Runtime == needs.Runtime) switch
    {
        null => $"the runtime {needs.Runtime.Name()}",
        { Network: false } when needs.Network => "a network for applications",
        { MemoryBytes: { } most } when most < needs.MemoryBytes => $"{needs.MemoryBytes >> 20} MiB of memory for an application",
        _ => null,
    };

    /// <summary>Of which class the machine is for a task of these needs: results of machines of one class can be compared. Empty if all can.</summary>
    public string HostClass(MachineNeeds needs)
    {
        var version = needs.Hosts.HasFlag(HostSameness.Runtime) ? Runtimes.FirstOrDefault(offer => offer.Runtime == needs.Runtime)?.Version ?? "" : "";
        return needs.Hosts switch
        {
            HostSameness.Any => "",
            HostSameness.Processor => Processor,
            HostSameness.Runtime => version,
            _ => $"{Processor}, {version}",
        };
    }
}
