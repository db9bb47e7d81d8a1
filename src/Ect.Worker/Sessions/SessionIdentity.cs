using System.Numerics;
using System.Reflection;
using Ect.Ethereum;
using Ect.Protocol.Apps;
using Ect.Protocol.Machines;
using Ect.Protocol.Signing;
using Ect.Wire;
using Ect.Worker.Machine;
using Google.Protobuf;

namespace Ect.Worker.Sessions;

/// <summary>Who this worker is and where it belongs.</summary>
internal sealed record SessionIdentity(EctDomain Domain, BigInteger Pool, PrivateKey Key, int Slots, string DataFolder, MachineOffer Offer, WorkerAd Ad)
{
    internal static readonly string Software = "ect-worker/" + (Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "0");

    public Address Worker => Key.Address;

    /// <summary>Read anew for every connection: the free disk changes.</summary>
    public Hello Hello()
    {
        var machine = MachineInfo.Read(DataFolder);
        var resources = new Resources
        {
            Slots = (uint)Slots,
            MemoryBytes = (ulong)machine.MemoryBytes,
            CpuCores = (uint)machine.CpuCores,
            CpuModel = machine.CpuModel,
            DiskFreeBytes = (ulong)machine.DiskFreeBytes,
            Os = machine.OperatingSystem,
            Processor = Offer.Processor,
            Ad = Ad.Of(machine).ToString(),
        };
        resources.Runtimes.AddRange(Offer.Runtimes.Select(offer => new Runtime
        {
            Name = offer.Runtime.Name(),
            Version = offer.Version,
            MemoryBytes = (ulong)(offer.MemoryBytes ?? 0),
            Network = offer.Network,
        }));
        return new Hello { Worker = ByteString.CopyFrom(Worker.ToBytes()), Software = Software, Resources = resources };
    }
}
