using System.Text.Json;

namespace Ect.Cli.Up;

/// <summary>The loopback ports of a local network's processes; kept from one start to the next while they are free.</summary>
internal sealed record LocalPorts(int Chain, int Content, int Market, int Scheduler, int Status)
{
    /// <summary>The ports used last, or others for those in use by somebody else now. Writes the choice down.</summary>
    /// <param name="holder">Holds the ports as long as the network runs.</param>
    /// <param name="file">Where the choice is kept.</param>
    /// <param name="preferredChain">The chain's port in a new network.</param>
    public static LocalPorts Choose(Ports holder, string file, int preferredChain)
    {
        var last = Read(file) ?? new LocalPorts(preferredChain, 7601, 7602, 7600, 7603);
        var ports = new LocalPorts(
            holder.Choose(last.Chain),
            holder.Choose(last.Content),
            holder.Choose(last.Market),
            holder.Choose(last.Scheduler),
            holder.Choose(last.Status));
        File.WriteAllText(file, JsonSerializer.Serialize(ports));
        return ports;
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
