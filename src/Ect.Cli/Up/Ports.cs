using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ect.Cli.Up;

/// <summary>
/// TCP ports on the loopback interface, promised to one network. A port that is free now and bound later by another process
/// would join two networks; so each promised port is held by a lock file, which ends with the process that holds it.
/// </summary>
internal sealed class Ports : IDisposable
{
    private readonly Dictionary<int, FileStream> held = [];

    /// <summary>The preferred port if it is free, otherwise one that the system chooses.</summary>
    /// <param name="preferred">A port that a network used before or uses by default.</param>
    public int Choose(int preferred)
    {
        for (var port = preferred; ; port = AnyFree())
        {
            if (TryHold(port))
            {
                return port;
            }
        }
    }

    public void Dispose()
    {
        foreach (var file in held.Values)
        {
            file.Dispose();
        }

        held.Clear();
    }

    /// <summary>Takes this port and no other. False if somebody else has it.</summary>
    public bool TryHold(int port)
    {
        if (held.ContainsKey(port))
        {
            return false;
        }

        var folder = Path.Combine(Path.GetTempPath(), $"ect-ports-{Environment.UserName}");
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        FileStream file;
        try
        {
            file = new FileStream(Path.Combine(folder, port.ToString(CultureInfo.InvariantCulture)), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return false;
        }

        if (!IsFree(port))
        {
            file.Dispose();
            return false;
        }

        held[port] = file;
        return true;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int AnyFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
