using System.Security.Cryptography;
using System.Text;

namespace Ect.Worker.Runtimes.Containers;

/// <summary>Marks everything that a worker makes in its engine, so that after a kill it finds what it left.</summary>
internal static class ContainerLabels
{
    public const string Worker = "ect.worker";

    /// <summary>Who a worker is to its engine: the same after a restart, another for another data folder.</summary>
    public static string WorkerId(string dataFolder) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.MachineName}\n{Path.GetFullPath(dataFolder)}")))[..16];

    public static Dictionary<string, string> Of(string workerId) => new() { [Worker] = workerId };
}
