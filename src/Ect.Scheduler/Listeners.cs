using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Ect.Scheduler;

/// <summary>Where the scheduler's servers listen.</summary>
internal static class Listeners
{
    /// <summary>Adds an address: a name other than localhost means every interface.</summary>
    public static void Add(KestrelServerOptions kestrel, Uri url, HttpProtocols protocols)
    {
        var address = url.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(url.Host.Trim('[', ']'), out var parsed) ? parsed : IPAddress.Any;
        kestrel.Listen(address, url.Port, listen => listen.Protocols = protocols);
    }
}
