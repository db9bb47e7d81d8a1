using System.Text.Json;
using Ect.Sdk.Errors;

namespace Ect.Cli.Up;

/// <summary>The loopback ports of a local network's processes; kept from one start to the next while they are free.</summary>
internal sealed record LocalPorts(int Chain, int Content, int Market, int Scheduler, int Status)
{
    /// <summary>The ports used last, or others for those in use by somebody else now. Writes the choice down.</summary>
    /// <param name="holder">Holds the ports as long as the network runs.</param>
    /// <param name="file">Where the choice is kept.</param>
    /// <param name="preferredChain">The chain's port in a new network.</param>
    /// <exception cref="EctException">A port of the scheduler, which may not move, is in use (<see cref="ErrorCode.StorageFailed"/>).</exception>
    public static LocalPorts Choose(Ports holder, string file, int preferredChain)
    {
        var known = Read(file);
        var last = known ?? new LocalPorts(preferredChain, 7601, 7602, 7600, 7603);
        var ports = new LocalPorts(
            holder.Choose(last.Chain),
            holder.Choose(last.Content),
            holder.Choose(last.Market),
            ChooseForPool(last.Scheduler),
            ChooseForPool(last.Status));
        File.WriteAllText(file, JsonSerializer.Serialize(ports));
        return ports;

        // Where its scheduler is stands in the pool's entry on chain, for good: on another port it would be another pool.
        int ChooseForPool(int port) => known is null ? holder.Choose(port)
            : holder.TryHold(port) ? port
            : throw new EctException(
                ErrorCode.StorageFailed,
                $"Port {port} is in use by another program, but the pool of this network says on chain that its scheduler is there.",
                "Stop the other program (`ss -ltnp` names it), or begin another network with --home FOLDER.");
    }

    public static Uri Url(int port) => new($"http://127.0.0.1:{port}");

    private static LocalPorts? Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<LocalPorts>(File.ReadAllText(file)) : null;
        }
        catch (JsonException)
        {
            // A file cut short by a crash: the ports are a preference, nothing is lost.
            return null;
        }
    }
}
