using Ect.Protocol.Apps;
using Ect.Protocol.Machines;
using Ect.Wire;

namespace Ect.Scheduler.Workers;

/// <summary>What a worker said of its machine, as needs are compared with it. It comes from a stranger and is kept for each connection.</summary>
internal static class OfferedMachine
{
    // Of one text: a class is a few words.
    private const int MostText = 160;

    /// <summary>Runtimes that this version does not know, and those named twice, are left out; texts are cut.</summary>
    public static MachineOffer Read(Resources resources) => new(
        Short(resources.Processor),
        [
            .. resources.Runtimes.Take(16)
                .Select(runtime => AppRuntimeNames.Find(runtime.Name) is { } known ? Read(known, runtime) : null)
                .OfType<RuntimeOffer>()
                .DistinctBy(offer => offer.Runtime),
        ]);

    private static RuntimeOffer Read(AppRuntime known, Runtime runtime) => new(known, Short(runtime.Version))
    {
        MemoryBytes = runtime.MemoryBytes == 0 ? null : (long)Math.Min(runtime.MemoryBytes, long.MaxValue),
        Network = runtime.Network,
    };

    private static string Short(string text) => text.Length <= MostText ? text : text[..MostText];
}
