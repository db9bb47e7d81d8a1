using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;
using Ect.Worker.Conduct;
using Microsoft.Extensions.Logging;

namespace Ect.Worker;

/// <summary>What must hold before a worker starts: the right chain, its hub, a seat in the pool. A chain that is down is waited for.</summary>
internal sealed partial class StartCheck(WorkerOptions options, HubClient hub, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan SeatPeriod = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SeatPatience = TimeSpan.FromMinutes(5);

    // Seen or taken by this process, and not known to have been given back since.
    private bool isSeated;

    /// <exception cref="WorkerStartException">The chain is another one or has no hub at the address, or the worker cannot have its seat.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), options.MaxBackoff);
        while (true)
        {
            try
            {
                await CheckChainAsync(cancellationToken);
                await TakeSeatAsync(cancellationToken);
                await TellStakeAsync(cancellationToken);
                return;
            }
            catch (Exception e) when (e is not WorkerStartException && !cancellationToken.IsCancellationRequested)
            {
                var pause = backoff.Next();
                LogChainDown(options.Rpc, e.Message, pause.TotalSeconds);
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    /// <summary>Takes a seat again that a re-org took back, until cancelled. A seat that was given back is not taken again.</summary>
    public async Task KeepSeatAsync(CancellationToken cancellationToken)
    {
        var backoff = new Backoff(SeatPeriod, SeatPatience);
        var pause = SeatPeriod;
        while (true)
        {
            await Task.Delay(pause, time, cancellationToken);
            try
            {
                await KeepSeatOnceAsync(cancellationToken);
                backoff.Reset();
                pause = SeatPeriod;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                pause = backoff.Next();
                LogNotSeated(e.Message, pause.TotalSeconds);
            }
        }
    }

    private async Task KeepSeatOnceAsync(CancellationToken cancellationToken)
    {
        if ((await hub.SeatOfAsync(options.Key.Address, cancellationToken)).Roster != 0)
        {
            isSeated = true;
        }
        else if (isSeated)
        {
            // The chain tells of every seat that was ever taken: one that a re-org took back it does not know any more.
            isSeated = await hub.SeatedPoolAsync(options.Key.Address, cancellationToken) is null;
            if (isSeated)
            {
                await TakeSeatAsync(cancellationToken);
            }
        }
    }

    private async Task CheckChainAsync(CancellationToken cancellationToken)
    {
        try
        {
            await hub.CheckChainAsync(cancellationToken);
        }
        catch (ChainMismatchException e)
        {
            throw new WorkerStartException($"The node {options.Rpc} serves chain {e.Actual}; this worker is for chain {options.ChainId}. Check the network file: a contribution on the wrong chain would be lost.", e);
        }
        catch (DeploymentException e)
        {
            throw new WorkerStartException($"There is no contract at the hub's address {options.Hub} on chain {options.ChainId} of {options.Rpc}. Check the network file, or deploy the contracts first.", e);
        }
    }

    private async Task TakeSeatAsync(CancellationToken cancellationToken)
    {
        var worker = options.Key.Address;
        var roster = await hub.RosterOfAsync(options.Pool, cancellationToken);
        if (roster.Number == 0)
        {
            LogNoRoster(worker, options.Pool);
            return;
        }

        var seat = await hub.SeatOfAsync(worker, cancellationToken);
        if (seat.Roster != 0 && seat.Roster != roster.Number)
        {
            throw new WorkerStartException($"Worker {worker} has a seat in another pool, and a worker has only one. Give it back with `ect seat leave` from this wallet, or work with another one.");
        }

        if (seat.Roster != 0)
        {
            isSeated = true;
            await RaiseBondAsync(seat.Bond * HubClient.Gwei, cancellationToken);
            return;
        }

        var bond = BigInteger.Max(options.Bond ?? 0, roster.SeatBond * HubClient.Gwei);
        await RequireFreeAsync(bond, cancellationToken);
        await hub.TakeSeatAsync(options.Pool, bond, cancellationToken);
        isSeated = true;
        TellSeated(bond);
    }

    private async Task RaiseBondAsync(BigInteger bond, CancellationToken cancellationToken)
    {
        if (options.Bond is { } wanted && wanted > bond)
        {
            await RequireFreeAsync(wanted - bond, cancellationToken);
            await hub.RaiseBondAsync(wanted - bond, cancellationToken);
            bond = wanted;
        }

        TellSeated(bond);
    }

    private void TellSeated(BigInteger bond)
    {
        var text = Units.FormatEther(bond);
        LogSeated(options.Key.Address, text);
    }

    private async Task RequireFreeAsync(BigInteger bond, CancellationToken cancellationToken)
    {
        var free = (await hub.AccountOfAsync(options.Key.Address, cancellationToken)).Free;
        if (free < bond)
        {
            throw new WorkerStartException($"Worker {options.Key.Address} has {Units.FormatEther(free)} tokens free in the hub, its seat in the pool needs a bond of {Units.FormatEther(bond)}. Deposit the difference with `ect wallet deposit`, from this wallet or for it, and start again.");
        }
    }

    private async Task TellStakeAsync(CancellationToken cancellationToken)
    {
        var worker = options.Key.Address;
        var account = await hub.AccountOfAsync(worker, cancellationToken);
        var gas = await hub.Client.GetBalanceAsync(worker, cancellationToken: cancellationToken);
        var (free, locked, coin) = (Units.FormatEther(account.Free), Units.FormatEther(account.Locked), Units.FormatEther(gas));
        LogReady(worker, free, locked, coin);
        if (account.Free.IsZero)
        {
            LogNoStake(worker, options.Hub);
        }

        if (gas.IsZero)
        {
            LogNoGas(worker);
        }

        if (options.Conduct != WorkerConduct.Honest)
        {
            LogAdversary(worker, options.Conduct);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The chain at {Rpc} does not answer ({Reason}); waiting for it, again in {Seconds:F0} s")]
    private partial void LogChainDown(RpcEndpoints rpc, string reason, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Worker {Worker}: {Free} tokens free for stakes, {Locked} locked, {Gas} of the chain's coin for gas")]
    private partial void LogReady(Address worker, string free, string locked, string gas);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Worker {Worker} has no free tokens in the hub {Hub}: tasks that ask for a stake are declined. Deposit some with `ect wallet deposit`, from this wallet or for it")]
    private partial void LogNoStake(Address worker, Address hub);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether the worker still has its seat could not be seen, or it could not be taken again: {Reason} Again in {Seconds:F0} s")]
    private partial void LogNotSeated(string reason, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Worker {Worker} has a seat in the pool, with a bond of {Bond} tokens: it is drawn for deals that start from now on")]
    private partial void LogSeated(Address worker, string bond);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Pool {Pool} has not opened its roster, so worker {Worker} has no seat: only the direct path of private orders is open to it. The pool's owner opens it with `ect pool roster`")]
    private partial void LogNoRoster(Address worker, BigInteger pool);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Worker {Worker} has none of the chain's coin and cannot pay for transactions: send it some")]
    private partial void LogNoGas(Address worker);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Worker {Worker} is {Conduct} by option: for demonstrations and tests only, it will lose stakes or die")]
    private partial void LogAdversary(Address worker, WorkerConduct conduct);
}
