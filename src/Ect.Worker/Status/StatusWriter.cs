using Ect.Contracts;
using Ect.Ethereum.Rpc;
using Ect.Worker.Chain;
using Ect.Worker.Execution;
using Ect.Worker.Guardian;
using Ect.Worker.Preferences;
using Ect.Worker.Sessions;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Status;

/// <summary>Writes how the worker is, every few seconds, for <c>ect worker status</c>.</summary>
internal sealed partial class StatusWriter(
    WorkerOptions options,
    string dataFolder,
    IChain chain,
    EthClient client,
    TaskBoard board,
    RunsUnderWay runs,
    GuardianBoard guardians,
    OwnerWatch owner,
    SchedulerConnector connector,
    TimeProvider time,
    ILogger logger)
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_moneyPeriod = TimeSpan.FromMinutes(1);

    private readonly Nudge news = new(time);
    private readonly DateTimeOffset startedAt = time.GetUtcNow();
    private MoneyStatus? money;
    private string? failure;

    /// <summary>Runs until cancelled, and then takes the file away.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var counting = CountAsync(cancellationToken);
        try
        {
            while (true)
            {
                Write();
                await news.PauseAsync(s_period, cancellationToken);
            }
        }
        finally
        {
            await counting;
            StatusFile.Remove(dataFolder);
        }
    }

    /// <summary>Has it written at once.</summary>
    public void Soon() => news.Give();

    // A disk that is full shows itself where it matters.
    private void Write()
    {
        try
        {
            StatusFile.Write(dataFolder, Status());
            failure = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (failure != e.Message)
            {
                LogNotWritten(e.Message);
            }

            failure = e.Message;
        }
    }

    private WorkerSnapshot Status()
    {
        var tasks = runs.All.Select(Of).ToList();
        var link = connector.Link;
        var machine = owner.Machine;
        var preferences = owner.File.Current;
        return new(
            Environment.ProcessId,
            SessionIdentity.Software,
            startedAt,
            time.GetUtcNow(),
            chain.Worker,
            options.Pool.ToString(System.Globalization.CultureInfo.InvariantCulture),
            StateOf(owner.Standing, board.Running.Count),
            owner.Since,
            owner.Standing.Rest,
            preferences.SlotsOf(options.Slots),
            tasks,
            guardians.Count,
            new(link.Url, link.Since, link.Waiting.Length > 0 ? link.Waiting : null, link.Problem, link.Others),
            preferences.WatchesMachine ? new(machine.LastInput, machine.LastLoad, machine.OthersLoad, machine.OnBattery, machine.FreeDiskBytes) : null,
            money,
            preferences,
            owner.File.Problem);
    }

    private static WorkerState StateOf(Standing standing, int running) => standing switch
    {
        Standing.Pause => WorkerState.Paused,
        Standing.NoNewWork => WorkerState.Finishing,
        _ => running > 0 ? WorkerState.Computing : WorkerState.Idle,
    };

    private static RunningTask Of(RunsUnderWay.Run run)
    {
        var view = run.Feed.View();
        return new(run.Task, run.Deal, run.Index, view.Phase.ToString().ToLowerInvariant(), run.Since, view.Fraction, Math.Round(view.Computed.TotalSeconds, 1), run.Due);
    }

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(s_moneyPeriod, time);
        try
        {
            do
            {
                await ReadMoneyAsync(cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // The worker stops.
        }
    }

    private async Task ReadMoneyAsync(CancellationToken cancellationToken)
    {
        try
        {
            var seat = await chain.SeatAsync(chain.Worker, cancellationToken);
            var account = await chain.AccountAsync(chain.Worker, cancellationToken);
            var coin = await client.GetBalanceAsync(chain.Worker, cancellationToken: cancellationToken);
            money = new($"{account.Free}", $"{account.Locked}", $"{seat.Bond * HubClient.Gwei}", $"{seat.Earned * HubClient.Gwei}", $"{coin}", time.GetUtcNow());
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The old figures stand, with their time; others say that the chain is away.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The status for `ect worker status` cannot be written: {Reason}")]
    private partial void LogNotWritten(string reason);
}
