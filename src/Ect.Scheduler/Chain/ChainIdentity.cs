using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Transactions;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Chain;

/// <summary>Makes sure, once, that the node serves the right chain and that the hub stands on it.</summary>
internal sealed partial class ChainIdentity(HubClient hub, SchedulerOptions options, ILogger<ChainIdentity> logger)
{
    private bool _checked;

    /// <summary>What is odd but not fatal, for people; null if nothing is.</summary>
    public string? Warning { get; private set; }

    /// <exception cref="ChainMismatchException">The node serves another chain.</exception>
    /// <exception cref="DeploymentException">No hub stands at the address.</exception>
    public async Task EnsureAsync(CancellationToken ct)
    {
        if (_checked)
        {
            return;
        }

        await hub.CheckChainAsync(ct);
        await CheckPoolAsync(ct);
        _checked = true;
    }

    private async Task CheckPoolAsync(CancellationToken ct)
    {
        var scheduler = await hub.OwnerOfAsync(AssetKind.Pool, options.Pool, ct) is null ? Address.Zero : (await hub.PoolOfAsync(options.Pool, ct)).Scheduler;
        if (scheduler != options.Key.Address)
        {
            Warning = scheduler.IsZero
                ? $"Pool {options.Pool} is not registered: no deal can come."
                : $"The scheduler of pool {options.Pool} is {scheduler}, this one's key is {options.Key.Address}: new deals name the other. The pool's owner can appoint this key with setScheduler.";
            LogWarning(Warning);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Warning}")]
    private partial void LogWarning(string warning);
}
