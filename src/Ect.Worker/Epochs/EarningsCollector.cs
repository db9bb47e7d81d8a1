using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Worker.Chain;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Epochs;

/// <summary>Moves what gathers in the worker's seat to its free balance, whenever it is worth a transaction.</summary>
/// <param name="chain">The chain.</param>
/// <param name="threshold">Collected from here on, in the token's smallest unit.</param>
/// <param name="period">Between two looks.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">For the collected amounts.</param>
internal sealed partial class EarningsCollector(IChain chain, BigInteger threshold, TimeSpan period, TimeProvider time, ILogger logger)
{
    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(period, time);
        do
        {
            try
            {
                await RunOnceAsync(cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>Collects if there is enough. Returns whether it did.</summary>
    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        var seat = await chain.SeatAsync(chain.Worker, cancellationToken);
        var earned = seat.Earned * HubClient.Gwei;
        if (seat.Roster == 0 || earned.IsZero || earned < threshold)
        {
            return false;
        }

        await chain.CollectEarningsAsync(cancellationToken);
        var amount = Units.FormatEther(earned);
        LogCollected(amount);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Collected {Amount} tokens that the seat had earned")]
    private partial void LogCollected(string amount);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Earnings could not be collected, they wait in the seat: {Reason}")]
    private partial void LogFailed(string reason);
}
