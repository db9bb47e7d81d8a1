using System.Globalization;

namespace Ect.Bench.Hosting;

/// <summary>Limits of the system that a run needs.</summary>
internal static class Limits
{
    private const int Reserve = 500;

    /// <summary>Checks that so many connections can be open at a time, in each of two processes.</summary>
    /// <exception cref="InvalidOperationException">They cannot; the message says what to do.</exception>
    public static void Require(int connections)
    {
        var line = File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        var soft = line["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        if (long.TryParse(soft, CultureInfo.InvariantCulture, out var limit) && limit < connections + Reserve)
        {
            throw new InvalidOperationException(
                $"{connections} connections need {connections + Reserve} open files, the limit is {limit}: raise it (as root: prlimit --pid $$ --nofile={connections + Reserve}), or share connections (--streams-per-connection 10).");
        }
    }
}
