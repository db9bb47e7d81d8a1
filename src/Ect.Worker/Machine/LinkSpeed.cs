using System.Net.NetworkInformation;

namespace Ect.Worker.Machine;

/// <summary>The speed of this machine's fastest network link: an upper bound of its bandwidth.</summary>
internal static class LinkSpeed
{
    /// <summary>Megabits a second; null where no link says.</summary>
    public static long? Read()
    {
        try
        {
            var speeds = NetworkInterface.GetAllNetworkInterfaces()
                .Where(link => link.OperationalStatus == OperationalStatus.Up && link.NetworkInterfaceType is NetworkInterfaceType.Ethernet or NetworkInterfaceType.Wireless80211)
                .Select(link => link.Speed / 1_000_000)
                .Where(speed => speed > 0)
                .ToList();
            return speeds.Count > 0 ? speeds.Max() : null;
        }
        catch (Exception e) when (e is NetworkInformationException or PlatformNotSupportedException)
        {
            return null;
        }
    }
}
