using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Epochs;

/// <summary>What epochs send to the chain. Each looks at the chain before it sends; what came of it, the events tell.</summary>
internal sealed partial class EpochDriver
{
    private const int MostRefusals = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private async Task AnchorAsync(EpochRecord epoch, CancellationToken ct)
    {
        try
        {
            if (await hub.AnchorAsync(epoch.Number, epoch.Root!.Value, ct) is { } receipt)
            {
                LogAnchored(epoch.Number, receipt.TransactionHash, receipt.GasUsed);
            }
        }
        catch (RevertException exception)
        {
            var chain = await hub.EpochOfAsync(options.Key.Address, epoch.Number, ct);
            if (chain.Status == EpochStatus.Unset || chain.IsRoot(epoch.Root!.Value))
            {
                await PostponeAsync(epoch, "anchor", exception.Message, ct);
            }
            else
            {
                await AbandonAsync(epoch, EpochState.Closed, "the chain knows another epoch of this number", [], ct);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await PostponeAsync(epoch, "anchor", exception.Message, ct);
        }
    }

    private async Task SealAsync(EpochRecord epoch, string reason, CancellationToken ct)
    {
        if (await epochs.TryMoveAsync(epoch.Number, EpochState.Proposed, EpochState.Settling, reason, ct))
        {
            await SettleAsync(epoch with { State = EpochState.Settling }, ct);
        }
    }

    private async Task SettleAsync(EpochRecord epoch, CancellationToken ct)
    {
        try
        {
            if (await hub.SettleAsync(Write(epoch), ct) is { } receipt)
            {
                LogSettled(epoch.Number, receipt.TransactionHash, receipt.GasUsed);
            }
        }
        catch (RevertException exception)
        {
            // Seats, bonds or tasks have changed, or the chain went back: the next look sees what is still to be had.
            seats.Forget(epoch.Signers);
            await RefuseAsync(epoch, exception.Message, ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await PostponeAsync(epoch, "settle", exception.Message, ct);
        }
    }

    private Settlement Write(EpochRecord epoch)
    {
        var signatures = epochs.Signatures(epoch);
        return new(
            epoch.Number,
            epoch.Root!.Value,
            CrewHash.Of(epoch.Signers),
            [.. epoch.Deals.Select(deal => deals.Find(deal)!.Terms)],
            epoch.Pages,
            [.. epoch.Signers.SelectMany(signer => signatures[signer])]);
    }

    private async Task RefuseAsync(EpochRecord epoch, string reason, CancellationToken ct)
    {
        await PostponeAsync(epoch, "settle", reason, ct);
        await epochs.TryMoveAsync(epoch.Number, EpochState.Settling, EpochState.Anchored, reason, ct);
        if (epoch.Attempts + 1 >= MostRefusals)
        {
            await AbandonAsync(epoch, EpochState.Anchored, $"refused {MostRefusals} times, the last time: {reason}", [], ct);
        }
    }

    private Task PostponeAsync(EpochRecord epoch, string deed, string reason, CancellationToken ct)
    {
        LogRefused(epoch.Number, deed, reason);
        var pause = FirstPause * Math.Pow(2, Math.Min(20, epoch.Attempts));
        var retryAt = time.GetUtcNow() + (pause < options.MaxBackoff ? pause : options.MaxBackoff);
        return database.WriteAsync(unit => EpochStore.Postpone(unit, epoch.Number, retryAt, $"{deed} did not succeed, it will be tried again: {reason}"), ct);
    }

    [LoggerMessage(LogLevel.Information, "Epoch {Epoch}: anchored in {Transaction}, {Gas} gas")]
    private partial void LogAnchored(ulong epoch, Bytes32 transaction, ulong gas);

    [LoggerMessage(LogLevel.Information, "Epoch {Epoch}: settled in {Transaction}, {Gas} gas")]
    private partial void LogSettled(ulong epoch, Bytes32 transaction, ulong gas);

    [LoggerMessage(LogLevel.Warning, "Epoch {Epoch}: {Deed} did not succeed: {Reason}")]
    private partial void LogRefused(ulong epoch, string deed, string reason);
}
