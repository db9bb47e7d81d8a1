using System.Net;
using System.Net.Sockets;

namespace Ect.Cli.Up;

/// <summary>TCP ports on the loopback interface.</summary>
internal static class Ports
{
    /// <summary>The preferred port if it is free, otherwise one that the system chooses.</summary>
    /// <param name="preferred">A port that a network used before or uses by default.</param>
    /// <param name="taken">Ports already promised in this start.</param>
    public static int Choose(int preferred, ISet<int> taken)
    {
        var port = preferred > 0 && !taken.Contains(preferred) && IsFree(preferred) ? preferred : AnyFree(taken);
        taken.Add(port);
        return port;
    }

    public static bool IsFree(int port)
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

    private static int AnyFree(ISet<int> taken)
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (!taken.Contains(port))
            {
                return port;
            }
        }
    }
}
