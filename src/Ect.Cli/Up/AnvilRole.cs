using System.Globalization;

namespace Ect.Cli.Up;

/// <summary>The embedded chain: anvil, a pinned npm package, with its state in a file.</summary>
internal static class AnvilRole
{
    public const long ChainId = 31337;

    /// <summary>Path of the anvil executable.</summary>
    /// <exception cref="FileNotFoundException">It is in none of the places looked at.</exception>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable("ECT_ANVIL") is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : throw new FileNotFoundException($"ECT_ANVIL names '{named}', which does not exist.");
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "node_modules", "@foundry-rs", "anvil-linux-amd64", "bin", "anvil");
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new FileNotFoundException("The embedded chain 'anvil' is not installed. Start ECT through the './ect' launcher, which installs it, or name the program in ECT_ANVIL.");
    }

    /// <param name="port">Loopback port of the JSON-RPC server (HTTP and WebSocket).</param>
    /// <param name="stateFile">Where blocks and state are kept from one start to the next.</param>
    /// <param name="isReady">Whether the chain answers.</param>
    public static Role Create(int port, string stateFile, Func<CancellationToken, Task<bool>> isReady) =>
        new(
            "chain",
            Find(),
            [
                "--host", "127.0.0.1",
                "--port", port.ToString(CultureInfo.InvariantCulture),
                "--chain-id", ChainId.ToString(CultureInfo.InvariantCulture),
                "--block-time", "1",
                // Interval mining with ordering by arrival; automine wedges under batches.
                "--order", "fifo",
                "--accounts", "0",
                "--state", stateFile,
                "--state-interval", "5",
                "--gas-limit", "60000000",
                "--no-cors",
            ])
        {
            IsReady = isReady,
            Show = ShowLine,
        };

    // Anvil prints every RPC call; people care for its errors.
    private static string? ShowLine(string line) =>
        line.Contains("error", StringComparison.OrdinalIgnoreCase) || line.Contains("panic", StringComparison.OrdinalIgnoreCase) ? line : null;
}
