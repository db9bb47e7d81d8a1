using System.Globalization;
using Ect.Ethereum.Rpc;

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
    /// <param name="chain">Asks it.</param>
    public static Role Create(int port, string stateFile, EthClient chain) =>
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
            IsReady = stop => AnswersAsync(chain, stop),
            BeforeStop = stop => StopMiningAsync(chain, stop),
            StopPatience = TimeSpan.FromMinutes(1), // it writes its state, which is all that it knows
            Show = ShowLine,
        };

    private static async Task<bool> AnswersAsync(EthClient chain, CancellationToken cancellation)
    {
        try
        {
            return await chain.ChainIdAsync(cancellation) == ChainId;
        }
        catch (NodeUnreachableException)
        {
            return false;
        }
    }

    /// <summary>
    /// Mines what waits, and nothing after it: what is mined while the chain writes its state is there in part, and such a file gives
    /// way to an older one (<see cref="ChainStateFile"/>).
    /// </summary>
    private static async Task StopMiningAsync(EthClient chain, CancellationToken cancellation)
    {
        try
        {
            await chain.CallAsync("evm_setIntervalMining", 0).WaitAsync(cancellation);
            await chain.CallAsync("evm_mine").WaitAsync(cancellation);
        }
        catch (Exception exception) when (exception is NodeUnreachableException or RpcException)
        {
            // It does not answer: it is asked to end as it is.
        }
    }

    // Anvil prints every RPC call; people care for its errors.
    private static string? ShowLine(string line) =>
        line.Contains("error", StringComparison.OrdinalIgnoreCase) || line.Contains("panic", StringComparison.OrdinalIgnoreCase) ? line : null;
}
